#include "core/map_fill.h"

#include <algorithm>

#include "effects/map_pass.h"
#include "gl/program_variant.h"

namespace tapestry {
namespace {

PassTexture add_mask(PassList& passes, const SteppingMap& steps) {
    layout::MapMaskPass block = {};
    block.area = whole_area(steps.width, steps.height);
    block.mask_origin = steps.mask_origin;
    const PassTexture mask = passes.transient(GL_R32F, steps.width, steps.height);
    PassList::Pass& pass = passes.add("map_mask.comp", defines_of({.masked = bool(steps.host_mask)}));
    pass.with(block).fetches("parameters", steps.map).writes("target", mask);
    if (steps.host_mask) pass.fetches("mask", steps.host_mask);
    pass.over(block.area);
    return mask;
}

/// What was filled so far, a little farther.
void add_fill(PassList& passes, const SteppingMap& steps, FilledMap& filled, layout::ivec2 spacing,
              bool is_last) {
    const bool two_axes = steps.kind == MapKind::two_parameters;
    layout::MapFillPass block = {};
    block.area = whole_area(steps.width, steps.height);
    block.spacing = spacing;
    block.reach = steps.reach_of_size;
    block.is_last = is_last ? 1u : 0u;
    const PassTexture map = passes.transient(two_axes ? GL_RGBA32F : GL_R32F, steps.width, steps.height);
    PassList::Pass& pass =
        passes.add("map_fill.comp", defines_of({.turned = bool(steps.turns), .two_axes = two_axes}));
    pass.with(block).fetches("filled", filled.map).fetches("parameters", steps.map).writes("target", map);
    if (steps.turns) {
        const PassTexture turns = passes.transient(GL_R32F, steps.width, steps.height);
        pass.fetches("filled_turns", filled.turns)
            .fetches("turns", steps.turns)
            .writes("target_turns", turns);
        filled.turns = turns;
    }
    filled.map = map;
    pass.over(block.area);
}

}  // namespace

FilledMap add_fill_steps(PassList& passes, const SteppingMap& steps) {
    FilledMap filled = {steps.map, steps.turns, add_mask(passes, steps)};
    const int levels = fill_levels(std::min(steps.reach_of_size * steps.most, farthest_fill_px));
    for (int level = 0; level < levels; ++level)
        for (const layout::ivec2 direction : {layout::ivec2(1, 0), layout::ivec2(0, 1)})
            add_fill(passes, steps, filled, direction * fill_spacing(level),
                     direction.y == 1 && level + 1 == levels);
    return filled;
}

}  // namespace tapestry
