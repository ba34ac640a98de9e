#include "rivals/rival_pass.h"

namespace tapestry::demo {

Result<Rival> bandwidth_probe(RivalContext& context, GLenum format, RivalSize size) {
    const bool is_full = format == GL_RGBA32F;
    const ShaderDefine define = {"TAPESTRY_FULL", is_full ? 1 : 0};
    const auto program = rival_program(context, "bandwidth.comp", {&define, 1});
    if (!program) return program.error();
    Rival rival;
    rival.name = is_full ? "bandwidth probe, RGBA32F" : "bandwidth probe, RGBA16F";
    rival.reads = 1.0;
    rival.run = [=, &context, probe = *program](GLuint source, GLuint target) {
        context.gl.UseProgram(probe);
        context.gl.Uniform2i(0, size.width, size.height);
        bind_source(context, 0, source);
        bind_write(context, 0, target, format);
        dispatch(context, size);
    };
    return rival;
}

}  // namespace tapestry::demo
