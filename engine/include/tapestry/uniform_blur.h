/// A Gaussian blur of exactly the sigma that is asked for, the same at every pixel.
///
/// Exact in its meaning: the variance of a point light's picture is sigma squared, within 1 % from sigma 1 px
/// on. Below that the sampled Gaussian itself has another variance than its sigma says.
#pragma once

#include <memory>

#include "tapestry/effect_frame.h"
#include "tapestry/export.h"
#include "tapestry/uniform_blur_options.h"

namespace tapestry {

class TAPESTRY_ENGINE_EXPORT UniformBlur {
  public:
    /// `table`: Gaussians along sigma_px. Error: as SparseFilter::create, or other axes.
    static Result<UniformBlur> create(const Device& device, const TapTable& table);

    UniformBlur(UniformBlur&&) noexcept;
    UniformBlur& operator=(UniformBlur&&) noexcept;
    ~UniformBlur();

    /// Writes the blurred picture. The frame's resolution is the finest that is used: sigmas past the table's
    /// last knot work at a half and those past twice that at a quarter. All options may change every frame.
    /// Errors: as SparseFilter::apply; a NaN option.
    Result<void> apply(const EffectFrame& frame, const UniformBlurOptions& options);

  private:
    struct Impl;
    explicit UniformBlur(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry
