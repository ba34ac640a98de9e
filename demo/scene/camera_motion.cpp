#include "scene/camera_motion.h"

#include <cassert>
#include <cstddef>
#include <glm/matrix.hpp>
#include <glm/vec4.hpp>

namespace tapestry::demo {

std::vector<glm::vec2> camera_motion(const LensCamera& last, const LensCamera& now, PictureSize size,
                                     std::span<const float> distances_m) {
    assert(distances_m.size() == static_cast<std::size_t>(size.width) * size.height);
    const double n = now.planes.near_m, f = now.planes.far_m;
    const glm::dmat4 to_last = view_projection(last, {}, size) * glm::inverse(view_projection(now, {}, size));
    const glm::dvec2 half_size = 0.5 * glm::dvec2(size.width, size.height);
    std::vector<glm::vec2> motion;
    motion.reserve(distances_m.size());
    for (int y = 0; y < size.height; ++y)
        for (int x = 0; x < size.width; ++x) {
            const auto w = static_cast<double>(distances_m[motion.size()]);
            const glm::dvec2 place = (glm::dvec2(x, y) + 0.5) / half_size - 1.0;
            const double depth = (f + n) / (f - n) - 2.0 * f * n / ((f - n) * w);
            const glm::dvec4 before = to_last * glm::dvec4(place.x, -place.y, depth, 1.0);
            const glm::dvec2 last_place(before.x / before.w, -before.y / before.w);
            motion.emplace_back(half_size * (place - last_place));
        }
    return motion;
}

}  // namespace tapestry::demo
