// Blur of a tilted plane of focus.

const float smallest_blur_px = 0.5;

// 1/m of a number in the depth texture; 0 is infinity, where NaN goes too.
float inverse_distance(FocalPlanePass plane, float stored) {
    if (is_nan(stored)) return plane.inverse_planes.x;
    float inverse = plane.depth_line.x + plane.depth_line.y * stored;
    // The line of these is distance itself.
    if (plane.is_distance != 0u) inverse = inverse > 0.0 ? 1.0 / inverse : 0.0;
    return clamp(inverse, plane.inverse_planes.x, plane.inverse_planes.y);
}

// Radius in pixels.
float plane_blur(FocalPlanePass plane, vec2 position_px, float inverse) {
    vec2 ray = (position_px - 0.5 * plane.picture.size) * plane.ray_of_px;
    float inverse_focus = plane.inverse_focus * (1.0 + dot(ray, plane.slope));
    float radius_px = min(plane.radius_m_px * abs(inverse_focus - inverse), plane.most_px);
    return radius_px < smallest_blur_px ? 0.0 : radius_px;
}
