#include "tapestry/cats_eye.h"

#include "effects/bound_runner.h"
#include "option_fields/option_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {

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
