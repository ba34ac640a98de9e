/// HEIC and AVIF as photographs, and the depth in them.
#include "fuzz_target.h"
#include "offline/io/embedded_depth.h"
#include "picture_checks.h"

TAPESTRY_FUZZ_TARGET(heif) {
    tapestry::fuzz::decode_and_judge(bytes);
    const bool has_depth = tapestry::offline::has_embedded_depth(bytes);
    const auto depth = tapestry::offline::embedded_depth(bytes);
    if (!depth || !*depth) return;
    tapestry::fuzz::require(has_depth, "a depth that is read is found, too");
    tapestry::fuzz::judge((*depth)->numbers);
}
