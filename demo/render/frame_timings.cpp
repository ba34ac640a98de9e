#include "render/frame_timings.h"

#include <algorithm>

namespace tapestry::demo {
namespace {

constexpr std::string_view prefix = "tapestry ";

}  // namespace

void FrameTimings::add(double wall_milliseconds, int width, int height, std::span<const PassTime> passes) {
    RenderedFrame frame{wall_milliseconds, width, height, {}};
    for (const PassTime& pass : passes) {
        std::string_view name = pass.name;
        if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
        const auto known = std::find_if(frame.passes.begin(), frame.passes.end(),
                                        [&](const RenderedPass& each) { return each.name == name; });
        if (known == frame.passes.end()) {
            frame.passes.push_back({std::string(name), pass.milliseconds});
        } else {
            known->milliseconds += pass.milliseconds;
        }
    }
    frames_.push_back(std::move(frame));
    if (frames_.size() > most_frames) frames_.pop_front();
}

}  // namespace tapestry::demo
