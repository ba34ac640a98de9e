/// XMP in JPEGs, and the depth that it has or points at.
#include "offline/io/embedded_depth.h"

#include "fuzz_target.h"
#include "offline/io/xmp.h"
#include "picture_checks.h"

using namespace tapestry::offline;

TAPESTRY_FUZZ_TARGET(embedded_depth) {
    (void)xmp_of_jpeg(bytes);
    (void)has_embedded_depth(bytes);
    const auto depth = embedded_depth(bytes);
    if (depth && *depth) tapestry::fuzz::judge((*depth)->numbers);
}
