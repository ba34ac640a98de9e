#include "offline/report/picture_sheet.h"

#include <algorithm>

namespace tapestry::offline::report {
namespace {

constexpr int outer = 24, gap = 14, title_height = 34, caption_height = 44;
constexpr double title_size = 20.0, caption_size = 14.0, note_size = 12.0;

// Small pictures are shown several pixels a pixel.
Image enlarged(const Image& image, int factor) {
    Image result(image.width * factor, image.height * factor);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) result.at(x, y) = image.at(x / factor, y / factor);
    return result;
}

void paste(Picture8& sheet, const Picture8& picture, int left, int top) {
    for (int y = 0; y < picture.height; ++y)
        std::copy_n(picture.rgba.begin() + 4 * static_cast<std::ptrdiff_t>(y) * picture.width,
                    4 * picture.width,
                    sheet.rgba.begin() + 4 * (static_cast<std::ptrdiff_t>(top + y) * sheet.width + left));
}

Image error_picture(const Image& image, const Image& truth, double gain) {
    Image result(image.width, image.height);
    for (std::size_t i = 0; i < result.pixels.size(); ++i) {
        const glm::dvec4 error = gain * (image.pixels[i] - truth.pixels[i]);
        result.pixels[i] = glm::dvec4(0.2 + error.r, 0.2 + error.g, 0.2 + error.b, 1.0);
        for (int c = 0; c < 3; ++c) result.pixels[i][c] = std::clamp(result.pixels[i][c], 0.0, 1.0);
    }
    return result;
}

Image opaque(Image image) {
    for (glm::dvec4& pixel : image.pixels) pixel.a = 1.0;
    return image;
}

}  // namespace

Picture8 draw_pictures(const std::string& title, const Image& truth,
                       const std::vector<SheetPicture>& pictures, double error_gain,
                       const TextPainter& text) {
    constexpr int narrowest = 200;
    const int zoom = std::max(1, (narrowest + truth.width - 1) / truth.width);
    const int width = zoom * truth.width, height = zoom * truth.height;
    const int columns = static_cast<int>(pictures.size()) + 1;
    Picture8 sheet;
    sheet.width = 2 * outer + columns * width + (columns - 1) * gap;
    sheet.height = 2 * outer + title_height + caption_height + 2 * height + gap;
    sheet.rgba.assign(4 * static_cast<std::size_t>(sheet.width) * sheet.height, 255);
    text.draw(sheet, outer, outer + title_size, title, title_size, palette::ink);
    const int top = outer + title_height + caption_height;
    const auto column = [&](int index, const std::string& caption, const std::string& note,
                            const Image& image) {
        const int left = outer + index * (width + gap);
        text.draw(sheet, left, top - caption_height + 16, caption, caption_size, palette::ink);
        text.draw(sheet, left, top - caption_height + 34, note, note_size, palette::grey);
        paste(sheet, to_srgb8(opaque(enlarged(image, zoom))), left, top);
    };
    column(0, "exact kernels", "below: errors x " + std::to_string(static_cast<int>(error_gain)), truth);
    for (int i = 0; i + 1 < columns; ++i) {
        column(i + 1, pictures[i].caption, pictures[i].note, pictures[i].image);
        paste(sheet, to_srgb8(enlarged(error_picture(pictures[i].image, truth, error_gain), zoom)),
              outer + (i + 1) * (width + gap), top + height + gap);
    }
    return sheet;
}

}  // namespace tapestry::offline::report
