#include "tapestry/uniform_blur.h"

#include "effects/bound_fields.h"
#include "effects/kinds.h"

namespace tapestry::demo {
namespace {

/// The engine takes pixels as well; pictures of any size want heights.
UniformBlurOptions in_heights() {
    UniformBlurOptions options;
    options.sigma = 0.015f;
    options.unit = SigmaUnit::picture_heights;
    return options;
}

using Options = UniformBlurOptions;

const BoundFields<Options>& bound() {
    static const BoundFields<Options> fields(
        {
            bind<&Options::sigma>({"sigma", "Sigma", "Standard deviation, relative to the picture's height.",
                                   0.0f, 0.1f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 2, true}),
            bind<&Options::aspect>(aspect_field()),
        },
        in_heights());
    return fields;
}

}  // namespace

EffectKind uniform_blur_kind() {
    return {"uniform-blur",
            "Gaussian blur",
            "The same Gaussian at every pixel, of exactly the sigma that is asked for.",
            bound().fields(),
            "gaussian_0-11_12x4_photo",
            &create_runner<UniformBlur, &bound>,
            [](std::span<const float> values, const TapTable&, const PictureFacts& picture) {
                PixelFilter pixel;
                if (const auto options = clamped(bound().options(values), picture.height)) {
                    pixel.parameter.x = static_cast<double>(options->sigma);
                    pixel.aspect = static_cast<double>(options->aspect);
                }
                return [pixel](double, double) { return pixel; };
            }};
}

}  // namespace tapestry::demo
