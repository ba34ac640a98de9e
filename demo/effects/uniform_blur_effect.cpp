#include "tapestry/uniform_blur.h"

#include "effects/bound_runner.h"
#include "option_fields/option_fields.h"

namespace tapestry::demo {

EffectKind uniform_blur_kind() {
    return {"uniform-blur",
            "Gaussian blur",
            "The same Gaussian at every pixel, of exactly the sigma that is asked for.",
            uniform_blur_fields().fields(),
            "gaussian_0-11_12x4_photo",
            &create_runner<UniformBlur, &uniform_blur_fields>,
            [](std::span<const float> values, const TapTable&, const PictureFacts& picture) {
                PixelFilter pixel;
                if (const auto options = clamped(uniform_blur_fields().options(values), picture.height)) {
                    pixel.parameter.x = static_cast<double>(options->sigma);
                    pixel.aspect = static_cast<double>(options->aspect);
                }
                return [pixel](double, double) { return pixel; };
            }};
}

}  // namespace tapestry::demo
