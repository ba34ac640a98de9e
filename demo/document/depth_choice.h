/// The depth of a photograph, as documents name it.
#pragma once

#include <filesystem>
#include <string>

#include "scene/depth_picture.h"

namespace tapestry::demo {

struct DepthChoice {
    std::string file;   ///< a path; the picture's own where that holds a depth; empty: there is none
    std::string layer;  ///< of an EXR; empty: the one that is called depth
    DepthPictureKind kind = DepthPictureKind::disparity;
    float near_m = 0.5f;           ///< [0.01, 1000), less than far
    float far_m = 20.0f;           ///< (near, 10000]
    float metres_per_unit = 1.0f;  ///< [1e-4, 1e4]
    bool flipped = false;          ///< see DepthPictureOptions

    DepthPictureOptions options() const;
    bool operator==(const DepthChoice&) const = default;
};

/// As they are called in files and on the command line.
inline constexpr const char* depth_kind_names[] = {"metres", "disparity", "linear", "inverse", "millimetres"};

/// NAME.depth.png, .exr, .pfm or .tif beside NAME.png: a picture that is opened with it; or the picture
/// itself, where it holds a depth. Metres where the file holds floats, else disparity, or what a phone wrote
/// beside it. No file where there is none.
DepthChoice depth_beside(const std::filesystem::path& picture);

/// True of file names that say so: PFMs, and names with "depth" or "disp" in them.
bool is_depth_name(const std::filesystem::path& path);

/// The choice for a file: its path, and metres where it holds floats.
DepthChoice depth_of_file(const std::filesystem::path& path);

/// Distance of what is in the middle of the picture: the median of the numbers there. Error: a file that
/// cannot be read.
Result<float> middle_distance_m(const DepthChoice& depth);

}  // namespace tapestry::demo
