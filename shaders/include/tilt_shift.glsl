// What tilt-shift keeps sharp.
#include "include/picture.glsl"

// How far a place is outside of what stays sharp; negative inside.
float outside_px(TiltShiftPass band, vec2 from_center_px) {
    float across = dot(from_center_px, band.normal);
    if (band.shape == TAPESTRY_SHARP_BAND) return abs(across) - band.half_width_px;
    float along = dot(from_center_px, vec2(band.normal.y, -band.normal.x));
    float distance_px = length(vec2(across, along));
    // 1 on the ellipse's edge. Without a length or a width everything is outside: shares stay finite in squares.
    vec2 place = vec2(across, along) / max(vec2(band.half_width_px, band.half_length_px), 1.0e-6);
    return distance_px > 0.0 ? distance_px - distance_px / length(place) : 0.0;
}

// 0 at the edge of what stays sharp and inside it, 1 at full blur.
float falloff_position(TiltShiftPass band, float outside) {
    if (outside <= 0.0) return 0.0;
    if (outside >= band.falloff_px) return 1.0;
    return outside / band.falloff_px;
}

float falloff_curve(uint falloff, float t) {
    if (falloff == TAPESTRY_FALLOFF_LINEAR) return t;
    if (falloff == TAPESTRY_FALLOFF_QUADRATIC) return t * t;
    return t * t * (3.0 - 2.0 * t);
}

float band_radius(TiltShiftPass band, vec2 position_px) {
    float outside = outside_px(band, position_px - band.center_px);
    return band.max_radius_px * falloff_curve(band.falloff, falloff_position(band, outside));
}
