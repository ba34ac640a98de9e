/// EXIF blocks: what they say, and results that keep them.
#include "offline/io/exif.h"

#include "fuzz_target.h"
#include "picture_checks.h"

using namespace tapestry::offline;

TAPESTRY_FUZZ_TARGET(exif) {
    const int orientation = exif_orientation(bytes);
    tapestry::fuzz::require(orientation >= 1 && orientation <= 8, "orientations go from 1 to 8");
    (void)exif_times(bytes);
    Photograph photograph;
    photograph.pixels = Picture8{1, 1, {1, 2, 3, 255}};
    photograph.origin.tags.exif = exif_for_result(bytes);
    tapestry::fuzz::require(exif_orientation(photograph.origin.tags.exif) == 1, "a result is upright");
    tapestry::fuzz::encode_and_judge(photograph);
}
