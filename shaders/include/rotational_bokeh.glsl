// The swirl's ellipses.
#include "include/picture.glsl"

// Half the long axis in pixels, and its angle.
vec2 ellipse_at(RotationalBokehPass swirl, vec2 position_px) {
    vec2 from_center = position_px - swirl.center_px;
    float radius_px = swirl.radius_px * pow(length(from_center) / swirl.distance_px, swirl.growth);
    return vec2(radius_px, line_angle_deg(direction_deg(from_center) + 90.0));
}
