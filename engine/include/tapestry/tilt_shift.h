/// Tilt-shift: a sharp band across the picture or an ellipse in it, blur that grows away from it.
#pragma once

#include <memory>

#include "tapestry/effect_frame.h"
#include "tapestry/export.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {

using TiltShiftFrame = EffectFrame;

struct EffectFilter;

class TAPESTRY_ENGINE_EXPORT TiltShift {
  public:
    /// Error: as SparseFilter::create, or a table whose one axis is not radius_px.
    static Result<TiltShift> create(const Device& device, const TapTable& table);

    TiltShift(TiltShift&&) noexcept;
    TiltShift& operator=(TiltShift&&) noexcept;
    ~TiltShift();

    /// Writes the filtered picture. All options may change every frame. Errors: as SparseFilter::apply; a NaN
    /// option.
    Result<void> apply(const TiltShiftFrame& frame, const TiltShiftOptions& options);

  private:
    explicit TiltShift(EffectFilter filter);
    std::unique_ptr<EffectFilter> filter_;
};

}  // namespace tapestry
