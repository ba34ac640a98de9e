#include "offline/rivals/sparse_passes.h"

#include <algorithm>
#include <cmath>

namespace tapestry::offline {

int tap_count(const SparsePasses& passes) {
    std::size_t count = 0;
    for (const auto& pass : passes) count += pass.size();
    return static_cast<int>(count);
}

int reach_px(const std::vector<SplatTap>& pass) {
    double reach = 0.0;
    for (const SplatTap& tap : pass) reach = std::max({reach, std::abs(tap.x), std::abs(tap.y)});
    return static_cast<int>(std::ceil(reach));
}

void normalise(std::vector<SplatTap>& pass) {
    double sum = 0.0;
    for (const SplatTap& tap : pass) sum += tap.weight;
    for (SplatTap& tap : pass) tap.weight /= sum;
}

SparsePasses without_idle_taps(const Cascade& cascade) {
    SparsePasses passes(cascade.layers());
    for (int l = 0; l < cascade.layers(); ++l) {
        for (const SplatTap& tap : cascade.layer(l))
            if (tap.weight != 0.0) passes[l].push_back(tap);
        if (passes[l].empty()) passes[l].push_back({0.0, 0.0, 1.0});
    }
    return passes;
}

Cascade to_cascade(const SparsePasses& passes) {
    std::vector<int> layer_taps;
    for (const auto& pass : passes) layer_taps.push_back(static_cast<int>(pass.size()));
    Cascade cascade(std::move(layer_taps));
    for (int l = 0; l < cascade.layers(); ++l)
        std::copy(passes[l].begin(), passes[l].end(), cascade.layer(l).begin());
    return cascade;
}

}  // namespace tapestry::offline
