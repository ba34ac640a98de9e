// A level of the pyramid: what may be behind something, premultiplied, and CoC times coverage of every slice.

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

// Pictures of a level in its texture: see sheet.glsl. The last is read bilinearly, and so has no empty place beside it.
const int cells_focus = 1;
const int cells_near_inner = 2;
const int cells_light = 3;
const int cells_far = 4;
const int cells_near = 5;
