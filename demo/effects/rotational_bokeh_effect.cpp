#include "tapestry/rotational_bokeh.h"

#include "effects/bound_runner.h"
#include "option_fields/option_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {

EffectKind rotational_bokeh_kind() {
    return {"rotational-bokeh",
            "Rotational bokeh",
            "The swirl of Petzval lenses: blur that is long along circles about the centre.",
            rotational_bokeh_fields().fields(),
            "ellipse-turned_0-24_16x3_photo",
            &create_runner<RotationalBokeh, &rotational_bokeh_fields>,
            [](std::span<const float> values, const TapTable& table, const PictureFacts& picture) {
                return [options = rotational_bokeh_fields().options(values), &table, picture](double x,
                                                                                              double y) {
                    return sized_and_turned(
                        table, effect_map_at(options, x, y, picture.width, picture.height).parameters);
                };
            }};
}

}  // namespace tapestry::demo
