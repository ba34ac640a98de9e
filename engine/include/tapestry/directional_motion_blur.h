/// Motion blur along the velocity of every pixel.
///
/// What it does NOT do: look behind things that move. Each pixel gathers along its own velocity, as if its
/// neighbours moved alike.
#pragma once

#include <memory>

#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/effect_frame.h"
#include "tapestry/export.h"

namespace tapestry {

struct EffectFilter;

class TAPESTRY_ENGINE_EXPORT DirectionalMotionBlur {
  public:
    /// `table`: lines along length_px that lie along x and can be turned (TapTable::turnable), which is
    /// exact; or along length_px and angle_deg. Error: as SparseFilter::create, or other axes.
    static Result<DirectionalMotionBlur> create(const Device& device, const TapTable& table);

    DirectionalMotionBlur(DirectionalMotionBlur&&) noexcept;
    DirectionalMotionBlur& operator=(DirectionalMotionBlur&&) noexcept;
    ~DirectionalMotionBlur();

    /// Writes the filtered picture. `velocity_texture`: GL_RG16F or GL_RG32F, in pixels of the source a
    /// frame whatever its own size is, right and down on the picture (whatever row0 is); 0: only what the
    /// options add. All options may change every frame. Errors: as SparseFilter::apply; a NaN option; a
    /// velocity texture of another format.
    Result<void> apply(const EffectFrame& frame, const DataView& velocity_texture,
                       const DirectionalMotionBlurOptions& options);

  private:
    explicit DirectionalMotionBlur(EffectFilter filter);
    std::unique_ptr<EffectFilter> filter_;
};

}  // namespace tapestry
