// Dense gathers, plain and from shared memory.
#include <array>
#include <vector>

#include "rivals/rival_pass.h"

namespace tapestry::demo {
namespace {

// Of dense_shared.comp: 256 invocations, and the ring for radius 48 takes 8 KiB.
constexpr int tile_x = 32;
constexpr int tile_y = 8;
constexpr int most_half_size = 48;

/// Weights in the order of the gather: the kernel is the picture of a point, so it is turned by half a turn.
std::vector<float> gather_weights(const DenseKernel& kernel) {
    double sum = 0.0;
    for (const double value : kernel.values) sum += value;
    std::vector<float> weights;
    for (std::size_t i = kernel.values.size(); i-- > 0;)
        weights.push_back(static_cast<float>(kernel.values[i] / sum));
    return weights;
}

Result<Rival> make(RivalContext& context, const DenseKernel& kernel, RivalSize size, std::string name,
                   GLuint program, int group_x, int group_y) {
    auto weights = rival_buffer(context, gather_weights(kernel));
    if (!weights) return weights.error();
    Rival rival;
    rival.name = std::move(name);
    rival.reads = static_cast<double>(kernel.values.size());
    rival.bytes = kernel.values.size() * sizeof(float);
    const int half_x = kernel.width / 2;
    const int half_y = kernel.height / 2;
    rival.run = [=, &context, buffer = *weights](GLuint source, GLuint target) {
        context.gl.UseProgram(program);
        context.gl.Uniform2i(0, size.width, size.height);
        context.gl.Uniform2i(1, half_x, half_y);
        bind_buffer(context, *buffer);
        bind_source(context, 0, source);
        bind_target(context, 0, target);
        dispatch(context, size, group_x, group_y);
    };
    return rival;
}

}  // namespace

Result<Rival> dense_rival(RivalContext& context, const DenseKernel& kernel, RivalSize size) {
    const auto program = rival_program(context, "dense.comp");
    if (!program) return program.error();
    return make(context, kernel, size, "dense", *program, 16, 8);
}

Result<Rival> dense_shared_rival(RivalContext& context, const DenseKernel& kernel, RivalSize size) {
    if (kernel.width / 2 > most_half_size || kernel.height / 2 > most_half_size)
        return Error{"dense, shared memory: the kernel is too large"};
    const std::array<ShaderDefine, 3> defines = {
        {{"TILE_X", tile_x}, {"TILE_Y", tile_y}, {"MOST_HALF_SIZE", most_half_size}}};
    const auto program = rival_program(context, "dense_shared.comp", defines);
    if (!program) return program.error();
    return make(context, kernel, size, "dense, shared memory", *program, tile_x, tile_y);
}

}  // namespace tapestry::demo
