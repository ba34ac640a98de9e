#include "compare/plate.h"

#include <algorithm>
#include <cmath>

#include "offline/io/text_painter.h"

namespace tapestry::demo {
namespace {

using offline::Picture8;

constexpr int gap_px = 4;
constexpr double text_share = 1.0 / 22.0;  ///< of the height

void blit(const Picture8& from, int left, int width, Picture8& into, int at) {
    for (int y = 0; y < into.height; ++y)
        for (int x = 0; x < width; ++x) {
            const auto source = 4 * static_cast<std::ptrdiff_t>(y * from.width + left + x);
            const auto target = 4 * static_cast<std::ptrdiff_t>(y * into.width + at + x);
            std::copy_n(from.rgba.begin() + source, 4, into.rgba.begin() + target);
        }
}

/// Half the light of a box, so that white words are read on anything.
void shade(Picture8& picture, int left, int top, int right, int bottom) {
    for (int y = std::max(0, top); y < std::min(picture.height, bottom); ++y)
        for (int x = std::max(0, left); x < std::min(picture.width, right); ++x)
            for (int c = 0; c < 3; ++c) {
                auto& value = picture.rgba[4 * static_cast<std::size_t>(y * picture.width + x) +
                                           static_cast<std::size_t>(c)];
                value = static_cast<std::uint8_t>(value * 2 / 5);
            }
}

}  // namespace

Result<Picture8> side_by_side(const std::vector<PlatePart>& parts, bool cut) {
    const auto text = offline::report::TextPainter::load(offline::report::caption_font);
    if (!text) return text.error();
    const auto count = static_cast<int>(parts.size());
    const int whole = parts.front().picture.width;
    const int height = parts.front().picture.height;
    const int width = cut ? (whole - gap_px * (count - 1)) / count : whole;
    Picture8 plate{count * width + gap_px * (count - 1), height, {}};
    plate.rgba.assign(4 * static_cast<std::size_t>(plate.width) * static_cast<std::size_t>(height), 255);
    const double size = std::max(11.0, text_share * height);
    const int pad = static_cast<int>(std::lround(0.5 * size));
    for (int i = 0; i < count; ++i) {
        const PlatePart& part = parts[static_cast<std::size_t>(i)];
        const int at = i * (width + gap_px);
        blit(part.picture, cut ? at : 0, width, plate, at);
        const int words = static_cast<int>(std::ceil(text->width(part.label, size)));
        const int bottom = height - pad;
        const int top = bottom - static_cast<int>(std::lround(1.6 * size));
        shade(plate, at + pad, top, std::min(at + 2 * pad + words + pad, at + width), bottom);
        text->draw(plate, at + 2 * pad, bottom - 0.5 * size, part.label, size, {255, 255, 255});
    }
    return plate;
}

}  // namespace tapestry::demo
