#include "effects/map_pass.h"

#include "gl/compute_pass.h"
#include "gl/pass_programs.h"

namespace tapestry {

layout::TapestryPicture picture_block(int width, int height, Row0 row0) {
    layout::TapestryPicture block = {};
    block.size = {width, height};
    block.row0_top = row0 == Row0::top ? 1u : 0u;
    return block;
}

Result<TexturePool::Lease> draw_map(DeviceState& device, const MapPass& pass, MapKind kind, int width,
                                    int height) {
    ProgramVariant variant;
    variant.two_axes = kind == MapKind::two_parameters;
    variant.turned = kind == MapKind::turns;
    const auto program = program_for(device, pass.shader, variant);
    if (!program) return program.error();
    Result<TexturePool::Lease> map =
        device.textures.lease(variant.two_axes ? GL_RGBA32F : GL_R32F, width, height);
    if (!map) return map.error();
    if (pass.input != 0) bind_texels(device, TAPESTRY_UNIT_ORIGINAL, pass.input);
    bind_target(device, map->name(), map->format());
    run_pass(device, **program, pass.block, whole_area(width, height));
    return map;
}

}  // namespace tapestry
