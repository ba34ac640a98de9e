// Of the tiles of each row, how far the blur of any of them reaches beyond a column: for dof_reach.comp.
#include "shared/dof.h"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof_reach.glsl"

void main() {
    ivec2 tile = pass.area.first + ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(tile, pass.area.end))) return;
    int side = tiles_in_reach();
    int last = min(tile.x + side, pass.area.end.x - 1);
    vec4 margins_px = slice_margins_px();
    vec4 sprite_margins_px = vec4(sprite_margin_px());
    vec4 slices = vec4(no_reach);
    vec4 lights = vec4(no_reach);
    for (int x = max(tile.x - side, 0); x <= last; ++x) {
        ivec2 other = ivec2(x, tile.y);
        float gap = squared_gap(x - tile.x);
        vec4 light_radii = vec4(texelFetch(contents, other, 0).yz, 0.0, 0.0);
        slices = max(slices, squared_reach(texelFetch(reaches, other, 0), margins_px) - gap);
        lights = max(lights, squared_reach(light_radii, sprite_margins_px) - gap);
    }
    imageStore(slice_rows, tile, slices);
    imageStore(light_rows, tile, lights);
}
