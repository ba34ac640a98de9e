// The tilt-shift band: same names and maths as engine/core/tilt_shift_reference.cpp.

// 0 at the band's edge and inside it, 1 at full blur.
float falloff_position(TiltShiftPass band, float distance_px) {
    float outside_px = abs(distance_px) - band.half_band_px;
    if (outside_px <= 0.0) return 0.0;
    if (outside_px >= band.falloff_px) return 1.0;
    return outside_px / band.falloff_px;
}

float falloff_curve(uint falloff, float t) {
    if (falloff == TAPESTRY_FALLOFF_LINEAR) return t;
    if (falloff == TAPESTRY_FALLOFF_QUADRATIC) return t * t;
    return t * t * (3.0 - 2.0 * t);
}

float band_radius(TiltShiftPass band, vec2 position_px) {
    float distance_px = dot(position_px - band.center_px, band.normal);
    return band.max_radius_px * falloff_curve(band.falloff, falloff_position(band, distance_px));
}
