#include "tapestry/tilt_shift.h"

#include <array>

#include "effects/bound_runner.h"
#include "effects/known_effects.h"
#include "option_fields/option_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {

EffectKind tilt_shift_kind() {
    return {
        "tilt-shift",
        "Tilt-shift",
        "A sharp band across the picture and blur that grows away from it: big scenes look like miniatures.",
        tilt_shift_fields().fields(),
        "disk_0-24_24x4_photo",
        &create_runner<TiltShift, &tilt_shift_fields>,
        [](std::span<const float> values, const TapTable&, const PictureFacts& picture) {
            return [options = tilt_shift_fields().options(values), picture](double x, double y) {
                PixelFilter pixel;
                pixel.parameter.x = effect_map_at(options, x, y, picture.width, picture.height).parameters.x;
                pixel.aspect = static_cast<double>(options.aspect);
                return pixel;
            };
        },
        {},
        {},
        [](std::span<const float> values) { return tilt_shift_fields().options(values).grade; }};
}

TiltShiftOptions tilt_shift_options(std::span<const float> values) {
    return tilt_shift_fields().options(values);
}

void store_tilt_shift_options(const TiltShiftOptions& options, std::span<float> values) {
    tilt_shift_fields().store(options, values);
}

}  // namespace tapestry::demo
