#include "gl/program_variant.h"

namespace tapestry {

PassDefines defines_of(const ProgramVariant& variant) {
    PassDefines defines;
    defines.with_if(variant.last_layer, "TAPESTRY_LAST_LAYER")
        .with_if(variant.mapped, "TAPESTRY_MAPPED")
        .with_if(variant.turned, "TAPESTRY_TURNED")
        .with_if(variant.two_axes, "TAPESTRY_TWO_AXES")
        .with_if(variant.atlas, "TAPESTRY_ATLAS")
        .with_if(variant.slices, "TAPESTRY_SLICES")
        .with_if(variant.masked, "TAPESTRY_MASKED")
        .with_if(variant.graded, "TAPESTRY_GRADED")
        .with_if(variant.single, "TAPESTRY_SINGLE")
        .with_if(variant.two_works, "TAPESTRY_TWO_WORKS")
        .with_if(variant.with_target, "TAPESTRY_WITH_TARGET")
        .with_if(variant.each_kind, "TAPESTRY_EACH_KIND");
    if (variant.tile_kind) defines.with("TAPESTRY_TILE_KIND", static_cast<int>(*variant.tile_kind));
    if (variant.conversion) defines.with(*variant.conversion);
    if (const GpuTable::Shape* const table = variant.table)
        defines.with("TAPESTRY_TAPS", variant.taps > 0 ? variant.taps : table->taps)
            .with("TAPESTRY_ENTRIES", table->entries)
            .with("TAPESTRY_LAYER_RECORDS", table->layer_records)
            .with("TAPESTRY_KNOTS", table->knots)
            .with_if(table->in_uniforms && !variant.in_storage, "TAPESTRY_UNIFORM_TABLE");
    return defines;
}

}  // namespace tapestry
