/// Where a scene is looked at from, and how a hand moves that. No OpenGL and no window here.
#pragma once

#include <array>

namespace tapestry::demo {

/// Metres, y up.
struct ViewCamera {
    bool is_set = false;  ///< off: the scene's own camera
    std::array<float, 3> eye_m = {0.0f, 0.0f, 5.0f};
    std::array<float, 3> target_m = {0.0f, 0.0f, 0.0f};  ///< what is looked at, and orbited

    float focal_length_mm = 0.0f;  ///< [10, 600] of the lens; 0: the scene's own

    bool operator==(const ViewCamera&) const = default;
};

inline constexpr float shortest_focal_mm = 10.0f;
inline constexpr float longest_focal_mm = 600.0f;

/// About the target, keeping the distance: degrees to the right and up; up to 85 degrees above or below.
ViewCamera orbited(const ViewCamera& camera, float right_deg, float up_deg);

/// Eye and target together, in picture heights at the target's distance: right and up.
ViewCamera panned(const ViewCamera& camera, float right, float up, float view_deg);

/// Towards the target: the distance times `factor`, at least 1 cm.
ViewCamera dollied(const ViewCamera& camera, float factor);

/// Eye and target together, metres along the view, to its right and up.
ViewCamera flown(const ViewCamera& camera, float forward_m, float right_m, float up_m);

}  // namespace tapestry::demo
