#include "effects/map_pass.h"

#include "gl/program_variant.h"

namespace tapestry {

layout::TapestryPicture picture_block(int width, int height, Row0 row0) {
    layout::TapestryPicture block = {};
    block.size = {width, height};
    block.row0_top = row0 == Row0::top ? 1u : 0u;
    return block;
}

PassTexture add_map(PassList& passes, const MapPass& pass, PassTexture input, MapKind kind, int width,
                    int height) {
    const bool two_axes = kind == MapKind::two_parameters;
    const PassTexture map = passes.transient(two_axes ? GL_RGBA32F : GL_R32F, width, height);
    PassList::Pass& added =
        passes.add(pass.shader, defines_of({.turned = kind == MapKind::turns, .two_axes = two_axes}));
    added.with_block(pass.block).writes("target", map);
    if (input) added.fetches(pass.input_name, input);
    added.over(whole_area(width, height));
    return map;
}

}  // namespace tapestry
