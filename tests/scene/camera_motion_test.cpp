#include "scene/camera_motion.h"

#include <doctest/doctest.h>

#include <glm/geometric.hpp>
#include <random>

using namespace tapestry::demo;

namespace {

glm::dvec2 place_px(const LensCamera& camera, PictureSize size, const glm::dvec3& point_m) {
    const glm::dvec4 clip = view_projection(camera, {}, size) * glm::dvec4(point_m, 1.0);
    return {(0.5 + 0.5 * clip.x / clip.w) * size.width, (0.5 - 0.5 * clip.y / clip.w) * size.height};
}

}  // namespace

TEST_CASE("what stands still moves on the picture as the camera does") {
    std::mt19937 random(7);
    const auto uniform = [&](double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    };
    constexpr PictureSize size{40, 24};
    for (int trial = 0; trial < 20; ++trial) {
        LensCamera last, now;
        last.pose = {{uniform(-1, 1), uniform(-1, 1), 5.0}, {uniform(-1, 1), 0.0, 0.0}};
        now.pose = {last.pose.eye_m + glm::dvec3(uniform(-0.1, 0.1), uniform(-0.1, 0.1), uniform(-0.1, 0.1)),
                    last.pose.target_m + glm::dvec3(uniform(-0.1, 0.1))};
        const int x = static_cast<int>(uniform(0, size.width)), y = static_cast<int>(uniform(0, size.height));
        const double distance_m = uniform(1.0, 50.0);
        std::vector<float> distances(static_cast<std::size_t>(size.width) * size.height, 3.0f);
        const std::size_t index = static_cast<std::size_t>(y) * size.width + x;
        distances[index] = static_cast<float>(distance_m);

        // A point on the pixel's ray, by the camera's axes rather than its matrices.
        const glm::dvec3 forward = glm::normalize(now.pose.target_m - now.pose.eye_m);
        const glm::dvec3 right = glm::normalize(glm::cross(forward, now.pose.up));
        const glm::dvec3 up = glm::cross(right, forward);
        const double a_pixel =
            static_cast<double>(now.lens.sensor_height_mm / now.lens.focal_length_mm) / size.height;
        const glm::dvec2 from_middle(x + 0.5 - 0.5 * size.width, y + 0.5 - 0.5 * size.height);
        const glm::dvec3 point =
            now.pose.eye_m + distance_m * (forward + a_pixel * (from_middle.x * right - from_middle.y * up));

        const glm::dvec2 moved = camera_motion(last, now, size, distances)[index];
        const glm::dvec2 expected = glm::dvec2(x + 0.5, y + 0.5) - place_px(last, size, point);
        CHECK(glm::length(moved - expected) < 1e-3);
        CHECK(glm::length(glm::dvec2(camera_motion(now, now, size, distances)[index])) < 1e-4);
    }
}
