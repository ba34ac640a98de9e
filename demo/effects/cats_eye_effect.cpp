#include "tapestry/cats_eye.h"

#include "effects/bound_fields.h"
#include "effects/shared_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {
namespace {

const BoundFields<CatsEyeOptions>& cats_eye_fields() {
    static const BoundFields<CatsEyeOptions> fields = {
        bind<&CatsEyeOptions::radius>({"radius", "Blur radius",
                                       "Of the uncut aperture's picture, relative to the picture's height.",
                                       0.0f, 0.25f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 1, true}),
        bind<&CatsEyeOptions::vignette>(
            {"vignette", "Cut",
             "How much of the aperture the lens barrel hides half a diagonal off the centre.", 0.0f, 0.9f,
             0.0f, 0.9f, 1.0f, 100.0f, " %", 0}),
        bind<&CatsEyeOptions::growth>({"growth", "Growth",
                                       "The cut as this power of the distance from the centre.", 0.25f, 4.0f,
                                       0.25f, 4.0f, 1.0f, 1.0f, "", 2}),
        bind<&CatsEyeOptions::aspect>(aspect_field()),
        bind<&CatsEyeOptions::center_x>(center_x_field("The lens's axis")),
        bind<&CatsEyeOptions::center_y>(center_y_field("The lens's axis")),
    };
    return fields;
}

}  // namespace

EffectKind cats_eye_kind() {
    return {
        "cats-eye",
        "Cat's-eye bokeh",
        "An out-of-focus picture whose bokeh narrows towards the corners, as fast lenses show it.",
        cats_eye_fields().fields(),
        "catseye_0-24_16x3_flat",
        &create_runner<CatsEyeBokeh, &cats_eye_fields>,
        [](std::span<const float> values, const TapTable&, const PictureFacts& picture) {
            return [options = cats_eye_fields().options(values), picture](double x, double y) {
                const MapValue eye = effect_map_at(options, x, y, picture.width, picture.height);
                return PixelFilter{eye.parameters, eye.turn_deg, 1.0, static_cast<double>(options.aspect)};
            };
        }};
}

}  // namespace tapestry::demo
