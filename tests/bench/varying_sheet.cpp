#include "varying_sheet.h"

#include <algorithm>
#include <cstdio>

#include "offline/metrics/flip.h"
#include "offline/metrics/magma.h"

namespace tapestry::bench {
namespace {

using offline::Picture8;
namespace palette = offline::report::palette;

constexpr int margin = 20, gap = 12, title_height = 36, caption_height = 42;
constexpr int picture_width = 320;
// FLIP's own scale ends at 1, where nothing of interest here would show.
constexpr double flip_gain = 10.0;

/// By area, so that pictures of any size fill a column.
Image fitted(const Image& image, int width) {
    const int height = std::max(1, image.height * width / image.width);
    Image result(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const int left = x * image.width / width;
            const int right = std::max(left + 1, (x + 1) * image.width / width);
            const int top = y * image.height / height;
            const int bottom = std::max(top + 1, (y + 1) * image.height / height);
            for (int j = top; j < bottom; ++j)
                for (int i = left; i < right; ++i) result.at(x, y) += image.at(i, j);
            result.at(x, y) /= static_cast<double>((right - left) * (bottom - top));
            result.at(x, y).a = 1.0;
        }
    return result;
}

void paste(Picture8& sheet, const Picture8& picture, int left, int top) {
    for (int y = 0; y < picture.height; ++y)
        std::copy_n(picture.rgba.begin() + 4 * static_cast<std::ptrdiff_t>(y) * picture.width,
                    4 * picture.width,
                    sheet.rgba.begin() + 4 * (static_cast<std::ptrdiff_t>(top + y) * sheet.width + left));
}

Picture8 flip_picture(const Image& image, const Image& truth) {
    offline::FlipMap map = offline::flip(image, truth);
    Image values(image.width, image.height);
    for (std::size_t i = 0; i < values.pixels.size(); ++i)
        values.pixels[i] = glm::dvec4(std::min(1.0, flip_gain * map.error.values[i]));
    const Image small = fitted(values, picture_width);
    offline::Plane plane(small.width, small.height);
    for (std::size_t i = 0; i < plane.values.size(); ++i) plane.values[i] = small.pixels[i].r;
    return offline::magma_picture(plane);
}

/// The lights as they come, white at the truth's brightest.
Image exposed(const Image& light, const Image& truth) {
    double peak = 1e-9;
    for (const glm::dvec4& pixel : truth.pixels) peak = std::max(peak, pixel.g);
    Image result = light;
    for (glm::dvec4& pixel : result.pixels)
        pixel = glm::dvec4(std::clamp(pixel.g / peak, 0.0, 1.0), std::clamp(pixel.g / peak, 0.0, 1.0),
                           std::clamp(pixel.g / peak, 0.0, 1.0), 1.0);
    return result;
}

std::string note_of(const VaryingMethod& method, bool is_truth) {
    if (is_truth) return "below: FLIP x 10, lights at three places";
    char text[96];
    std::snprintf(text, sizeof(text), "%.0f reads, %.1f dB, FLIP %.4f", method.reads, method.psnr_db,
                  method.flip);
    return text;
}

}  // namespace

Picture8 draw_sheet(const std::string& title, const std::vector<VaryingMethod>& methods,
                    const offline::report::TextPainter& text) {
    const VaryingMethod& truth = methods.front();
    const int picture_height = fitted(truth.picture, picture_width).height;
    const int light_side = (picture_width - 2 * 4) / 3;
    const auto columns = static_cast<int>(methods.size());
    Picture8 sheet;
    sheet.width = 2 * margin + columns * picture_width + (columns - 1) * gap;
    sheet.height = 2 * margin + title_height + caption_height + 2 * picture_height + 2 * gap + light_side;
    sheet.rgba.assign(4 * static_cast<std::size_t>(sheet.width) * static_cast<std::size_t>(sheet.height),
                      255);
    text.draw(sheet, margin, margin + 20, title, 20.0, palette::ink);
    const int top = margin + title_height + caption_height;
    for (int i = 0; i < columns; ++i) {
        const VaryingMethod& method = methods[static_cast<std::size_t>(i)];
        const int left = margin + i * (picture_width + gap);
        text.draw(sheet, left, top - caption_height + 16, i == 0 ? "exact kernels" : method.name, 14.0,
                  palette::ink);
        text.draw(sheet, left, top - caption_height + 34, note_of(method, i == 0), 12.0, palette::grey);
        paste(sheet, offline::to_srgb8(fitted(method.picture, picture_width)), left, top);
        if (i > 0)
            paste(sheet, flip_picture(method.picture, truth.picture), left, top + picture_height + gap);
        for (std::size_t light = 0; light < method.lights.size(); ++light)
            paste(sheet,
                  offline::to_srgb8(fitted(exposed(method.lights[light], truth.lights[light]), light_side)),
                  left + static_cast<int>(light) * (light_side + 4), top + 2 * (picture_height + gap));
    }
    return sheet;
}

}  // namespace tapestry::bench
