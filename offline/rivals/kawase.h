/// Kawase's blur: passes of four bilinear taps on growing diagonals. Kawase, "Frame Buffer Postprocessing
/// Effects in DOUBLE-S.T.E.A.L", GDC 2003.
#pragma once

#include <span>
#include <vector>

#include "offline/metrics/filter_method.h"
#include "tapestry/image.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// A list of passes known by the size of the Gaussian that it stands for.
struct KawasePreset {
    int size_px = 0;
    std::vector<int> iterations;  ///< pass i reads at (+-(iterations[i] + 0.5), +-(iterations[i] + 0.5))
};

/// 35, 63 and 127: Strugar, "An investigation of fast real-time GPU-based image blur algorithms", Intel 2014.
/// Against the best-fitting Gaussian their L1 and relative L2 errors are .158/.122, .098/.079 and .054/.038.
std::span<const KawasePreset> kawase_presets();

/// stretch: of the diagonals; 1 reads where four texels meet. Above 0.
Filter kawase_filter(std::span<const int> iterations, double stretch = 1.0);

/// Variance per axis of that filter's impulse response.
double kawase_variance(std::span<const int> iterations, double stretch);

/// For a kernel that is a Gaussian: the smallest preset that gets its variance with a stretch of at most 1.2,
/// or else the largest; named "Kawase 63 x 1.14". Error: any other kernel.
Result<FilterMethod> kawase_method(const DenseKernel& kernel);

}  // namespace tapestry::offline
