// A level of the pyramid: what may be behind something, premultiplied, and CoC times coverage of every slice.
//
// Declare before including: what dof.glsl wants and, to store, the images cells0 to cells3; include edge.glsl then.

struct Cells {
    vec4 focus;       // light, coverage
    vec4 near_inner;  // light, coverage
    vec3 far_light;   // of both far slices
    float focus_coc;  // times coverage
    vec4 far;         // inner CoC times coverage and coverage, outer likewise
    vec4 near;        // outer CoC times coverage and coverage, inner likewise
};

Cells no_cells() {
    return Cells(vec4(0.0), vec4(0.0), vec3(0.0), 0.0, vec4(0.0), vec4(0.0));
}

Cells scaled(Cells cells, float factor) {
    return Cells(factor * cells.focus, factor * cells.near_inner, factor * cells.far_light, factor * cells.focus_coc,
                 factor * cells.far, factor * cells.near);
}

float over_one(float coverage) {
    return 1.0 / max(coverage, 1.0);
}

// Every coverage at most 1.
Cells saturated(Cells cells) {
    float focus = over_one(cells.focus.a);
    float far = over_one(cells.far.y + cells.far.w);
    vec2 near = vec2(over_one(cells.near.y), over_one(cells.near.w));
    return Cells(focus * cells.focus, near.y * cells.near_inner, far * cells.far_light, focus * cells.focus_coc,
                 far * cells.far, near.xxyy * cells.near);
}

#ifndef TAPESTRY_NO_CELL_IMAGES
void store_cells(ivec2 cell, Cells cells) {
    STORE_OF_TWO(cells0, cell, pass.area.end, 0, storable(cells.focus));
    STORE_OF_TWO(cells0, cell, pass.area.end, 1, storable(cells.near_inner));
    STORE_WITH_EDGE(cells1, cell, pass.area.end, storable(vec4(cells.far_light, cells.focus_coc)));
    STORE_WITH_EDGE(cells2, cell, pass.area.end, storable(cells.far));
    STORE_WITH_EDGE(cells3, cell, pass.area.end, storable(cells.near));
}
#endif
