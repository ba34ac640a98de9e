/// Everything that is measured of a method against a kernel.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "offline/fit/kernel_metrics.h"
#include "offline/metrics/filter_method.h"
#include "offline/metrics/flip.h"
#include "offline/metrics/highlight.h"
#include "offline/metrics/impulse_filter.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// A photograph filtered by the method, against the same filtered by the dense kernel, clamped to the edge.
struct PhotographMetrics {
    double psnr = 0.0;         ///< dB, of all pixels
    double psnr_inside = 0.0;  ///< dB, without the outer pixels that the kernel's box reaches over the edge
    double ssim = 0.0;         ///< 0 when not asked for
    double flip = 0.0;         ///< mean; 0 when not asked for
};

struct MethodMetrics {
    std::string name;
    double taps_read = 0.0;
    KernelMetrics kernel;
    HighlightMetrics highlight;
    std::vector<PhotographMetrics> photographs;

    PhotographMetrics mean() const;
};

struct JudgeOptions {
    bool perceptual = true;  ///< SSIM and FLIP of photographs, which take most of the time
};

/// Compares many methods on one kernel; keeps what they share. For one thread.
class MethodJudge {
  public:
    /// Photographs are linear light, larger than the target and than 11 x 11 pixels. The target has light.
    MethodJudge(DenseKernel target, std::span<const Image> photographs, JudgeOptions options = {});

    MethodMetrics judge(const FilterMethod& method);

  private:
    struct Photograph {
        Image image;
        ImpulseFilter filter;
        Image truth;
        std::vector<FlipPicture> flip_truth;  // one, where asked for
    };
    PhotographMetrics judge(const FilterMethod& method, Photograph& photograph) const;

    DenseKernel target_;
    JudgeOptions options_;
    std::vector<Photograph> photographs_;
};

}  // namespace tapestry::offline
