#include <array>

#include "rivals/dof_rival_parts.h"

namespace tapestry::demo {
namespace {

// Reads on each side of the middle: a pixel apart at most at the largest blurs of 360 lines.
constexpr int half_taps = 12;

}  // namespace

Result<DofRival> separable_gaussian_dof(RivalContext& context, RivalSize size) {
    const std::array<ShaderDefine, 1> defines = {{{"HALF", half_taps}}};
    const auto program = rival_program(context, "dof_gaussian.comp", defines);
    if (!program) return program.error();
    auto between = rival_texture(context, size);
    if (!between) return between.error();
    auto texels = std::make_shared<Sampler>(create_sampler(context.gl, GL_NEAREST, "rival texels"));

    DofRival rival;
    rival.name = "separable Gaussian";
    rival.reads.blur = 2.0 * 2.0 * (2 * half_taps + 1);
    rival.reads.preparation = 2.0 * 2.0;
    rival.run = [=, &context, name = *program, middle = *between](GLuint color, GLuint depth,
                                                                  const DofRivalLens& lens, GLuint target) {
        const GladGLContext& gl = context.gl;
        const auto pass = [&](GLuint from, GLuint to, int x, int y) {
            gl.UseProgram(name);
            gl.Uniform2i(0, size.width, size.height);
            gl.Uniform2i(1, x, y);
            set_lens(gl, lens);
            bind_source(context, 0, from);
            bind_read(context, 1, depth, *texels);
            bind_target(context, 0, to);
            dispatch(context, size);
        };
        pass(color, middle->name(), 1, 0);
        pass(middle->name(), target, 0, 1);
        return Result<void>();
    };
    return rival;
}

}  // namespace tapestry::demo
