/// The unknowns of a fit: taps as positions of light and weights.
#pragma once

#include <span>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// A tap as the fit sees it: a point light at the origin is splat, bilinearly, at (x, y) with this weight.
/// The read offset of the filter is minus the position.
struct SplatTap {
    double x = 0.0;
    double y = 0.0;
    double weight = 0.0;
};

struct Cascade {
    std::vector<int> layer_taps;   ///< taps of each layer
    std::vector<SplatTap> values;  ///< layer after layer

    Cascade() = default;
    /// All taps at the origin, of weight 0.
    explicit Cascade(std::vector<int> taps);
    /// Equal layers.
    TAPESTRY_FIT_EXPORT Cascade(int layers, int taps);

    int layers() const { return static_cast<int>(layer_taps.size()); }
    /// Index of a layer's first tap among the values.
    TAPESTRY_FIT_EXPORT int first_tap(int layer) const;
    TAPESTRY_FIT_EXPORT std::span<SplatTap> layer(int index);
    TAPESTRY_FIT_EXPORT std::span<const SplatTap> layer(int index) const;
};

/// Taps of the layers of a cascade of `taps` x `layers` reads, largest first, each about `grading` times as
/// many as the next; 1: equal. No layer is empty or has more than limits::max_taps, if need be at a smaller
/// grading.
TAPESTRY_FIT_EXPORT std::vector<int> graded_layers(int taps, int layers, double grading);

/// Scales every layer's weights to sum 1. Precondition: no layer sums to 0.
TAPESTRY_FIT_EXPORT void normalise_layers(Cascade& cascade);

/// Weighted mean and variance per axis (mean of x and y) of one layer's tap positions.
struct LayerSpread {
    double mean_x = 0.0, mean_y = 0.0, variance = 0.0;
};
TAPESTRY_FIT_EXPORT LayerSpread layer_spread(std::span<const SplatTap> layer);

/// Sorts the layers by spread, smallest first: at a hard step of the parameter map this order leaks least (65
/// dB against 55 in our measurement), because the wide reads come last and see finished pixels.
TAPESTRY_FIT_EXPORT void order_layers(Cascade& cascade);

/// Variance per axis of the cascade's impulse response, bilinear reads included: a read at a fraction f
/// spreads light by f (1 - f).
TAPESTRY_FIT_EXPORT double response_variance(const Cascade& cascade);

/// The cascade for a kernel `ratio` times the size: its taps shrunk so that the impulse response has
/// `variance`, its mean scaled by `ratio`. Bilinear reads blur a little by themselves, and this takes it out
/// (a plain scaling makes small members too wide). A variance below what the moved mean's own bilinear read
/// gives is met as nearly as can be.
TAPESTRY_FIT_EXPORT Cascade scaled_to_variance(const Cascade& cascade, double ratio, double variance);

/// The cascade with every tap turned about the origin, clockwise on the picture: linear in the taps.
TAPESTRY_FIT_EXPORT Cascade turned(Cascade cascade, double angle_deg);

TAPESTRY_FIT_EXPORT Filter to_filter(const Cascade& cascade);

}  // namespace tapestry::offline
