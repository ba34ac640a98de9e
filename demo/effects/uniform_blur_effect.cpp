#include "tapestry/uniform_blur.h"

#include "effects/bound_fields.h"
#include "effects/shared_fields.h"

namespace tapestry::demo {
namespace {

/// The engine takes pixels as well; pictures of any size want heights.
UniformBlurOptions in_heights() {
    UniformBlurOptions options;
    options.sigma = 0.015f;
    options.unit = SigmaUnit::picture_heights;
    return options;
}

const BoundFields<UniformBlurOptions>& uniform_blur_fields() {
    static const BoundFields<UniformBlurOptions> fields(
        {
            bind<&UniformBlurOptions::sigma>({"sigma", "Sigma",
                                              "Standard deviation, relative to the picture's height.", 0.0f,
                                              0.1f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 2, true}),
            bind<&UniformBlurOptions::aspect>(aspect_field()),
        },
        in_heights());
    return fields;
}

}  // namespace

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
