/// Photographs with a depth for every pixel, as cameras of phones and depth estimators make them.
#pragma once

#include <filesystem>
#include <vector>

#include "offline/io/image_file.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// What the numbers of a depth picture are.
enum class DepthPictureKind {
    metres,     ///< distances times metres_per_unit
    disparity,  ///< 1 at near_m, 0 at far_m, linear in 1 / distance
    linear,     ///< 0 at near_m, 1 at far_m, linear in distance
};

/// PNG's numbers are within [0, 1], EXR's and PFM's as they are.
struct DepthPictureOptions {
    DepthPictureKind kind = DepthPictureKind::disparity;
    double metres_per_unit = 1.0;  ///< (0, inf): 65.535 for PNGs of millimetres
    double near_m = 0.5;           ///< (0, far)
    double far_m = 20.0;           ///< (near, inf)
};

/// PNG of 8 or 16 bits, EXR (Z, or grey) or PFM. Error: the path and why.
Result<GreyPicture> read_depth_numbers(const std::filesystem::path& path);

/// Error: an option out of range, by name.
Result<void> check(const DepthPictureOptions& options);

/// What a number means: finite and positive. Those that are not finite or make no positive distance lie at
/// far_m. Precondition: check().
double depth_distance_m(double number, const DepthPictureOptions& options);

struct DepthPhoto {
    Image color;                    ///< linear light, row 0 on top
    std::vector<float> distance_m;  ///< of every pixel, finite and positive
};

/// PNG or JPEG as linear light, EXR as it is. Error: the path and why.
Result<Image> read_linear_picture(const std::filesystem::path& path);

/// color: PNG, JPEG or EXR. depth: PNG of 8 or 16 bits, EXR (Z, or grey) or PFM, of the same size. Numbers
/// that are not finite or make no positive distance lie at far_m. Error: the path and why; sizes that differ;
/// options out of range, by name.
Result<DepthPhoto> read_depth_photo(const std::filesystem::path& color, const std::filesystem::path& depth,
                                    const DepthPictureOptions& options);

}  // namespace tapestry::demo
