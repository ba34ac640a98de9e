/// Perturbations that carry a converged cascade out of its basin, for basin hopping.
///
/// Source of the scheme: Wales, Doye, "Global Optimization by Basin-Hopping", J. Phys. Chem. A 101, 1997.
#pragma once

#include "offline/fit/objective.h"
#include "offline/fit/starts.h"
#include "tapestry/fit/tap_cascade.h"

namespace tapestry::offline {

/// A random one of seven moves: kick a few taps; teleport a weak tap beside another and share its weight;
/// jitter a layer; jitter every layer; re-weight a few taps (with `allow_negative` also across 0); swell or
/// shrink a layer; and, two times in five, redirect: weak taps go to where the cost's gradient asks for one.
/// Redirecting is worth 2.5 dB on coma, whose light is uneven, and nothing on even shapes (24 x 4, 4 s).
/// Lengths are in units of `reach_px`, the kernel's half size. `objective` is used. Measured but dropped, as
/// they gain less than half as much an iteration: drawing a layer anew, throwing one tap anywhere.
Cascade perturbed(const Cascade& cascade, double reach_px, bool allow_negative, Objective& objective,
                  Random& random);

}  // namespace tapestry::offline
