/// Every kind of effect, each in a file of its name.
#pragma once

#include <utility>

#include "effects/effect_kind.h"
#include "tapestry/depth_of_field_options.h"
#include "tapestry/effect_frame.h"
#include "tapestry/focal_plane_options.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry::demo {

EffectKind cats_eye_kind();
EffectKind depth_of_field_kind();
EffectKind directional_motion_blur_kind();
EffectKind lens_psf_kind();
EffectKind radial_motion_blur_kind();
EffectKind rotational_bokeh_kind();
EffectKind tilt_shift_kind();
EffectKind tilted_focus_kind();
EffectKind uniform_blur_kind();

/// Fields that several effects have.
OptionField center_x_field(const char* what);
OptionField center_y_field(const char* what);
OptionField aspect_field();

/// The engine's frame of an input.
EffectFrame effect_frame(const EffectInput& input);

/// Runs an effect of the engine whose apply takes a frame and the options that `Bound` makes of values.
template <class Effect, auto Bound>
class BoundRunner : public EffectRunner {
  public:
    explicit BoundRunner(Effect effect) : effect_(std::move(effect)) {}
    Result<void> apply(const EffectInput& input, std::span<const float> values) override {
        return effect_.apply(effect_frame(input), Bound().options(values));
    }

  private:
    Effect effect_;
};

template <class Effect, auto Bound>
Result<std::unique_ptr<EffectRunner>> create_runner(const Device& device, const TapTable& table) {
    auto effect = Effect::create(device, table);
    if (!effect) return effect.error();
    return std::unique_ptr<EffectRunner>(std::make_unique<BoundRunner<Effect, Bound>>(std::move(*effect)));
}

inline constexpr const char* depth_of_field_name = "depth-of-field";

/// Focus and aperture among the values of depth of field.
void store_lens(const Lens& lens, std::span<float> values);
float& focus_distance_of(std::span<float> values);
float& f_number_of(std::span<float> values);
DepthOfFieldOptions depth_of_field_options(std::span<const float> values);
/// Where autofocus looks, [0, 1] of the picture from its top left.
void look_for_focus_at(float x, float y, std::span<float> values);

inline constexpr const char* tilted_focus_name = "tilted-focus";

/// But for the camera's field of view.
FocalPlaneOptions tilted_focus_options(std::span<const float> values);

/// The band's options, for handles that are dragged on the picture.
TiltShiftOptions tilt_shift_options(std::span<const float> values);
void store_tilt_shift_options(const TiltShiftOptions& options, std::span<float> values);

}  // namespace tapestry::demo
