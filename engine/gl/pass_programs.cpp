#include "gl/pass_programs.h"

#include "gl/pass_defines.h"

namespace tapestry {

Result<const ComputeProgram*> program_for(DeviceState& device, std::string_view file,
                                          const ProgramVariant& variant) {
    PassDefines defines;
    if (variant.target != GL_NONE) defines.with_target(variant.target);
    defines.with_if(variant.last_layer, "TAPESTRY_LAST_LAYER")
        .with_if(variant.tiled, "TAPESTRY_TILED")
        .with_if(variant.mapped, "TAPESTRY_MAPPED")
        .with_if(variant.turned, "TAPESTRY_TURNED")
        .with_if(variant.two_axes, "TAPESTRY_TWO_AXES")
        .with_if(variant.masked, "TAPESTRY_MASKED")
        .with_if(variant.graded, "TAPESTRY_GRADED");
    if (variant.conversion) defines.with(*variant.conversion);
    if (const GpuTable::Shape* const table = variant.table)
        defines.with("TAPESTRY_TAPS", variant.taps > 0 ? variant.taps : table->taps)
            .with("TAPESTRY_ENTRIES", table->entries)
            .with("TAPESTRY_LAYER_RECORDS", table->layer_records)
            .with("TAPESTRY_KNOTS", table->knots)
            .with_if(table->in_uniforms && !variant.in_storage, "TAPESTRY_UNIFORM_TABLE");
    return device.shaders.program(file, defines.list());
}

}  // namespace tapestry
