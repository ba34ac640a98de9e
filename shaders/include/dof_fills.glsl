// Fills of a level of the pyramid: its own cells as far as they are covered, the coarser level's fills for the rest.
//
// Include dof_cells.glsl, sheet.glsl and store.glsl before.

// What is in focus behind near things, and what is nearer behind the nearest, premultiplied with their likelihoods;
// what is far behind all, light and CoC; CoC of the slices, extended: near outer, near inner, focus, far inner; far
// outer.
struct Fills {
    vec4 focus;
    vec4 near_inner;
    vec4 far;
    vec4 cocs;
    float more;
};

// Whether there is no coarser level.
bool is_coarsest = false;

vec4 filled(vec4 premultiplied, float coverage, vec4 coarser) {
    if (is_coarsest) return coverage > 0.0 ? premultiplied / coverage : vec4(0.0);
    return premultiplied + (1.0 - coverage) * coarser;
}

float filled(float premultiplied, float coverage, float coarser) {
    return filled(vec4(premultiplied), coverage, vec4(coarser)).x;
}

Fills fills_of(Cells own, Fills coarser) {
    vec4 far = vec4(own.far_light, own.far.x + own.far.z);
    float far_coverage = own.far.y + own.far.w;
    // What is in focus is likely behind near things where it is what shows beside them; so is what is less near.
    float focus_coverage = own.focus.a + far_coverage;
    float near_coverage = focus_coverage + own.near_inner.a;
    vec4 focus = over_one(focus_coverage) * own.focus;
    vec4 near_inner = over_one(near_coverage) * own.near_inner;
    return Fills(
        filled(focus, min(focus_coverage, 1.0), coarser.focus),
        filled(near_inner, min(near_coverage, 1.0), coarser.near_inner),
        filled(far, min(far_coverage, 1.0), coarser.far),
        vec4(filled(own.near.x, own.near.y, coarser.cocs.x), filled(own.near.z, own.near.w, coarser.cocs.y),
             filled(own.focus_coc, own.focus.a, coarser.cocs.z), filled(own.far.x, own.far.y, coarser.cocs.w)),
        filled(own.far.z, own.far.w, coarser.more));
}

// To the images `fills0` to `fills3`.
void store_fills(ivec2 cell, ivec2 size, Fills fills) {
    STORE_IN_SHEET(fills0, 1, cell, size, fills_focus, storable(fills.focus));
    STORE_IN_SHEET(fills0, 1, cell, size, fills_near_inner, storable(fills.near_inner));
    STORE_WITH_EDGE(fills1, cell, size, storable(fills.far));
    STORE_WITH_EDGE(fills2, cell, size, storable(fills.cocs));
    STORE_WITH_EDGE(fills3, cell, size, storable(vec4(fills.more, 0.0, 0.0, 0.0)));
}
