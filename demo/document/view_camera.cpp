#include "document/view_camera.h"

#include <algorithm>
#include <cmath>
#include <glm/geometric.hpp>
#include <glm/vec3.hpp>
#include <numbers>

namespace tapestry::demo {
namespace {

constexpr float radians_per_degree = std::numbers::pi_v<float> / 180.0f;
constexpr float steepest_deg = 85.0f;  // straight up there is no right and left
constexpr float nearest_m = 0.01f;

glm::vec3 vector_of(const std::array<float, 3>& values) {
    return {values[0], values[1], values[2]};
}
std::array<float, 3> array(const glm::vec3& v) {
    return {v.x, v.y, v.z};
}

/// The view's axes: forward, right, up.
struct Axes {
    glm::vec3 forward, right, up;
    float distance_m;

    explicit Axes(const ViewCamera& camera) {
        const glm::vec3 along = vector_of(camera.target_m) - vector_of(camera.eye_m);
        distance_m = std::max(glm::length(along), nearest_m);
        forward = glm::length(along) > 0.0f ? glm::normalize(along) : glm::vec3(0.0f, 0.0f, -1.0f);
        right = glm::cross(forward, glm::vec3(0.0f, 1.0f, 0.0f));
        right = glm::length(right) > 1e-5f ? glm::normalize(right) : glm::vec3(1.0f, 0.0f, 0.0f);
        up = glm::cross(right, forward);
    }
};

ViewCamera moved(const ViewCamera& camera, const glm::vec3& by) {
    return {true, array(vector_of(camera.eye_m) + by), array(vector_of(camera.target_m) + by),
            camera.focal_length_mm};
}

}  // namespace

ViewCamera orbited(const ViewCamera& camera, float right_deg, float up_deg) {
    const Axes axes(camera);
    const glm::vec3 back = -axes.forward;
    const float turn = std::atan2(back.x, back.z) + right_deg * radians_per_degree;
    const float limit = steepest_deg * radians_per_degree;
    const float height =
        std::clamp(std::asin(std::clamp(back.y, -1.0f, 1.0f)) + up_deg * radians_per_degree, -limit, limit);
    const glm::vec3 to(std::cos(height) * std::sin(turn), std::sin(height),
                       std::cos(height) * std::cos(turn));
    return {true, array(vector_of(camera.target_m) + axes.distance_m * to), camera.target_m,
            camera.focal_length_mm};
}

ViewCamera panned(const ViewCamera& camera, float right, float up, float view_deg) {
    const Axes axes(camera);
    const float height_m = 2.0f * axes.distance_m * std::tan(0.5f * view_deg * radians_per_degree);
    return moved(camera, height_m * (right * axes.right + up * axes.up));
}

ViewCamera dollied(const ViewCamera& camera, float factor) {
    const Axes axes(camera);
    const float distance_m = std::max(axes.distance_m * factor, nearest_m);
    return {true, array(vector_of(camera.target_m) - distance_m * axes.forward), camera.target_m,
            camera.focal_length_mm};
}

ViewCamera flown(const ViewCamera& camera, float forward_m, float right_m, float up_m) {
    const Axes axes(camera);
    return moved(camera, forward_m * axes.forward + right_m * axes.right + glm::vec3(0.0f, up_m, 0.0f));
}

}  // namespace tapestry::demo
