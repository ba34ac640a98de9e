#include "offline/rivals/separable_gaussian.h"

#include <cmath>
#include <vector>

#include "rivals/rival_pass.h"

namespace tapestry::demo {
namespace {

Result<GatherPass> pass_of(RivalContext& context, std::span<const BlendedTap> taps) {
    std::vector<GatherPass::Tap> records;
    for (const BlendedTap& tap : taps)
        records.push_back(
            {static_cast<float>(tap.dx), static_cast<float>(tap.dy), static_cast<float>(tap.weight), 0.0f});
    return GatherPass::create(context, records);
}

}  // namespace

Result<Rival> separable_gaussian_rival(RivalContext& context, double sigma_px, RivalSize size) {
    const int half_size = static_cast<int>(std::ceil(3.0 * sigma_px));
    const Filter filter = offline::separable_gaussian_filter(sigma_px, half_size, half_size);
    auto across = pass_of(context, filter.layer(0));
    if (!across) return across.error();
    auto down = pass_of(context, filter.layer(1));
    if (!down) return down.error();
    auto between = rival_texture(context, size);
    if (!between) return between.error();

    Rival rival;
    rival.name = "separable Gaussian";
    rival.reads = 2.0 * filter.layer_taps[0];
    rival.bytes = texture_bytes(size) + 2 * filter.layer_taps[0] * sizeof(GatherPass::Tap);
    rival.run = [=, &context, first = *across, second = *down, middle = *between](GLuint source,
                                                                                  GLuint target) {
        first.run(context, source, size, middle->name(), size, 1.0f);
        second.run(context, middle->name(), size, target, size, 1.0f);
    };
    return rival;
}

}  // namespace tapestry::demo
