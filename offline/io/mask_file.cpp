#include "offline/io/mask_file.h"

#include <algorithm>

#include "offline/io/exr_file.h"
#include "offline/io/image_file.h"

namespace tapestry::offline {
namespace {

bool is_black(const GreyPicture& picture) {
    return std::all_of(picture.values.begin(), picture.values.end(),
                       [](double value) { return value == 0.0; });
}

bool has_shape(const GreyPicture& picture) {
    const auto [low, high] = std::minmax_element(picture.values.begin(), picture.values.end());
    return low != picture.values.end() && *low < *high;
}

Result<GreyPicture> read_exr_mask(const std::filesystem::path& path) {
    const auto image = read_exr(path);
    if (!image) {
        // One channel of another name.
        auto single = read_exr_grey(path);
        return single ? std::move(single) : Result<GreyPicture>(image.error());
    }
    GreyPicture colour{image->width, image->height, {}}, alpha{image->width, image->height, {}};
    for (const glm::dvec4& pixel : image->pixels) {
        colour.values.push_back((pixel.r + pixel.g + pixel.b) / 3.0);
        alpha.values.push_back(pixel.a);
    }
    return is_black(colour) && has_shape(alpha) ? alpha : colour;
}

}  // namespace

Result<GreyPicture> read_mask_picture(const std::filesystem::path& path) {
    if (is_exr_name(path)) return read_exr_mask(path);
    auto grey = read_grey(path);
    if (!grey || !is_black(*grey)) return grey;
    // A PFM has no alpha, and is no picture of 8 bits.
    const auto picture = read_picture8(path);
    if (!picture) return grey;
    GreyPicture alpha{picture->width, picture->height, {}};
    for (std::size_t i = 3; i < picture->rgba.size(); i += 4)
        alpha.values.push_back(picture->rgba[i] / 255.0);
    return has_shape(alpha) ? alpha : std::move(grey);
}

}  // namespace tapestry::offline
