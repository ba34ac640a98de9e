#include "rivals/rival_pass.h"

namespace tapestry::demo {

Result<Rival> fill_rate_probe(RivalContext& context, RivalSize size) {
    const auto program = rival_program(context, "fill_rate.comp");
    if (!program) return program.error();
    Rival rival;
    rival.name = "fill-rate probe";
    rival.reads = 24.0;
    rival.run = [=, &context, probe = *program](GLuint source, GLuint target) {
        context.gl.UseProgram(probe);
        context.gl.Uniform2i(0, size.width, size.height);
        context.gl.Uniform2f(1, 1.0f / static_cast<float>(size.width),
                             1.0f / static_cast<float>(size.height));
        bind_source(context, 0, source);
        bind_target(context, 0, target);
        dispatch(context, size);
    };
    return rival;
}

}  // namespace tapestry::demo
