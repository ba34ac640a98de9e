/// The tables that the benchmark runs.
#pragma once

#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::bench {

/// The shipped disks, radius 0..24 px and beyond, 24 taps in 4 layers.
Result<TapTable> shipped_disks();

/// A disk fitted at 24 px here and now, scaled to another radius; no axes.
Result<TapTable> fitted_disk(int taps, int layers, double radius_px);

/// The shipped disks squeezed across into ellipses: a second axis `aspect` from 0.5 to 1.
TapTable squeezed(const TapTable& disks);

}  // namespace tapestry::bench
