/// A way of the camera through a scene, and of its focus: the keys that were set, and what lies between them.
/// No OpenGL and no window here.
#pragma once

#include <cstddef>
#include <vector>

#include "document/view_camera.h"

namespace tapestry::demo {

struct CameraKey {
    ViewCamera camera;              ///< not set, of pictures that are no scenes
    float focus_distance_m = 5.0f;  ///< [0.05, 1000]
    float f_number = 2.8f;          ///< [0.5, 64]

    bool operator==(const CameraKey&) const = default;
};

struct CameraPath {
    static constexpr std::size_t most_keys = 64;

    std::vector<CameraKey> keys;
    int frames = 48;  ///< [2, 10000] pictures from the first key to the last

    bool operator==(const CameraPath&) const = default;
};

/// Where the camera is at a share, [0, 1], of the way: through the keys, as long from each to the next. Eye
/// and target go smoothly (E. Catmull, R. Rom, "A Class of Local Interpolating Splines", 1974), blur evenly.
/// Precondition: a key or more.
CameraKey key_at(const CameraPath& path, double share);

}  // namespace tapestry::demo
