// Which tiles the blur of others reaches: where reach^2 >= x^2 + y^2, with what lies between the two tiles on each
// axis. Of that one term belongs to columns and one to rows, so the most that any tile's reach^2 is over is found along
// rows (dof_reach_across.comp) and of those down columns (dof_reach.comp): exactly, in 2 * (2 * side + 1) steps instead
// of their square, which at 2160 lines, limit 0.2 and aspect 4 was some 48,000.
//
// Declare before including: a block `pass`. Includes tile_lists.glsl, whose `largest` is the largest radius.
#include "include/tile_lists.glsl"

// Slices are spread by their way down and up, and by bilinear reads of every layer, by so many of their pixels.
const float slice_margin = 4.0;

// Sprites are spread by a part of a pixel; from cells larger than a tile, by as far as lights moved when they were
// merged.
float sprite_margin_px() {
    int cell_px = TAPESTRY_LIGHT_CELL << (int(pass.light_levels) - 1);
    return cell_px > TAPESTRY_TILE ? 1.5 * float(cell_px) : 4.0;
}

// Radii as far as the stretched aperture draws them, whose corners may be farther from its middle than its radius.
float stretched() {
    return max(pass.aspect.x, pass.aspect.y) * max(pass.aperture_reach, 1.0);
}

vec4 slice_margins_px() {
    return slice_margin * pass.slice_steps;
}

// The most rows or columns between a tile and one that it reaches.
int tiles_in_reach() {
    vec4 margins_px = slice_margins_px();
    float slices_px = max(max(margins_px.x, margins_px.y), max(margins_px.z, margins_px.w));
    float margin_px = max(slices_px, sprite_margin_px());
    return int(ceil((stretched() * uintBitsToFloat(largest) + margin_px) / float(TAPESTRY_TILE))) + 1;
}

// Of what reaches nothing. Below any square, so that no gap is bridged.
const float no_reach = -1.0;

vec4 squared_reach(vec4 radii_px, vec4 margins_px) {
    vec4 reach_px = stretched() * radii_px + margins_px;
    return mix(vec4(no_reach), reach_px * reach_px, greaterThan(radii_px, vec4(0.0)));
}

// Square of the pixels between two tiles so many rows or columns apart.
float squared_gap(int tiles) {
    float gap_px = float(TAPESTRY_TILE * max(abs(tiles) - 1, 0));
    return gap_px * gap_px;
}
