// Dense gathers of kernels that differ from pixel to pixel.
#include <array>
#include <vector>

#include "rivals/rival_pass.h"
#include "rivals/varying_rival.h"

namespace tapestry::demo {

Result<GpuKernelGrid> upload_kernel_grid(RivalContext& context, const KernelGrid& grid) {
    std::vector<float> weights;
    for (const DenseKernel& kernel : grid.kernels)
        // The kernel is the picture of a point, so it is turned by half a turn.
        for (std::size_t i = kernel.values.size(); i-- > 0;)
            weights.push_back(static_cast<float>(kernel.values[i]));
    auto buffer = rival_buffer(context, weights);
    if (!buffer) return buffer.error();
    GpuKernelGrid uploaded{std::move(*buffer), grid, weights.size() * sizeof(float)};
    uploaded.grid.kernels.clear();
    return uploaded;
}

Result<VaryingRival> varying_dense_rival(RivalContext& context, const GpuKernelGrid& grid, RivalSize size,
                                         Lookup lookup) {
    const std::array<ShaderDefine, 1> defines = {{{"BLENDED", lookup == Lookup::blended ? 1 : 0}}};
    const auto program = rival_program(context, "varying_dense.comp", defines);
    if (!program) return program.error();
    VaryingRival rival;
    rival.name = lookup == Lookup::blended ? "dense, blended kernels" : "dense";
    rival.reads = grid.grid.side() * grid.grid.side();
    rival.bytes = grid.bytes;
    rival.run = [=, &context, found = *program](GLuint source, GLuint map, GLuint target) {
        context.gl.UseProgram(found);
        set_grid_uniforms(context, grid.grid, size);
        bind_buffer(context, *grid.weights);
        bind_source(context, 0, source);
        bind_source(context, 1, map);
        bind_target(context, 0, target);
        dispatch(context, size);
    };
    return rival;
}

void set_grid_uniforms(RivalContext& context, const KernelGrid& grid, RivalSize size) {
    const GladGLContext& gl = context.gl;
    gl.Uniform2i(0, size.width, size.height);
    gl.Uniform1i(1, grid.half_size);
    gl.Uniform2i(2, grid.counts[0], grid.counts[1]);
    gl.Uniform2f(3, grid.first.x, grid.first.y);
    gl.Uniform2f(4, 1.0f / grid.step.x, 1.0f / grid.step.y);
}

}  // namespace tapestry::demo
