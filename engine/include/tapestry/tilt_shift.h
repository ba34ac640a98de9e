/// Tilt-shift: a sharp band across the picture or an ellipse in it, blur that grows away from it.
#pragma once

#include <memory>

#include "tapestry/effect_frame.h"
#include "tapestry/focal_plane_options.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {

using TiltShiftFrame = EffectFrame;

struct EffectFilter;

class TiltShift {
  public:
    /// Error: as SparseFilter::create, or a table whose one axis is not radius_px.
    static Result<TiltShift> create(const Device& device, const TapTable& table);

    TiltShift(TiltShift&&) noexcept;
    TiltShift& operator=(TiltShift&&) noexcept;
    ~TiltShift();

    /// Writes the filtered picture. All options may change every frame. Errors: as SparseFilter::apply; a NaN
    /// option.
    Result<void> apply(const TiltShiftFrame& frame, const TiltShiftOptions& options);

    /// The same by real depth: a tilted plane of focus. `depth_texture`: GL_TEXTURE_2D of the source's size
    /// with depth in its red channel. Every pixel gathers as if its neighbours lay beside it; where things
    /// hide each other, DepthOfField knows better. Errors: as above; a depth texture of another size; a
    /// convention that check of lens.h refuses, or DepthKind::signed_coc.
    Result<void> apply(const EffectFrame& frame, std::uint32_t depth_texture, const DepthConvention& depth,
                       const FocalPlaneOptions& options);

  private:
    explicit TiltShift(EffectFilter filter);
    std::unique_ptr<EffectFilter> filter_;
};

}  // namespace tapestry
