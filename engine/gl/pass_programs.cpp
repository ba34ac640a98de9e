#include "gl/pass_programs.h"

#include <array>
#include <cassert>

#include "shared/layout.h"

namespace tapestry {
namespace {

int target_format(GLenum format) {
    switch (format) {
        case GL_RGBA8:
            return TAPESTRY_RGBA8;
        case GL_RGBA16F:
            return TAPESTRY_RGBA16F;
        case GL_RGBA32F:
            return TAPESTRY_RGBA32F;
        case GL_RGB10_A2:
            return TAPESTRY_RGB10_A2;
        case GL_R11F_G11F_B10F:
            return TAPESTRY_R11F_G11F_B10F;
        default:
            assert(false && "target_format: a format that images are stored in");
            return TAPESTRY_RGBA32F;
    }
}

}  // namespace

Result<const ComputeProgram*> program_for(DeviceState& device, std::string_view file,
                                          const ProgramVariant& variant) {
    std::array<ShaderDefine, 17> defines = {};
    std::size_t count = 0;
    if (variant.target != GL_NONE)
        defines[count++] = {"TAPESTRY_TARGET_FORMAT", target_format(variant.target)};
    if (variant.last_layer) defines[count++] = {"TAPESTRY_LAST_LAYER", 1};
    if (variant.tiled) defines[count++] = {"TAPESTRY_TILED", 1};
    if (variant.mapped) defines[count++] = {"TAPESTRY_MAPPED", 1};
    if (variant.turned) defines[count++] = {"TAPESTRY_TURNED", 1};
    if (variant.two_axes) defines[count++] = {"TAPESTRY_TWO_AXES", 1};
    if (variant.masked) defines[count++] = {"TAPESTRY_MASKED", 1};
    if (variant.graded) defines[count++] = {"TAPESTRY_GRADED", 1};
    if (const layout::TapestryConversion* const conversion = variant.conversion) {
        defines[count++] = {"TAPESTRY_SOURCE_ENCODING", static_cast<int>(conversion->source_encoding)};
        defines[count++] = {"TAPESTRY_SOURCE_ALPHA", static_cast<int>(conversion->source_alpha)};
        defines[count++] = {"TAPESTRY_TARGET_ENCODING", static_cast<int>(conversion->target_encoding)};
        defines[count++] = {"TAPESTRY_TARGET_ALPHA", static_cast<int>(conversion->target_alpha)};
    }
    if (const GpuTable::Shape* const table = variant.table) {
        defines[count++] = {"TAPESTRY_TAPS", variant.taps > 0 ? variant.taps : table->taps};
        defines[count++] = {"TAPESTRY_ENTRIES", table->entries};
        defines[count++] = {"TAPESTRY_LAYER_RECORDS", table->layer_records};
        defines[count++] = {"TAPESTRY_KNOTS", table->knots};
        if (table->in_uniforms && !variant.in_storage) defines[count++] = {"TAPESTRY_UNIFORM_TABLE", 1};
    }
    return device.shaders.program(file, std::span(defines).first(count));
}

}  // namespace tapestry
