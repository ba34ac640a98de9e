/// The blend of neighbouring entries at a parameter: what `evaluate` and the per-pixel cascade share.
#pragma once

#include <array>
#include <cstddef>
#include <span>

#include "tapestry/export.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// The entries around a parameter and their shares. Entries whose share is 0 are not listed.
struct Blend {
    std::array<std::size_t, 4> entries = {};
    std::array<double, 4> shares = {};  ///< positive, sum to 1
    std::size_t count = 0;              ///< 1, 2 or 4
    double offset_scale = 1.0;
    bool identity = false;  ///< every listed entry is the identity
};

/// Finds the entries to blend; `parameter` as in `evaluate`.
TAPESTRY_CORE_EXPORT Blend locate_entries(const TapTable& table, std::span<const double> parameter);

/// Blends one tap; `entries` are its records, one an entry. Same function in shaders/include/taps.glsl.
BlendedTap blend_tap(const Tap* entries, const Blend& blend);

/// Blends the taps of one layer into `taps`, which has room for the layer.
void blend_layer(const TapTable& table, std::size_t layer, const Blend& blend, BlendedTap* taps);

}  // namespace tapestry
