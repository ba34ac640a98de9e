/// A cascade whose passes need not have the same number of taps.
#pragma once

#include <vector>

#include "tapestry/fit/tap_cascade.h"

namespace tapestry::offline {

/// [pass][tap]; every pass holds at least one tap.
using SparsePasses = std::vector<std::vector<SplatTap>>;

/// Taps over all passes: the reads a pixel costs.
int tap_count(const SparsePasses& passes);

/// Largest coordinate of a tap, on either axis, in whole pixels rounded up.
int reach_px(const std::vector<SplatTap>& pass);

/// Scales a pass's weights to sum 1. Precondition: they do not sum to 0.
void normalise(std::vector<SplatTap>& pass);

/// The taps of a cascade, without those of weight 0. A pass of nothing but those reads its input once.
SparsePasses without_idle_taps(const Cascade& cascade);

/// The same filter.
Cascade to_cascade(const SparsePasses& passes);

}  // namespace tapestry::offline
