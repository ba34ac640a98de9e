/// Where a fit begins: the published initialisations.
#pragma once

#include <cstdint>
#include <random>

#include "offline/fit/cascade.h"
#include "tapestry/reference.h"

namespace tapestry::offline {

/// The generator of every random choice in a fit: one seed, one stream, the same on every platform.
using Random = std::mt19937_64;

/// Uniform in [0, 1) from 53 bits. The standard's distributions differ between libraries; fits must not.
inline double uniform(Random& random) {
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

/// Sparse sampling (SS): the first layer's taps drawn by rejection from the kernel's support (its S lit
/// cells), no two closer than about sqrt(S / (N pi)), weights 1/N; the other layers fill what lies between
/// them: layer l's taps are even on a circle of radius `spacing * l / (L - 1)`, each turned by half a step
/// against the one before.
Cascade sparse_sampling_start(const DenseKernel& kernel, int taps, int layers, Random& random);

}  // namespace tapestry::offline
