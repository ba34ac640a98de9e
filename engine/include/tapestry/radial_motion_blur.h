/// Zoom and spin blur: the camera moves along its axis, or turns about it.
#pragma once

#include <memory>

#include "tapestry/effect_frame.h"
#include "tapestry/export.h"
#include "tapestry/radial_motion_blur_options.h"

namespace tapestry {

struct EffectFilter;

class TAPESTRY_ENGINE_EXPORT RadialMotionBlur {
  public:
    /// `table`: lines along length_px that lie along x and can be turned (TapTable::turnable), which is
    /// exact; or along length_px and angle_deg. Error: as SparseFilter::create, or other axes.
    static Result<RadialMotionBlur> create(const Device& device, const TapTable& table);

    RadialMotionBlur(RadialMotionBlur&&) noexcept;
    RadialMotionBlur& operator=(RadialMotionBlur&&) noexcept;
    ~RadialMotionBlur();

    /// Writes the filtered picture. All options may change every frame. Errors: as SparseFilter::apply; a NaN
    /// option.
    Result<void> apply(const EffectFrame& frame, const RadialMotionBlurOptions& options);

  private:
    explicit RadialMotionBlur(EffectFilter filter);
    std::unique_ptr<EffectFilter> filter_;
};

}  // namespace tapestry
