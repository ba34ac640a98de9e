/// OpenEXR: colours, depths and layers.
#include "fuzz_target.h"
#include "offline/io/exr_file.h"
#include "picture_checks.h"

using namespace tapestry;
using namespace tapestry::offline;

TAPESTRY_FUZZ_TARGET(exr) {
    (void)has_exr_depth(bytes);
    for (const std::string& layer : exr_layers(bytes)) {
        const auto picture = decode_exr(bytes, layer);
        if (picture)
            fuzz::require(
                picture->picture.rgba.size() == 4 * static_cast<std::size_t>(picture->picture.width) *
                                                    static_cast<std::size_t>(picture->picture.height),
                "a picture has all of its pixels");
    }
    if (const auto grey = decode_exr_grey(bytes)) fuzz::judge(*grey);
    fuzz::decode_and_judge(bytes);
}
