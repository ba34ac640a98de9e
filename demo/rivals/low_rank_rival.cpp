// McGraw's low-rank filters, all terms of a direction in one pass.
#include "offline/rivals/low_rank.h"

#include <array>
#include <vector>

#include "rivals/rival_pass.h"

namespace tapestry::demo {
namespace {

/// One direction's weights in the order of the gather, all terms of a cell together.
std::vector<float> component_weights(const std::vector<offline::SeparableTerm>& terms,
                                     std::vector<double> offline::SeparableTerm::*side, int rank) {
    std::vector<float> weights;
    for (std::size_t cell = (terms.front().*side).size(); cell-- > 0;)
        for (int term = 0; term < rank; ++term)
            weights.push_back(static_cast<std::size_t>(term) < terms.size()
                                  ? static_cast<float>((terms[static_cast<std::size_t>(term)].*side)[cell])
                                  : 0.0f);
    return weights;
}

}  // namespace

Result<Rival> low_rank_rival(RivalContext& context, const DenseKernel& kernel, int rank, RivalSize size) {
    const auto terms = offline::low_rank_terms(kernel, rank);
    if (!terms) return terms.error();
    const std::array<ShaderDefine, 1> defines = {{{"RANK", rank}}};
    const auto across = rival_program(context, "low_rank_across.comp", defines);
    if (!across) return across.error();
    const auto down = rival_program(context, "low_rank_down.comp", defines);
    if (!down) return down.error();
    auto across_weights =
        rival_buffer(context, component_weights(*terms, &offline::SeparableTerm::across, rank));
    if (!across_weights) return across_weights.error();
    auto down_weights = rival_buffer(context, component_weights(*terms, &offline::SeparableTerm::down, rank));
    if (!down_weights) return down_weights.error();
    std::vector<std::shared_ptr<Texture>> textures;
    for (int term = 0; term < rank; ++term) {
        auto texture = rival_texture(context, size);
        if (!texture) return texture.error();
        textures.push_back(std::move(*texture));
    }

    Rival rival;
    rival.name = "low-rank " + std::to_string(rank);
    rival.reads = kernel.width + static_cast<double>(rank) * kernel.height;
    rival.bytes = texture_bytes(size) * static_cast<std::size_t>(rank) +
                  2 * sizeof(float) * static_cast<std::size_t>(rank * kernel.width);
    const int half_size = kernel.width / 2;
    rival.run = [=, &context, first = *across, second = *down, first_weights = *across_weights,
                 second_weights = *down_weights](GLuint source, GLuint target) {
        const GladGLContext& gl = context.gl;
        gl.UseProgram(first);
        gl.Uniform2i(0, size.width, size.height);
        gl.Uniform1i(1, half_size);
        bind_buffer(context, *first_weights);
        bind_source(context, 0, source);
        for (GLuint term = 0; term < textures.size(); ++term)
            bind_target(context, term, textures[term]->name());
        dispatch(context, size);

        gl.UseProgram(second);
        gl.Uniform2i(0, size.width, size.height);
        gl.Uniform1i(1, half_size);
        bind_buffer(context, *second_weights);
        for (GLuint term = 0; term < textures.size(); ++term)
            bind_source(context, term, textures[term]->name());
        bind_target(context, 0, target);
        dispatch(context, size);
    };
    return rival;
}

}  // namespace tapestry::demo
