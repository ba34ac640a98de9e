// The coarsest levels of the pyramid, all by one workgroup: cells up to a single one, and fills back down. As dispatches of
// their own they were ten at 1920 x 1080, of fewer pixels than one of the others has workgroups. Of all of them only the
// finest one's fills are read.
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
#include "include/dof_cells_push.glsl"
#include "include/dof_fills.glsl"

// Cells of 16x16, 8x8, ... 1x1: a third more than the first, and one.
const int most_cells = 4 * TAPESTRY_TAIL_CELLS * TAPESTRY_TAIL_CELLS / 3;

// Cells, and where they were fills, rounded as textures would have them: pairs of halves, those of all cells side by side.
// 13.3 of the 16 KB that OpenGL ES grants.
shared uint kept[10 * most_cells];

void keep(int cell, int part, vec4 value) {
    vec4 rounded = storable(value);
    kept[2 * part * most_cells + cell] = packHalf2x16(rounded.xy);
    kept[(2 * part + 1) * most_cells + cell] = packHalf2x16(rounded.zw);
}

vec4 kept_part(int cell, int part) {
    return vec4(unpackHalf2x16(kept[2 * part * most_cells + cell]),
                unpackHalf2x16(kept[(2 * part + 1) * most_cells + cell]));
}

void keep_cells(int cell, Cells cells) {
    keep(cell, 0, cells.focus);
    keep(cell, 1, cells.near_inner);
    keep(cell, 2, vec4(cells.far_light, cells.focus_coc));
    keep(cell, 3, cells.far);
    keep(cell, 4, cells.near);
}

Cells kept_cells(int cell) {
    vec4 light = kept_part(cell, 2);
    return Cells(kept_part(cell, 0), kept_part(cell, 1), light.rgb, light.a, kept_part(cell, 3), kept_part(cell, 4));
}

void keep_fills(int cell, Fills fills) {
    keep(cell, 0, fills.focus);
    keep(cell, 1, fills.near_inner);
    keep(cell, 2, fills.far);
    keep(cell, 3, fills.cocs);
    keep(cell, 4, vec4(fills.more, 0.0, 0.0, 0.0));
}

struct Level {
    ivec2 size;
    int first;  // cell
};

// The finest is 0.
Level level_of(int index) {
    Level level = Level(pass.area.end, 0);
    for (; index > 0; --index) level = Level((level.size + 1) / 2, level.first + level.size.x * level.size.y);
    return level;
}

int count_of_levels() {
    int count = 1;
    for (int side = max(pass.area.end.x, pass.area.end.y); side > 1; side = (side + 1) / 2) ++count;
    return count;
}

Cells finer_at(int index, ivec2 cell) {
    if (index == 0) return cells_at(cell, pass.read_size);
    Level finer = level_of(index - 1);
    return kept_cells(finer.first + cell.y * finer.size.x + cell.x);
}

const int invocations = TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y;

void push(int index) {
    Level level = level_of(index);
    ivec2 finer_size = index == 0 ? ivec2(pass.read_size) : level_of(index - 1).size;
    for (int at = int(gl_LocalInvocationIndex); at < level.size.x * level.size.y; at += invocations)
        keep_cells(level.first + at, pushed(index, ivec2(at % level.size.x, at / level.size.x), finer_size));
}

// Adds a share of a cell's fills.
void add_fills(INOUT(Fills) sum, float share, int cell) {
    sum.focus += share * kept_part(cell, 0);
    sum.near_inner += share * kept_part(cell, 1);
    sum.far += share * kept_part(cell, 2);
    sum.cocs += share * kept_part(cell, 3);
    sum.more += share * kept_part(cell, 4).x;
}

// As a bilinear read has them: cells lie a quarter of a coarser one from the middle of the one that they are in.
Fills coarser_fills(Level level, ivec2 cell) {
    Fills sum = Fills(vec4(0.0), vec4(0.0), vec4(0.0), vec4(0.0), 0.0);
    if (is_coarsest) return sum;
    for (int corner = 0; corner < 4; ++corner) {
        ivec2 away = ivec2(corner & 1, corner >> 1);
        ivec2 other = clamp(cell / 2 + away * (2 * (cell & 1) - 1), ivec2(0), level.size - 1);
        vec2 share = 0.75 - 0.5 * vec2(away);
        add_fills(sum, share.x * share.y, level.first + other.y * level.size.x + other.x);
    }
    return sum;
}

void pull(int index) {
    Level level = level_of(index);
    Level coarser = level_of(index + 1);
    for (int at = int(gl_LocalInvocationIndex); at < level.size.x * level.size.y; at += invocations) {
        ivec2 cell = ivec2(at % level.size.x, at / level.size.x);
        Fills fills = fills_of(kept_cells(level.first + at), coarser_fills(coarser, cell));
        if (index == 0)
            store_fills(cell, level.size, fills);
        else
            keep_fills(level.first + at, fills);
    }
}

void main() {
    int count = count_of_levels();
    for (int index = 0; index < count; ++index) {
        push(index);
        memoryBarrierShared();
        barrier();
    }
    for (int index = count - 1; index >= 0; --index) {
        is_coarsest = index == count - 1;
        pull(index);
        memoryBarrierShared();
        barrier();
    }
}
