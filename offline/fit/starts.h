/// Where a fit begins: the published initialisations, and ours for multi-start.
#pragma once

#include <cstdint>
#include <random>

#include <vector>

#include "tapestry/fit/tap_cascade.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// The generator of every random choice in a fit: one seed, one stream, the same on every platform.
using Random = std::mt19937_64;

/// An independent stream for the `index`-th piece of work of a seed, so that results do not depend on which
/// thread does which piece.
Random random_stream(std::uint64_t seed, std::uint64_t index);

/// Uniform in [0, 1) from 53 bits. The standard's distributions differ between libraries; fits must not.
inline double uniform(Random& random) {
    return static_cast<double>(random() >> 11) * 0x1.0p-53;
}

/// Uniform in 0..count-1.
int uniform_below(int count, Random& random);

enum class StartKind {
    sparse_sampling,    ///< SS, as published
    increasing_radial,  ///< IR, as published
    random,             ///< the ablation's control
    scattered,          ///< ours: SS on the first layer, the others scattered in the gaps that it leaves
};

/// Sparse sampling (SS): the first layer's taps drawn by rejection from the kernel's support (its S lit
/// cells), no two closer than about sqrt(S / (N pi)), weights 1/N. The paper does not say what the other
/// layers do: here layer l's taps are even on a circle of radius spacing * l / (L - 1), which fills the cells
/// that the first layer leaves.
Cascade sparse_sampling_start(const DenseKernel& kernel, int taps, int layers, Random& random);

/// Increasing radial (IR): layer l = 1..L has its taps even on a circle of radius l dr, weights 1/N, with
/// dr = 2 R / (L (L + 1)), so that the layers' radii add up to the kernel's half size R. The paper gives
/// "from the kernel's extent and L" and no formula.
Cascade increasing_radial_start(const DenseKernel& kernel, int taps, int layers);

/// Random: taps uniform in a disk of radius R / sqrt(L) in every layer, so that a disk's variance is met;
/// weights 1/N.
Cascade random_start(const DenseKernel& kernel, int taps, int layers, Random& random);

/// Ours: as sparse sampling, but over all lit cells, denser where they are brighter, and the other layers'
/// taps are scattered over disks instead of circles (1 dB better in the mean after Levenberg-Marquardt, and
/// every start differs). With `allow_negative` the other layers' weights are (1 + 3 u) / N, u in [-1, 1],
/// normalised, over disks 1.5 times as wide: layers that sharpen are never reached from positive weights, and
/// are worth 1 to 2 dB.
/// `layer_taps`: the layer that is sampled first.
Cascade scattered_start(const DenseKernel& kernel, const std::vector<int>& layer_taps, bool allow_negative,
                        Random& random);

/// Of thin kernels: along their length, each layer's taps evenly over the gaps that the layers before leave,
/// weights 1/N. `layer_taps`: the widest first.
Cascade comb_start(const DenseKernel& kernel, const std::vector<int>& layer_taps);

/// True where the light lies along a line: its width is some pixel, its length several.
bool is_thin(const DenseKernel& kernel);

Cascade make_start(StartKind kind, const DenseKernel& kernel, int taps, int layers, Random& random);

}  // namespace tapestry::offline
