// For cat's eyes: the radii that slices are blurred with, in their own pixels, at every texel of their atlas, how far the
// aperture is cut there, and where to.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/slice_radius.glsl"
#include "include/tiles.glsl"

int slice_at(ivec2 texel) {
    return (texel.x >= pass.slice_columns[1] - TAPESTRY_ATLAS_RING ? 1 : 0) +
           (texel.y >= pass.slice_rows[2] - TAPESTRY_ATLAS_RING ? 2 : 0);
}

// Beside slices, and not within their tiles: nothing is done there.
bool is_empty_tile(ivec2 within, ivec2 size) {
    ivec2 tiles = (size + 2 * TAPESTRY_ATLAS_RING + TAPESTRY_TILE - 1) / TAPESTRY_TILE;
    return any(greaterThanEqual(within + TAPESTRY_ATLAS_RING, TAPESTRY_TILE * tiles));
}

void main() {
    ivec2 texel = pixel_of_invocation();
    if (is_outside(texel)) return;
    int slice = slice_at(texel);
    float side = pass.slice_steps[slice];
    ivec2 size = slice_size(slice);
    ivec2 within = texel - ivec2(pass.slice_columns[slice], pass.slice_rows[slice]);
    if (is_empty_tile(within, size)) return;
    // Around the slice its edge goes on.
    vec2 place_px = (vec2(clamp(within, ivec2(0), size - 1)) + 0.5) * side;
    ivec2 cells = cells_of(pass.size);
    float radius = slice_radius(read_at(radii, place_px / (4.0 * vec2(cells)), cells)[slice], side,
                                pass.most_slice_radius, pass.aperture_variance);
    vec2 away = (place_px - 0.5 * vec2(pass.size)) * pass.offset_sign;
    float corner_px = 0.5 * length(vec2(pass.size));
    imageStore(parameters, texel, vec4(radius, pass.catseye * length(away) / corner_px, 0.0, 0.0));
    imageStore(turns, texel, vec4(away == vec2(0.0) ? 0.0 : degrees(atan(away.y, away.x))));
}
