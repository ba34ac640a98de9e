// What DepthOfField's passes share: same names and maths as engine/core/dof_surfaces_reference.cpp.
//
// Declare before including: `DofPass pass`.

layout(binding = TAPESTRY_UNIT_SPLITS) uniform highp sampler2D splits;  // dof_splits.comp

// Radii at which inner and outer slices meet, near and far. Passes that sort into slices begin with read_splits: a fetch
// at each use doubled dof_cells.comp.
vec2 split_px;

void read_splits() {
    split_px = texelFetch(splits, ivec2(0), 0).xy;
}

// Of the finest level of the pyramid, and of the radii.
ivec2 cells_of(ivec2 picture_size) {
    return (picture_size + 3) / 4;
}

bool is_in_focus(float coc_px) {
    return abs(coc_px) < (coc_px < 0.0 ? pass.near_focus_px : pass.focus_px);
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

// One pixel as up to two surfaces: premultiplied light and coverage, and the CoC of each. The surface behind covers all
// of the pixel where there is one. What is nearer is before, so that of two CoCs nobody has to say whose they are.
struct Surfaces {
    vec4 front;
    vec4 back;
    float front_coc;
    float back_coc;
};

Surfaces single_surface(vec4 work) {
    return Surfaces(vec4(work.rgb, 1.0), vec4(0.0), work.a, work.a);
}

// The surface behind as far as it shows in a slice: what is before it in the same slice hides it.
vec4 seen_back(Surfaces surfaces) {
    bool is_hidden = slice_of(surfaces.front_coc) == slice_of(surfaces.back_coc);
    return is_hidden ? (1.0 - surfaces.front.a) * surfaces.back : surfaces.back;
}
