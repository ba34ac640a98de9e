#include "offline/fit/hops.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace tapestry::offline {
namespace {

void move(SplatTap& tap, double distance, Random& random) {
    const double angle = 2.0 * std::numbers::pi * uniform(random);
    tap.x += distance * std::cos(angle);
    tap.y += distance * std::sin(angle);
}

SplatTap& any_tap(Cascade& cascade, Random& random) {
    return cascade.values[uniform_below(static_cast<int>(cascade.values.size()), random)];
}

std::span<SplatTap> any_layer(Cascade& cascade, Random& random) {
    return cascade.layer(uniform_below(cascade.layers(), random));
}

// Between 3 % and 23 % of the reach: from less than a tap's spacing to several.
void kick_taps(Cascade& cascade, double reach, Random& random) {
    const int count = 1 + uniform_below(8, random);
    const double distance = reach * 0.03 * std::pow(8.0, uniform(random));
    for (int i = 0; i < count; ++i) move(any_tap(cascade, random), distance, random);
}

// The weakest of `draws` random taps of a layer.
int weak_tap(std::span<const SplatTap> layer, int draws, Random& random) {
    const int taps = static_cast<int>(layer.size());
    int weak = uniform_below(taps, random);
    for (int i = 0; i < draws; ++i) {
        const int other = uniform_below(taps, random);
        if (std::abs(layer[other].weight) < std::abs(layer[weak].weight)) weak = other;
    }
    return weak;
}

// A weak tap goes beside another one and takes half of that one's weight.
void teleport_tap(Cascade& cascade, double reach, Random& random) {
    const std::span<SplatTap> layer = any_layer(cascade, random);
    const int taps = static_cast<int>(layer.size());
    const int weak = weak_tap(layer, taps / 3, random);
    const int host = uniform_below(taps, random);
    if (host == weak) return;
    layer[host].weight = 0.5 * (layer[host].weight + layer[weak].weight);
    layer[weak] = layer[host];
    move(layer[weak], reach * (0.02 + 0.1 * uniform(random)), random);
}

// The whole pixel within reach where a further tap of the layer lowers the cost most, of a random share of
// them, and its best weight.
SplatTap best_further_tap(const FurtherTap& further, int n, int reach, bool allow_negative, Random& random) {
    constexpr double least_share = 0.05, largest_weight = 0.3;
    const double share = least_share * std::pow(1.0 / least_share, uniform(random));
    SplatTap best;
    double steepest = 0.0;
    for (int y = -reach; y <= reach; ++y)
        for (int x = -reach; x <= reach; ++x) {
            const double slope = -further.gradient[static_cast<std::size_t>(y & (n - 1)) * n + (x & (n - 1))];
            const double gain = allow_negative ? std::abs(slope) : slope;
            if (gain <= steepest || uniform(random) >= share) continue;
            steepest = gain;
            best = {static_cast<double>(x), static_cast<double>(y), slope / further.curvature};
        }
    best.weight = std::clamp(best.weight, -largest_weight, largest_weight);
    return best;
}

// Source of the choice of the place: Mallat, Zhang, "Matching Pursuits with Time-Frequency Dictionaries",
// IEEE Transactions on Signal Processing 41(12), 1993.
void redirect_taps(Cascade& cascade, double reach, bool allow_negative, Objective& objective,
                   Random& random) {
    const int n = objective.grid(), cells = std::min(n / 2 - 1, static_cast<int>(reach) + 3);
    for (int count = 1 + uniform_below(4, random); count > 0; --count) {
        const int l = uniform_below(cascade.layers(), random);
        const std::span<SplatTap> layer = cascade.layer(l);
        const int weak = weak_tap(layer, static_cast<int>(layer.size()) / 2, random);
        objective.evaluate(cascade);
        layer[weak] = best_further_tap(objective.further_tap(l), n, cells, allow_negative, random);
        move(layer[weak], 0.3 * uniform(random), random);
    }
}

void jitter(std::span<SplatTap> taps, double distance, Random& random) {
    for (SplatTap& tap : taps) move(tap, distance * uniform(random), random);
}

void reweight_taps(Cascade& cascade, bool allow_negative, Random& random) {
    const int count = 1 + uniform_below(6, random);
    for (int i = 0; i < count; ++i)
        any_tap(cascade, random).weight *=
            allow_negative ? 3.0 * uniform(random) - 1.0 : 2.0 * uniform(random);
}

void resize_layer(Cascade& cascade, Random& random) {
    const std::span<SplatTap> layer = any_layer(cascade, random);
    const LayerSpread spread = layer_spread(layer);
    const double factor = 0.6 + 0.8 * uniform(random);
    for (SplatTap& tap : layer) {
        tap.x = spread.mean_x + (tap.x - spread.mean_x) * factor;
        tap.y = spread.mean_y + (tap.y - spread.mean_y) * factor;
    }
}

bool can_be_normalised(const Cascade& cascade) {
    for (int l = 0; l < cascade.layers(); ++l) {
        double sum = 0.0;
        for (const SplatTap& tap : cascade.layer(l)) sum += tap.weight;
        if (sum < 0.1) return false;
    }
    return true;
}

}  // namespace

Cascade perturbed(const Cascade& cascade, double reach_px, bool allow_negative, Objective& objective,
                  Random& random) {
    Cascade result = cascade;
    switch (uniform_below(10, random)) {
        case 0:
            kick_taps(result, reach_px, random);
            break;
        case 1:
            teleport_tap(result, reach_px, random);
            break;
        case 2:
            jitter(any_layer(result, random), 0.05 * reach_px * uniform(random), random);
            break;
        case 3:
            jitter(result.values, 0.02 * reach_px * uniform(random), random);
            break;
        case 4:
            reweight_taps(result, allow_negative, random);
            break;
        case 5:
            resize_layer(result, random);
            break;
        default:
            redirect_taps(result, reach_px, allow_negative, objective, random);
            break;
    }
    if (!can_be_normalised(result)) return cascade;
    normalise_layers(result);
    return result;
}

}  // namespace tapestry::offline
