#include <cmath>
#include <numbers>
#include <vector>

#include "rivals/rival_pass.h"

namespace tapestry::demo {
namespace {

/// Taps spread evenly over the disk: each stands for the same area, on a spiral of golden angles, whose turns
/// are the rings. Concentric rings of whole numbers of taps do not come out at 64 and at 96.
std::vector<GatherPass::Tap> taps_in_disk(double radius_px, int count) {
    const double golden_angle = std::numbers::pi * (3.0 - std::sqrt(5.0));
    std::vector<GatherPass::Tap> taps;
    for (int i = 0; i < count; ++i) {
        const double distance = radius_px * std::sqrt((i + 0.5) / count);
        taps.push_back({static_cast<float>(distance * std::cos(i * golden_angle)),
                        static_cast<float>(distance * std::sin(i * golden_angle)),
                        1.0f / static_cast<float>(count), 0.0f});
    }
    return taps;
}

}  // namespace

Result<Rival> ring_gather_rival(RivalContext& context, double radius_px, int taps, RivalSize size) {
    auto pass = GatherPass::create(context, taps_in_disk(radius_px, taps));
    if (!pass) return pass.error();
    Rival rival;
    rival.name = "ring gather " + std::to_string(taps);
    rival.reads = taps;
    rival.bytes = static_cast<std::size_t>(taps) * sizeof(GatherPass::Tap);
    rival.run = [=, &context, gather = *pass](GLuint source, GLuint target) {
        gather.run(context, source, size, target, size, 1.0f);
    };
    return rival;
}

}  // namespace tapestry::demo
