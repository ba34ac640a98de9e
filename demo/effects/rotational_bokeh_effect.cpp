#include "tapestry/rotational_bokeh.h"

#include "effects/bound_fields.h"
#include "effects/shared_fields.h"
#include "reference/effect_maps.h"

namespace tapestry::demo {
namespace {

const BoundFields<RotationalBokehOptions>& rotational_bokeh_fields() {
    static const BoundFields<RotationalBokehOptions> fields = {
        bind<&RotationalBokehOptions::max_radius>(
            {"max_radius", "Blur radius",
             "Half the long axis of the blur, half a diagonal off the centre, "
             "relative to the picture's height.",
             0.0f, 0.25f, 0.0f, 0.1f, 2.0f, 100.0f, " %", 1, true}),
        bind<&RotationalBokehOptions::growth>(
            {"growth", "Growth",
             "The blur's size as this power of the distance from the centre: above 1 the middle "
             "stays sharp longer.",
             0.25f, 4.0f, 0.25f, 4.0f, 1.0f, 1.0f, "", 2}),
        bind<&RotationalBokehOptions::center_x>(center_x_field("What the picture swirls about")),
        bind<&RotationalBokehOptions::center_y>(center_y_field("What the picture swirls about")),
    };
    return fields;
}

}  // namespace

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
