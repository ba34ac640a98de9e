/// A packet of XMP, put into a JPEG as it is.
#include "offline/io/xmp.h"

#include "fuzz_target.h"
#include "offline/io/embedded_depth.h"
#include "picture_checks.h"

using namespace tapestry::offline;

TAPESTRY_FUZZ_TARGET(xmp) {
    constexpr std::string_view signature("http://ns.adobe.com/xap/1.0/\0", 29);
    const std::size_t length = 2 + signature.size() + bytes.size();
    if (length > 0xffff) return;
    std::string text = "\xff\xd8\xff\xe1";
    text += static_cast<char>(length >> 8);
    text += static_cast<char>(length);
    text += signature;
    text.append(bytes.begin(), bytes.end());
    const std::vector<std::uint8_t> jpeg(text.begin(), text.end());
    (void)xmp_of_jpeg(jpeg);
    const auto depth = embedded_depth(jpeg);
    if (depth && *depth) tapestry::fuzz::judge((*depth)->numbers);
}
