// Circles of confusion: same names and maths as engine/core/lens.cpp and engine/core/depth_of_field_options.cpp.
//
// Declare before including: `DofCocPass pass`.

// 1/m of a number in the depth texture; 0 is infinity, where NaN goes too.
float inverse_distance(float stored) {
    if (is_nan(stored)) return pass.inverse_planes.x;
    float inverse = pass.depth_line.x + pass.depth_line.y * stored;
    if (pass.depth_kind == TAPESTRY_DEPTH_ORTHOGRAPHIC) inverse = inverse > 0.0 ? 1.0 / inverse : 1.0e30;
    if (pass.depth_kind == TAPESTRY_DEPTH_METRES) inverse = stored > 0.0 ? 1.0 / stored : 0.0;
    return clamp(inverse, pass.inverse_planes.x, pass.inverse_planes.y);
}

// How much nearer a tilted plane of focus is on a pixel's ray than in the middle of the picture.
float nearness_at(ivec2 pixel) {
    return 1.0 + dot(vec2(pixel) + 0.5 - 0.5 * vec2(pass.picture_end), pass.plane_slope);
}

float lens_coc_px(float inverse, float inverse_focus, float nearness) {
    return pass.lens_px * (inverse_focus * nearness - inverse) / (1.0 - pass.focal_length_m * inverse_focus);
}

float ranges_coc_px(float inverse) {
    float distance_m = 1.0 / max(inverse, 1.0e-30);
    vec2 widths = max(vec2(pass.ranges.y - pass.ranges.x, pass.ranges.w - pass.ranges.z), 1.0e-6);
    float near = clamp((pass.ranges.y - distance_m) / widths.x, 0.0, 1.0);
    float far = clamp((distance_m - pass.ranges.z) / widths.y, 0.0, 1.0);
    return far * pass.limit_px.y - near * pass.limit_px.x;
}

float limited_coc_px(float coc_px) {
    return clamp(coc_px * (coc_px < 0.0 ? pass.strength.x : pass.strength.y), -pass.limit_px.x, pass.limit_px.y);
}

// `inverse_focus`: 1/m in the middle of the picture.
float signed_coc_px(float stored, float inverse_focus, float nearness) {
    if (pass.depth_kind == TAPESTRY_DEPTH_SIGNED_COC)
        return is_nan(stored) ? 0.0 : limited_coc_px(clamp(stored, -1.0, 1.0) * pass.height_px);
    float inverse = inverse_distance(stored);
    if (pass.defocus == TAPESTRY_DEFOCUS_RANGES) return limited_coc_px(ranges_coc_px(inverse));
    return limited_coc_px(lens_coc_px(inverse, inverse_focus, nearness));
}
