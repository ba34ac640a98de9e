#include "offline/io/text_painter.h"

#include <cmath>
#include <vector>

#include "offline/files/file_bytes.h"
#include "offline/files/readable_text.h"

#define STB_TRUETYPE_IMPLEMENTATION
#define STBTT_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_truetype.h>
#pragma GCC diagnostic pop

namespace tapestry::offline::report {
namespace {

constexpr std::size_t max_font_bytes = std::size_t{1} << 27;

std::vector<int> code_points(std::string_view text) {
    std::vector<int> points;
    for (const char c : readable(text)) {
        const unsigned byte = static_cast<unsigned char>(c);
        if (byte >> 6 == 2 && !points.empty())
            points.back() = points.back() << 6 | static_cast<int>(byte & 0x3fu);
        else
            points.push_back(static_cast<int>(byte < 0x80   ? byte
                                              : byte < 0xe0 ? byte & 0x1fu
                                              : byte < 0xf0 ? byte & 0x0fu
                                                            : byte & 0x07u));
    }
    return points;
}

struct Coverage {
    int left = 0, top = 0, width = 0, height = 0;  // of the bitmap, from the pen
    std::vector<std::uint8_t> values;
};

void blend(Picture8& picture, int x, int y, Colour colour, double share) {
    if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return;
    std::uint8_t* pixel = &picture.rgba[4 * (static_cast<std::size_t>(y) * picture.width + x)];
    const std::uint8_t paint[3] = {colour.r, colour.g, colour.b};
    for (int c = 0; c < 3; ++c)
        pixel[c] = static_cast<std::uint8_t>(std::lround(pixel[c] + (paint[c] - pixel[c]) * share));
}

}  // namespace

struct TextPainter::Font {
    std::vector<std::uint8_t> file;
    stbtt_fontinfo info{};

    double scale(double size) const {
        return stbtt_ScaleForMappingEmToPixels(&info, static_cast<float>(size));
    }

    // Calls visit(code point, pen x from the text's start) for every character; returns the whole width.
    template <class Visit>
    double walk(std::string_view text, double size, const Visit& visit) const {
        const std::vector<int> points = code_points(text);
        double pen = 0.0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            visit(points[i], pen);
            int advance = 0, bearing = 0;
            stbtt_GetCodepointHMetrics(&info, points[i], &advance, &bearing);
            if (i + 1 < points.size())
                advance += stbtt_GetCodepointKernAdvance(&info, points[i], points[i + 1]);
            pen += advance * scale(size);
        }
        return pen;
    }

    Coverage coverage(int code_point, double size, double fraction) const {
        const float s = static_cast<float>(scale(size)), shift = static_cast<float>(fraction);
        int x0 = 0, y0 = 0, x1 = 0, y1 = 0;
        stbtt_GetCodepointBitmapBoxSubpixel(&info, code_point, s, s, shift, 0.0f, &x0, &y0, &x1, &y1);
        Coverage result{x0, y0, x1 - x0, y1 - y0, {}};
        result.values.resize(static_cast<std::size_t>(result.width) * result.height);
        if (!result.values.empty())
            stbtt_MakeCodepointBitmapSubpixel(&info, result.values.data(), result.width, result.height,
                                              result.width, s, s, shift, 0.0f, code_point);
        return result;
    }
};

TextPainter::TextPainter(std::unique_ptr<Font> font) : font_(std::move(font)) {}
TextPainter::TextPainter(TextPainter&&) noexcept = default;
TextPainter::~TextPainter() = default;

Result<TextPainter> TextPainter::load(const std::filesystem::path& path) {
    auto bytes = read_file_bytes(path, max_font_bytes);
    if (!bytes) return bytes.error();
    auto font = std::make_unique<Font>();
    font->file = std::move(*bytes);
    const bool loaded = font->file.size() > 16 && stbtt_GetFontOffsetForIndex(font->file.data(), 0) >= 0 &&
                        stbtt_InitFont(&font->info, font->file.data(), 0);
    if (!loaded) return Error{path.string() + ": is not a TrueType font"};
    return TextPainter(std::move(font));
}

double TextPainter::width(std::string_view text, double size) const {
    return font_->walk(text, size, [](int, double) {});
}

void TextPainter::draw(Picture8& picture, double x, double y, std::string_view text, double size,
                       Colour colour, Anchor anchor) const {
    if (anchor != Anchor::start) x -= width(text, size) * (anchor == Anchor::middle ? 0.5 : 1.0);
    const int row = static_cast<int>(std::lround(y));
    font_->walk(text, size, [&](int code_point, double pen) {
        const double whole = std::floor(x + pen);
        const Coverage glyph = font_->coverage(code_point, size, x + pen - whole);
        for (int gy = 0; gy < glyph.height; ++gy)
            for (int gx = 0; gx < glyph.width; ++gx)
                blend(picture, static_cast<int>(whole) + glyph.left + gx, row + glyph.top + gy, colour,
                      glyph.values[static_cast<std::size_t>(gy) * glyph.width + gx] / 255.0);
    });
}

}  // namespace tapestry::offline::report
