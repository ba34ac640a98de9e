// What DepthOfField's passes share: same names and maths as engine/core/dof_slices.h.
//
// Declare before including: `DofPass pass`.

int slice_of(float coc_px) {
    float radius = abs(coc_px);
    if (radius < (coc_px < 0.0 ? pass.near_focus_px : pass.focus_px)) return TAPESTRY_SLICE_FOCUS;
    if (coc_px < 0.0) return radius < pass.near_split_px ? TAPESTRY_SLICE_NEAR_INNER : TAPESTRY_SLICE_NEAR_OUTER;
    return radius < pass.far_split_px ? TAPESTRY_SLICE_FAR_INNER : TAPESTRY_SLICE_FAR_OUTER;
}

// The least and the largest CoC around a block of 2x2 pixels, their brightest light, and 1 where the second layer
// covers some of them.
bool has_edge(vec4 range) {
    return range.w > 0.0 || (slice_of(range.x) != slice_of(range.y) && range.y - range.x > 1.0);
}

// One pixel as up to two surfaces: premultiplied light and coverage, and the CoC of each. The surface behind
// covers all of the pixel where there is one.
struct Surfaces {
    vec4 front;
    vec4 back;
    float front_coc;
    float back_coc;
};

Surfaces single_surface(vec4 work) {
    return Surfaces(vec4(work.rgb, 1.0), vec4(0.0), work.a, work.a);
}

// `share` is what dof_unmix.comp wrote: the front's coverage where the pixel's own CoC is the front's, that less
// two where it is the back's; `back` is the light behind and the other CoC. A share of 3 and more is the second
// layer's: 3 + its coverage, before a pixel whose light and CoC are the work's.
Surfaces two_surfaces(vec4 work, vec4 back, float share) {
    if (share >= 3.0) return Surfaces(vec4(back.rgb, share - 3.0), vec4(work.rgb, 1.0), back.a, work.a);
    bool is_front = share >= 0.0;
    float coverage = is_front ? share : share + 2.0;
    vec3 front = max(work.rgb - (1.0 - coverage) * back.rgb, vec3(0.0));
    if (coverage >= 1.0) return single_surface(work);
    if (coverage <= 0.0) return Surfaces(vec4(work.rgb, 1.0), vec4(0.0), work.a, work.a);
    return Surfaces(vec4(front, coverage), vec4(back.rgb, 1.0), is_front ? work.a : back.a,
                    is_front ? back.a : work.a);
}
