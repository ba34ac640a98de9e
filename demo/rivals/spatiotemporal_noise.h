/// Vectors of the unit square for pixels and frames, whose errors are of high frequency over the picture and
/// cancel over the frames.
#pragma once

#include <glm/vec2.hpp>
#include <span>

namespace tapestry::demo {

inline constexpr int noise_side = 32;   ///< pixels, repeated over the picture
inline constexpr int noise_frames = 8;  ///< repeated in time

/// [frame][y][x], from row 0 on. Every frame has each cell of a grid of 32 x 32 once. Made when it is first
/// asked for, in less than a second; the same every time.
std::span<const glm::vec2> spatiotemporal_noise();

}  // namespace tapestry::demo
