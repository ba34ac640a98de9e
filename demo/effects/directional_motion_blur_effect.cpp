#include "tapestry/directional_motion_blur.h"

#include "effects/bound_runner.h"
#include "option_fields/option_fields.h"

namespace tapestry::demo {
namespace {

class DirectionalMotionBlurRunner : public EffectRunner {
  public:
    explicit DirectionalMotionBlurRunner(DirectionalMotionBlur effect) : effect_(std::move(effect)) {}
    Result<void> apply(const EffectInput& input, std::span<const float> values) override {
        return effect_.apply(effect_frame(input), 0, directional_motion_blur_fields().options(values));
    }

  private:
    DirectionalMotionBlur effect_;
};

Result<std::unique_ptr<EffectRunner>> create_directional_motion_blur(const Device& device,
                                                                     const TapTable& table) {
    auto effect = DirectionalMotionBlur::create(device, table);
    if (!effect) return effect.error();
    return std::unique_ptr<EffectRunner>(std::make_unique<DirectionalMotionBlurRunner>(std::move(*effect)));
}

}  // namespace

EffectKind directional_motion_blur_kind() {
    return {"directional-motion-blur", "Camera pan",
            "Motion blur of a camera that pans or tilts while the shutter is open.",
            directional_motion_blur_fields().fields(), "line-turned_0-48_12x2_photo",
            create_directional_motion_blur,
            [](std::span<const float> values, const TapTable& table, const PictureFacts& picture) {
                // A photograph stands still but for what the camera does.
                const glm::dvec2 line =
                    directional_motion_line(directional_motion_blur_fields().options(values), glm::dvec2(0.0),
                                            picture.width, picture.height);
                return [pixel = sized_and_turned(table, line)](double, double) { return pixel; };
            },
            // A still photograph blurs only when the camera moves: a new effect should show what it does.
            [](std::span<float> values) { values[0] = 0.05f; }};
}

}  // namespace tapestry::demo
