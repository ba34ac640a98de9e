// Fills of one level: its own cells as far as they are covered, the coarser level's fills for the rest.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/dof_cells.glsl"
#include "include/sheet.glsl"
#include "include/dof_cells_read.glsl"
#include "include/tiles.glsl"

// What is in focus behind near things, and what is nearer behind the nearest, premultiplied with their likelihoods;
// what is far behind all, light and CoC; CoC of the slices, extended: near outer, near inner, focus, far inner; far
// outer.
struct Fills {
    vec4 focus;
    vec4 near_inner;
    vec4 far;
    vec4 cocs;
    vec4 more;
};

Fills coarser_fills(ivec2 cell) {
    if (pass.is_coarsest != 0u) return Fills(vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0));
    ivec2 size = pass.read_size;
    vec2 place = (vec2(cell) + 0.5) / (2.0 * vec2(size));
    return Fills(read_sheet(coarse0, place, size, fills_focus), read_sheet(coarse0, place, size, fills_near_inner),
                 read_at(coarse1, place, size), read_at(coarse2, place, size), read_at(coarse3, place, size));
}

vec4 filled(vec4 premultiplied, float coverage, vec4 coarser) {
    if (pass.is_coarsest != 0u) return coverage > 0.0 ? premultiplied / coverage : vec4(0.0);
    return premultiplied + (1.0 - coverage) * coarser;
}

float filled(float premultiplied, float coverage, float coarser) {
    return filled(vec4(premultiplied), coverage, vec4(coarser)).x;
}

void main() {
    ivec2 cell = pixel_of_invocation();
    if (is_outside(cell)) return;
    Cells own = cells_at(cell, pass.area.end);
    Fills coarser = coarser_fills(cell);

    vec4 far = vec4(own.far_light, own.far.x + own.far.z);
    float far_coverage = own.far.y + own.far.w;
    // What is in focus is likely behind near things where it is what shows beside them; so is what is less near.
    float coverage = own.focus.a + far_coverage;
    vec4 focus = over_one(coverage) * own.focus;
    STORE_IN_SHEET(fills0, 1, cell, pass.area.end, fills_focus,
                   storable(filled(focus, min(coverage, 1.0), coarser.focus)));
    coverage += own.near_inner.a;
    vec4 near_inner = over_one(coverage) * own.near_inner;
    STORE_IN_SHEET(fills0, 1, cell, pass.area.end, fills_near_inner,
                   storable(filled(near_inner, min(coverage, 1.0), coarser.near_inner)));
    STORE_WITH_EDGE(fills1, cell, pass.area.end, storable(filled(far, min(far_coverage, 1.0), coarser.far)));
    STORE_WITH_EDGE(fills2, cell, pass.area.end,
                    storable(vec4(filled(own.near.x, own.near.y, coarser.cocs.x),
                                  filled(own.near.z, own.near.w, coarser.cocs.y),
                                  filled(own.focus_coc, own.focus.a, coarser.cocs.z),
                                  filled(own.far.x, own.far.y, coarser.cocs.w))));
    STORE_WITH_EDGE(fills3, cell, pass.area.end,
                    storable(vec4(filled(own.far.z, own.far.w, coarser.more.x), 0.0, 0.0, 0.0)));
}
