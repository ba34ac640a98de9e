#include "scene.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <glm/geometric.hpp>
#include <limits>

namespace tapestry::hosts {
namespace {

// Fronts at these distances are what lenses are focused on.
constexpr float front_a = 0.40f, front_b = 0.62f;

std::vector<Box> make_boxes() {
    std::vector<Box> boxes = {
        {{-1.5f, -0.05f, -1.7f}, {1.5f, 0.0f, 0.3f}, {0.55f, 0.4f, 0.28f}, 48.0f},      // the table
        {{-0.115f, 0.0f, -0.29f}, {-0.07f, 0.15f, -0.25f}, {0.1f, 0.5f, 0.25f}, 4.0f},  // before the focus
        {{-0.03f, 0.0f, -0.49f}, {0.06f, 0.1f, -front_a}, {0.85f, 0.15f, 0.1f}, 8.0f},  // a
        {{0.1f, 0.0f, -0.74f}, {0.22f, 0.19f, -front_b}, {0.15f, 0.3f, 0.85f}, 8.0f},   // b
        {{-0.32f, 0.0f, -1.1f}, {-0.14f, 0.27f, -0.95f}, {0.9f, 0.65f, 0.1f}, 8.0f}};   // c
    const glm::vec3 covers[] = {{0.5f, 0.12f, 0.1f},
                                {0.85f, 0.8f, 0.7f},
                                {0.1f, 0.25f, 0.2f},
                                {0.2f, 0.2f, 0.5f},
                                {0.7f, 0.4f, 0.1f}};
    for (int i = 0; i < 18; ++i) {  // books along the wall
        const float left = -1.44f + 0.16f * static_cast<float>(i);
        const float top = 0.34f + 0.03f * static_cast<float>(i * 7 % 5);
        boxes.push_back({{left, 0.0f, -1.6f}, {left + 0.15f, top, -1.4f}, covers[i % 5], 8.0f});
    }
    for (int i = 0; i < 7; ++i) {  // and small lights before them
        const float x = -0.6f + 0.2f * static_cast<float>(i), y = 0.3f - 0.03f * static_cast<float>(i % 3);
        boxes.push_back(
            {{x, y, -1.39f}, {x + 0.014f, y + 0.014f, -1.376f}, {30.0f, 22.0f, 12.0f}, 1.0f, true});
    }
    return boxes;
}

float eased(float from, float to, int frame, int begin, int end) {
    const float x =
        std::clamp(static_cast<float>(frame - begin) / static_cast<float>(end - begin), 0.0f, 1.0f);
    return from + (to - from) * x * x * (3.0f - 2.0f * x);
}

/// Where a ray enters a box, in units of its direction; infinite where it misses it.
float entry(const Box& box, glm::vec3 from, glm::vec3 direction) {
    const glm::vec3 a = (box.low - from) / direction, b = (box.high - from) / direction;
    const glm::vec3 enters = glm::min(a, b), leaves = glm::max(a, b);
    const float first = std::max({enters.x, enters.y, enters.z});
    const float last = std::min({leaves.x, leaves.y, leaves.z});
    return first <= last && first > 0.0f ? first : std::numeric_limits<float>::infinity();
}

float half_height() {
    return static_cast<float>(std::tan(0.5 * fov_y_deg * std::acos(-1.0) / 180.0));
}

}  // namespace

std::span<const Box> scene_boxes() {
    static const std::vector<Box> boxes = make_boxes();
    return boxes;
}

float shade(glm::vec3 normal) {
    return 0.35f + 0.65f * std::max(0.0f, glm::dot(normal, glm::normalize(glm::vec3(-0.5f, 1.0f, 0.8f))));
}

Shot shot_of(int view, int frame, double aspect) {
    const float turn = 2.0f * std::acos(-1.0f) * static_cast<float>(frame) / 150.0f;
    Shot shot;
    // A little off, so that no edge lies on the middles of pixels.
    shot.eye = {0.0013f + 0.04f * std::sin(turn), 0.12f + 0.02f * std::sin(2.0f * turn), 0.0f};
    if (view == 1) shot.eye += glm::vec3(0.1f, 0.04f, 0.0f);
    shot.focus_m =
        view == 1 ? front_b : eased(eased(front_a, front_b, frame, 60, 90), front_a, frame, 170, 200);
    const glm::vec3 seen = glm::vec3(0.16f, 0.1f, -front_b) - shot.eye;
    const float scale = 0.5f / (half_height() * front_b);
    shot.autofocus = {0.5f + scale * seen.x / static_cast<float>(aspect), 0.5f - scale * seen.y};
    return shot;
}

bool is_judged(int frame) {
    return frame == 50 || frame == 140 || frame == 165 || frame == frames - 10;
}

glm::ivec2 window_size(int frame) {
    if (frame < 75) return {180, 88};
    if (frame < 150) return {140, 72};
    if (frame < 225) return {160, 56};
    return {220, 96};
}

glm::ivec2 view_size(int view, glm::ivec2 window) {
    const int left = window.x * 3 / 5;
    return {view == 0 ? left : window.x - left, window.y};
}

int view_left(int view, glm::ivec2 window) {
    return view == 0 ? 0 : window.x * 3 / 5;
}

std::vector<float> true_distances(const Shot& shot, int width, int height) {
    std::vector<float> distances;
    distances.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    const float pixel = 2.0f * half_height() / static_cast<float>(height);
    for (int y = 0; y < height; ++y) {
        for (int x = 0; x < width; ++x) {
            // Its length along the view's axis is 1, so that entries are distances.
            const glm::vec3 ray((static_cast<float>(x) + 0.5f - 0.5f * static_cast<float>(width)) * pixel,
                                (0.5f * static_cast<float>(height) - static_cast<float>(y) - 0.5f) * pixel,
                                -1.0f);
            float nearest = std::numeric_limits<float>::infinity();
            for (const Box& box : scene_boxes()) nearest = std::min(nearest, entry(box, shot.eye, ray));
            distances.push_back(std::isinf(nearest) ? shot.sky_m : nearest);
        }
    }
    return distances;
}

}  // namespace tapestry::hosts
