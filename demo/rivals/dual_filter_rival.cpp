// Bjorge's dual filter: the taps of offline/rivals/dual_filter.cpp.
#include <array>
#include <vector>

#include "rivals/rival_pass.h"

namespace tapestry::demo {
namespace {

std::vector<GatherPass::Tap> down_taps(float offset) {
    std::vector<GatherPass::Tap> taps = {{0.0f, 0.0f, 4.0f / 8.0f, 0.0f}};
    for (const float y : {-offset, offset})
        for (const float x : {-offset, offset}) taps.push_back({x, y, 1.0f / 8.0f, 0.0f});
    return taps;
}

std::vector<GatherPass::Tap> up_taps(float offset) {
    std::vector<GatherPass::Tap> taps;
    for (const float side : {-offset, offset}) {
        taps.push_back({side, 0.0f, 1.0f / 12.0f, 0.0f});
        taps.push_back({0.0f, side, 1.0f / 12.0f, 0.0f});
        for (const float other : {-offset, offset})
            taps.push_back({0.5f * side, 0.5f * other, 2.0f / 12.0f, 0.0f});
    }
    return taps;
}

}  // namespace

Result<Rival> dual_filter_rival(RivalContext& context, const offline::DualFilter& filter, RivalSize size) {
    auto down = GatherPass::create(context, down_taps(static_cast<float>(filter.offset)));
    if (!down) return down.error();
    auto up = GatherPass::create(context, up_taps(static_cast<float>(filter.offset)));
    if (!up) return up.error();
    std::vector<RivalSize> sizes = {size};
    std::vector<std::shared_ptr<Texture>> levels = {nullptr};
    Rival rival;
    rival.name = "dual filter " + std::to_string(filter.levels);
    rival.reads = offline::taps_read(filter);
    for (int level = 1; level <= filter.levels; ++level) {
        sizes.push_back({(sizes.back().width + 1) / 2, (sizes.back().height + 1) / 2});
        auto texture = rival_texture(context, sizes.back());
        if (!texture) return texture.error();
        levels.push_back(std::move(*texture));
        rival.bytes += texture_bytes(sizes.back());
    }
    rival.run = [=, &context, go_down = *down, go_up = *up](GLuint source, GLuint target) {
        for (std::size_t level = 1; level < levels.size(); ++level)
            go_down.run(context, level == 1 ? source : levels[level - 1]->name(), sizes[level - 1],
                        levels[level]->name(), sizes[level], 2.0f);
        for (std::size_t level = levels.size() - 1; level > 0; --level)
            go_up.run(context, levels[level]->name(), sizes[level],
                      level == 1 ? target : levels[level - 1]->name(), sizes[level - 1], 0.5f);
    };
    return rival;
}

}  // namespace tapestry::demo
