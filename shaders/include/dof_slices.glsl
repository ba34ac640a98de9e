// Which slice a surface is in.
//
// Declare before including: what dof.glsl wants, and that file; the sampler `splits`, which dof_splits.comp wrote.

// Radii at which inner and outer slices meet, near and far. Passes that sort into slices begin with read_splits: a fetch
// at each use doubled dof_cells.comp.
vec2 split_px;

void read_splits() {
    split_px = texelFetch(splits, ivec2(0), 0).xy;
}

// After read_splits.
int slice_of(float coc_px) {
    if (is_in_focus(coc_px)) return TAPESTRY_SLICE_FOCUS;
    float radius = abs(coc_px);
    if (coc_px < 0.0) return radius < split_px.x ? TAPESTRY_SLICE_NEAR_INNER : TAPESTRY_SLICE_NEAR_OUTER;
    return radius < split_px.y ? TAPESTRY_SLICE_FAR_INNER : TAPESTRY_SLICE_FAR_OUTER;
}

// The least and the largest CoC around a block of 2x2 pixels, 1 where sprites show some of their light, and 1 where the
// second layer covers some of them.
bool has_edge(vec4 range) {
    return range.w > 0.0 || (slice_of(range.x) != slice_of(range.y) && range.y - range.x > 1.0);
}

// The surface behind as far as it shows in a slice: what is before it in the same slice hides it.
vec4 seen_back(Surfaces surfaces) {
    bool is_hidden = slice_of(surfaces.front_coc) == slice_of(surfaces.back_coc);
    return is_hidden ? (1.0 - surfaces.front.a) * surfaces.back : surfaces.back;
}
