/// The scene that every host builds with its own means: boxes on a table, seen from two cameras. And what its
/// depth is, from rays, which know nothing of any renderer.
#pragma once

#include <array>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>
#include <span>
#include <vector>

namespace tapestry::hosts {

/// Metres; x right, y up, and cameras look down -z. Each face shows `checks` squares along each side, every
/// second one darker. Colours are linear; above 1 they are small lights.
struct Box {
    glm::vec3 low{};
    glm::vec3 high{};
    glm::vec3 color{};
    float checks = 8.0f;
    bool is_light = false;
};
std::span<const Box> scene_boxes();

/// Light that a face gets from above on the left: what its colour is multiplied by.
float shade(glm::vec3 normal);
/// Of every second square.
inline constexpr float dark_square = 0.3f;

inline constexpr std::array<float, 3> sky = {0.25f, 0.45f, 0.8f};  ///< linear
inline constexpr float near_m = 0.05f;
inline constexpr float far_m = 20.0f;
inline constexpr double fov_y_deg = 36.0;
// Of a lens that sees so much, on 24 mm.
inline constexpr float focal_length_mm = 36.93f;
inline constexpr float f_number = 1.0f;

/// What a camera of the two sees in a frame. It looks straight ahead, so that each front has one distance.
struct Shot {
    glm::vec3 eye{};
    float focus_m = 1.0f;       ///< of the lens
    glm::vec2 autofocus{0.5f};  ///< a place that shows what lies there, 0..1, y down
    float sky_m = far_m;        ///< what depth says of the sky; 0: nothing, which is at infinity
};

inline constexpr int frames = 300;
/// The focus is pulled between these; pictures are judged while it rests.
Shot shot_of(int view, int frame, double aspect);
bool is_judged(int frame);

/// The window changes its size three times; the left view has three fifths of it, the right one the rest.
glm::ivec2 window_size(int frame);
glm::ivec2 view_size(int view, glm::ivec2 window);
int view_left(int view, glm::ivec2 window);

/// Distances along the view's axis at the middles of pixels, row 0 on top.
std::vector<float> true_distances(const Shot& shot, int width, int height);

/// What hosts draw last, over everything: a bar at the bottom of the window, in fractions of it, y up.
struct Bar {
    // Whole pixels at every size of the window.
    float left = 0.1f, right = 0.5f, bottom = 0.125f, top = 0.25f;
    std::array<float, 3> color = {1.0f, 0.8f, 0.2f};  ///< as it is shown
};

}  // namespace tapestry::hosts
