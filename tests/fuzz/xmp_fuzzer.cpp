/// A packet of XMP, put into a JPEG as it is.
#include "offline/io/xmp.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "fuzz_target.h"
#include "offline/io/embedded_depth.h"
#include "picture_checks.h"

using namespace tapestry::offline;

TAPESTRY_FUZZ_TARGET(xmp) {
    constexpr std::string_view signature("http://ns.adobe.com/xap/1.0/\0", 29);
    const std::size_t length = 2 + signature.size() + bytes.size();
    if (length > 0xffff) return;
    const std::uint8_t start[] = {
        0xff, 0xd8, 0xff, 0xe1, static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)};
    std::vector<std::uint8_t> jpeg(std::size(start) + signature.size() + bytes.size());
    auto end = std::ranges::copy(start, jpeg.begin()).out;
    end = std::ranges::copy(signature, end).out;
    std::ranges::copy(bytes, end);
    (void)xmp_of_jpeg(jpeg);
    const auto depth = embedded_depth(jpeg);
    if (depth && *depth) tapestry::fuzz::judge((*depth)->numbers);
}
