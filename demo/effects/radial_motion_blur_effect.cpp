#include "tapestry/radial_motion_blur.h"

#include <array>

#include "effects/bound_runner.h"
#include "option_fields/option_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {

EffectKind radial_motion_blur_kind() {
    return {"radial-motion-blur",
            "Zoom and spin blur",
            "The picture moves towards its centre or about it while the shutter is open.",
            radial_motion_blur_fields().fields(),
            "line-turned_0-48_12x2_photo",
            &create_runner<RadialMotionBlur, &radial_motion_blur_fields>,
            [](std::span<const float> values, const TapTable& table, const PictureFacts& picture) {
                return [options = radial_motion_blur_fields().options(values), &table, picture](double x,
                                                                                                double y) {
                    return sized_and_turned(
                        table, effect_map_at(options, x, y, picture.width, picture.height).parameters);
                };
            }};
}

}  // namespace tapestry::demo
