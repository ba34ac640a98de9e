// McGraw's low-rank filters where every pixel has its own kernel.
#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

#include "offline/rivals/low_rank.h"
#include "rivals/rival_pass.h"
#include "rivals/varying_rival.h"

namespace tapestry::demo {
namespace {

using Side = std::vector<double> offline::SeparableTerm::*;

/// One node's weights of a direction in the order of the gather, all terms of a cell together.
void append_weights(const std::vector<offline::SeparableTerm>& terms, Side side, int rank, int cells,
                    std::vector<float>& weights) {
    for (int cell = cells; cell-- > 0;)
        for (std::size_t term = 0; term < static_cast<std::size_t>(rank); ++term)
            weights.push_back(term < terms.size()
                                  ? static_cast<float>((terms[term].*side)[static_cast<std::size_t>(cell)])
                                  : 0.0f);
}

/// A term may have both its signs turned around. The second pass reads the terms of neighbouring pixels, so
/// they shall have the signs of the node before, or neighbours of another kernel cancel.
void take_signs(std::vector<offline::SeparableTerm>& terms,
                const std::vector<offline::SeparableTerm>& before) {
    for (std::size_t term = 0; term < std::min(terms.size(), before.size()); ++term) {
        std::vector<double>& across = terms[term].across;
        const double likeness =
            std::inner_product(across.begin(), across.end(), before[term].across.begin(), 0.0);
        if (likeness >= 0.0) continue;
        for (double& weight : across) weight = -weight;
        for (double& weight : terms[term].down) weight = -weight;
    }
}

}  // namespace

Result<VaryingRival> varying_low_rank_rival(RivalContext& context, const KernelGrid& grid, int rank,
                                            RivalSize size) {
    std::vector<float> across_weights;
    std::vector<float> down_weights;
    std::vector<std::vector<offline::SeparableTerm>> nodes;
    for (const DenseKernel& kernel : grid.kernels) {
        auto terms = offline::low_rank_terms(kernel, rank);
        if (!terms) return terms.error();
        // The node before in its row, or the first of the row before.
        const auto columns = static_cast<std::size_t>(grid.counts[1]);
        const std::size_t back = nodes.size() % columns == 0 ? columns : 1;
        if (nodes.size() >= back) take_signs(*terms, nodes[nodes.size() - back]);
        nodes.push_back(*terms);
        append_weights(*terms, &offline::SeparableTerm::across, rank, grid.side(), across_weights);
        append_weights(*terms, &offline::SeparableTerm::down, rank, grid.side(), down_weights);
    }
    const std::array<ShaderDefine, 1> defines = {{{"RANK", rank}}};
    const auto across = rival_program(context, "varying_low_rank_across.comp", defines);
    if (!across) return across.error();
    const auto down = rival_program(context, "varying_low_rank_down.comp", defines);
    if (!down) return down.error();
    auto across_buffer = rival_buffer(context, across_weights);
    if (!across_buffer) return across_buffer.error();
    auto down_buffer = rival_buffer(context, down_weights);
    if (!down_buffer) return down_buffer.error();
    std::vector<std::shared_ptr<Texture>> textures;
    for (int term = 0; term < rank; ++term) {
        auto texture = rival_texture(context, size);
        if (!texture) return texture.error();
        textures.push_back(std::move(*texture));
    }

    KernelGrid places = grid;
    places.kernels.clear();
    VaryingRival rival;
    rival.name = "low-rank " + std::to_string(rank);
    rival.reads = 2.0 * rank * grid.side();
    rival.bytes = texture_bytes(size) * textures.size() + 2 * sizeof(float) * across_weights.size();
    rival.run = [=, &context, first = *across, second = *down, first_weights = *across_buffer,
                 second_weights = *down_buffer](GLuint source, GLuint map, GLuint target) {
        context.gl.UseProgram(first);
        set_grid_uniforms(context, places, size);
        bind_buffer(context, *first_weights);
        bind_source(context, 0, map);
        bind_source(context, 1, source);
        for (GLuint term = 0; term < textures.size(); ++term)
            bind_target(context, term, textures[term]->name());
        dispatch(context, size);

        context.gl.UseProgram(second);
        set_grid_uniforms(context, places, size);
        bind_buffer(context, *second_weights);
        for (GLuint term = 0; term < textures.size(); ++term)
            bind_source(context, 1 + term, textures[term]->name());
        bind_target(context, 0, target);
        dispatch(context, size);
    };
    return rival;
}

}  // namespace tapestry::demo
