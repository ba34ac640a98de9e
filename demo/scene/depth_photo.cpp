#include "scene/depth_photo.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "offline/io/exr_file.h"
#include "offline/io/image_file.h"

namespace tapestry::demo {

Result<void> check(const DepthPictureOptions& options) {
    if (!(options.near_m > 0.0) || !std::isfinite(options.near_m)) return Error{"near_m is not positive"};
    if (!(options.far_m > options.near_m) || !std::isfinite(options.far_m))
        return Error{"far_m is not beyond near_m"};
    if (!(options.metres_per_unit > 0.0) || !std::isfinite(options.metres_per_unit))
        return Error{"metres_per_unit is not positive"};
    return {};
}

double depth_distance_m(double number, const DepthPictureOptions& options) {
    double distance = 0.0;
    switch (options.kind) {
        case DepthPictureKind::metres:
            distance = number * options.metres_per_unit;
            break;
        case DepthPictureKind::disparity: {
            const double share = std::clamp(number, 0.0, 1.0);
            distance = 1.0 / ((1.0 - share) / options.far_m + share / options.near_m);
            break;
        }
        case DepthPictureKind::linear:
            distance = options.near_m + std::clamp(number, 0.0, 1.0) * (options.far_m - options.near_m);
            break;
    }
    return std::isfinite(number) && std::isfinite(distance) && distance > 0.0 ? distance : options.far_m;
}

Result<GreyPicture> read_depth_numbers(const std::filesystem::path& path) {
    return offline::is_exr_name(path) ? offline::read_exr_grey(path) : offline::read_grey(path);
}

Result<Image> read_linear_picture(const std::filesystem::path& path) {
    if (offline::is_exr_name(path)) return offline::read_exr(path);
    const auto picture = offline::read_picture8(path);
    if (!picture) return picture.error();
    return offline::to_linear(*picture);
}

Result<DepthPhoto> read_depth_photo(const std::filesystem::path& color, const std::filesystem::path& depth,
                                    const DepthPictureOptions& options) {
    if (Result<void> status = check(options); !status) return status.error();
    auto picture = read_linear_picture(color);
    if (!picture) return picture.error();
    const auto numbers = read_depth_numbers(depth);
    if (!numbers) return numbers.error();
    if (numbers->width != picture->width || numbers->height != picture->height)
        return Error{depth.string() + ": " + std::to_string(numbers->width) + " x " +
                     std::to_string(numbers->height) + " pixels, but " + color.string() + " has " +
                     std::to_string(picture->width) + " x " + std::to_string(picture->height)};
    DepthPhoto photo{std::move(*picture), {}};
    photo.distance_m.reserve(numbers->values.size());
    for (const double number : numbers->values)
        photo.distance_m.push_back(static_cast<float>(depth_distance_m(number, options)));
    return photo;
}

}  // namespace tapestry::demo
