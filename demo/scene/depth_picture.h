/// Depths of photographs, as cameras of phones, sensors, renderers and depth estimators make them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "offline/io/embedded_depth.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// What the numbers of a depth picture are.
enum class DepthPictureKind {
    metres,       ///< distances times metres_per_unit
    disparity,    ///< 1 at near_m, 0 at far_m, linear in 1 / distance
    linear,       ///< 0 at near_m, 1 at far_m, linear in distance
    inverse,      ///< metres_per_unit over the distance
    millimetres,  ///< whole numbers of a file, or floats, that are thousandths of metres_per_unit
};

struct DepthPictureOptions {
    DepthPictureKind kind = DepthPictureKind::disparity;
    double metres_per_unit = 1.0;  ///< (0, inf): 65.535 for PNGs of millimetres as `metres`
    double near_m = 0.5;           ///< (0, far)
    double far_m = 20.0;           ///< (near, inf)
    /// The other way round: distances are numbers below 0; disparity and linear run from 1 to 0.
    bool flipped = false;
};

/// Numbers as they are in their file, upright by its own orientation; whole ones are scaled to [0, 1].
struct DepthNumbers {
    GreyPicture picture;
    double whole = 0.0;          ///< what 1 is in the file, 255 or 65535; 0: its numbers are floats
    bool is_turned = false;      ///< its file said how it is to be turned
    bool follows_photo = false;  ///< stored as the photograph is, so that it is turned with it
};

/// PNG, TIFF and other pictures, EXR and PFM; of photographs that hold a depth, that one. layer: of EXRs, see
/// decode_exr_grey. Error: the path and why.
Result<DepthNumbers> read_depth_numbers(const std::filesystem::path& path, const std::string& layer = {});

/// Turned upright like its photograph, whose stored rows lay in EXIF's `orientation`: where it is stored as
/// that is, or has its shape rather than the upright one's of `width` x `height`.
void turn_with_photo(DepthNumbers& numbers, int orientation, int width, int height);

/// Error: an option out of range, by name.
Result<void> check(const DepthPictureOptions& options);

/// The numbers as depth_distance_m wants them. Floats that are to be disparity or linear and are not within
/// [0, 1] are spread over it. What is unknown (no number, infinite, or no positive distance) becomes as far
/// as the farthest of its nearest known neighbours in four directions; not a number where nothing is known.
GreyPicture usable_numbers(const DepthNumbers& numbers, const DepthPictureOptions& options);

/// What a usable number means: finite and positive; far_m where nothing is known. Precondition: check().
double depth_distance_m(double usable_number, const DepthPictureOptions& options);

/// What makes it unlikely that the numbers are what the options say, and what to try; empty: nothing.
std::string depth_warning(const DepthNumbers& numbers, const DepthPictureOptions& options);

}  // namespace tapestry::demo
