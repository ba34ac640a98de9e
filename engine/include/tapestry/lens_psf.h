/// A lens's point-spread function, different in every part of the field.
#pragma once

#include <memory>

#include "tapestry/effect_frame.h"
#include "tapestry/export.h"
#include "tapestry/lens_psf_options.h"

namespace tapestry {

struct EffectFilter;

class TAPESTRY_ENGINE_EXPORT LensPsf {
  public:
    /// `table`: aberrations along strength_waves, turnable, or along strength_waves and angle_deg. Error: as
    /// SparseFilter::create, other axes, a table of one axis that is not turnable.
    static Result<LensPsf> create(const Device& device, const TapTable& table);

    LensPsf(LensPsf&&) noexcept;
    LensPsf& operator=(LensPsf&&) noexcept;
    ~LensPsf();

    /// Writes the filtered picture. All options may change every frame. Errors: as SparseFilter::apply; a NaN
    /// option.
    Result<void> apply(const EffectFrame& frame, const LensPsfOptions& options);

  private:
    explicit LensPsf(EffectFilter filter);
    std::unique_ptr<EffectFilter> filter_;
};

}  // namespace tapestry
