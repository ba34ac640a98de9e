/// How far what stands still moves on the picture when the camera moves. No OpenGL here.
#pragma once

#include <span>
#include <vector>

#include "scene/lens_camera.h"

namespace tapestry::demo {

/// Of every pixel, row 0 on top: pixels right and down, from where the last frame's camera saw what this
/// one's sees at the pixel's centre. `distances_m`: along this view, as many as there are pixels.
std::vector<glm::vec2> camera_motion(const LensCamera& last, const LensCamera& now, PictureSize size,
                                     std::span<const float> distances_m);

}  // namespace tapestry::demo
