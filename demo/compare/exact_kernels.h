/// The dense kernels that an effect is to make, pixel by pixel, or those that another method would put in
/// their place.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "effects/pixel_filter.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/image.h"

namespace tapestry::demo {

/// Whose kernels a picture is gathered with, all of them densely: what a method shows, not what it costs.
enum class KernelMethod {
    exact,     ///< the kernels that the table was fitted to
    gaussian,  ///< of the same spread: what blurs that know no shape do
    low_rank,  ///< the nearest sum of two separable kernels (McGraw 2015)
};

class ExactKernels {
  public:
    ExactKernels(offline::KernelField field, std::vector<Axis> axes, KernelMethod method);

    /// The same with rounded numbers, so that neighbours share kernels, and within the table's axes.
    PixelFilter rounded(PixelFilter pixel) const;

    /// Of a rounded filter. Any thread.
    DenseKernel at(const PixelFilter& pixel);

    struct Less {
        bool operator()(const PixelFilter& a, const PixelFilter& b) const;
    };

  private:
    DenseKernel make(const PixelFilter& pixel) const;
    Result<DenseKernel> turned_by_cells(const PixelFilter& pixel) const;

    const offline::KernelField field_;
    const std::vector<Axis> axes_;
    const KernelMethod method_;
    std::mutex mutex_;
    std::map<PixelFilter, DenseKernel, Less> kernels_;
    std::size_t cells_ = 0;  ///< of all kernels
};

/// Clockwise on the picture, about the middle of its middle cell, read bilinearly.
DenseKernel turned(const DenseKernel& kernel, double turn_deg);

/// Every cell a box of sx by sy cells, about the same middle.
DenseKernel stretched(const DenseKernel& kernel, double sx, double sy);

}  // namespace tapestry::demo
