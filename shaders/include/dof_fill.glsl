// What is put behind a pixel's surfaces: same names and maths as engine/core/dof_slices.h.
//
// Declare before including: what dof.glsl wants.

// 1 where what is far lies clearly behind a CoC, 0 on continuous ramps, which have nothing behind.
float is_behind(float far_coc, float front_coc) {
    return smoothstep(0.3, 0.8, (far_coc - front_coc) / max(1.0, abs(far_coc)));
}

// Light and coverage of the far fill behind a pixel. `all_coc` is the CoC of the fill behind near things, `far` light
// and CoC of the fill behind what is in focus.
vec4 far_fill(Surfaces surfaces, float all_coc, vec4 far) {
    if (slice_of(far.a) <= TAPESTRY_SLICE_FOCUS || far.a < 0.0) return vec4(0.0);
    float covered = 0.0;
    if (surfaces.front_coc >= pass.focus_px) covered += surfaces.front.a;
    if (surfaces.back_coc >= pass.focus_px) covered += surfaces.back.a;
    if (covered >= 1.0) return vec4(0.0);
    float coc = surfaces.back.a > 0.0 ? surfaces.back_coc : surfaces.front_coc;
    // What hides behind near things is in focus or far by their own fill.
    float behind = 1.0;
    if (coc > -pass.focus_px)
        behind = is_behind(far.a, coc);
    else if (all_coc < pass.focus_px)
        behind = is_behind(far.a, all_coc);
    return (1.0 - covered) * behind * vec4(far.rgb, 1.0);
}

// Light and coverage of what is in focus behind a pixel's near surface.
vec4 focus_fill(Surfaces surfaces, vec4 all) {
    if (slice_of(all.a) != TAPESTRY_SLICE_FOCUS || surfaces.back.a > 0.0) return vec4(0.0);
    return surfaces.front_coc <= -pass.focus_px ? vec4(all.rgb, 1.0) : vec4(0.0);
}
