/// OpenEXR: colours, depths and layers.
#include <algorithm>
#include <cstring>
#include <string_view>

#include "fuzz_target.h"
#include "offline/io/exr_file.h"
#include "picture_checks.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

/// Windows of more than a few thousand pixels brought down to some: their size is but a number, and each
/// would take seconds.
std::vector<std::uint8_t> with_small_windows(std::span<const std::uint8_t> file) {
    std::vector<std::uint8_t> bytes(file.begin(), file.end());
    constexpr std::string_view kind("Window\0box2i\0\x10\0\0\0", 17);
    for (auto at = bytes.begin();;) {
        at = std::search(at, bytes.end(), kind.begin(), kind.end());
        if (bytes.end() - at < static_cast<std::ptrdiff_t>(kind.size() + 16)) return bytes;
        at += kind.size();
        std::int32_t box[4];
        std::memcpy(box, &*at, sizeof box);
        const double width = double(box[2]) - box[0] + 1.0, height = double(box[3]) - box[1] + 1.0;
        if (width * height > 4096.0)
            for (std::int32_t& number : box) number %= 32;
        std::memcpy(&*at, box, sizeof box);
    }
}

}  // namespace

TAPESTRY_FUZZ_TARGET(exr) {
    const std::vector<std::uint8_t> tamed = with_small_windows(bytes);
    bytes = tamed;
    (void)has_exr_depth(bytes);
    for (const char* layer : {"", "Combined", "left", "depth"}) {
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
