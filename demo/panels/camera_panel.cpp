#include "panels/camera_panel.h"

#include <imgui.h>

#include <cmath>
#include <cstdio>

#include "effects/kinds.h"
#include "panels/controls.h"
#include "panels/slider_row.h"

namespace tapestry::demo {
namespace {

/// Distances between which blur stays below this radius, a thirtieth of a millimetre on film.
constexpr double sharp_radius_m = 0.5 * 0.03e-3;

std::string metres(double value) {
    char text[32];
    if (!std::isfinite(value) || value > 999.0) return "\xE2\x88\x9E";
    std::snprintf(text, sizeof text, value < 1.0 ? "%.2f m" : "%.1f m", value);
    return text;
}

/// R. Kingslake, "Optics in Photography", 1992, chapter 5.
void depth_of_field_facts(const Theme& theme, const Lens& lens) {
    const double focal_m = static_cast<double>(lens.focal_length_mm) * 1e-3;
    const double focus_m = static_cast<double>(lens.focus_distance_m);
    const double hyperfocal_m =
        focal_m * focal_m / (static_cast<double>(lens.f_number) * 2.0 * sharp_radius_m) + focal_m;
    const double near_m = hyperfocal_m * focus_m / (hyperfocal_m + focus_m);
    const double far_m =
        focus_m < hyperfocal_m ? hyperfocal_m * focus_m / (hyperfocal_m - focus_m) : INFINITY;
    fact(theme, "Sharp from", metres(near_m) + " to " + metres(far_m), "Circles of confusion below 0.03 mm");
    fact(theme, "Hyperfocal distance", metres(hyperfocal_m), "Focused here, all is sharp from half of it on");
}

}  // namespace

void draw_camera_panel(const Theme& theme, ViewerState& state) {
    const SceneInput& scene = *state.renderer.scene();
    if (heading_with_action(theme, "CAMERA", "Reset view", "Back to where the scene begins"))
        state.document.camera = scene.own_view();
    Lens lens = scene.camera().lens;
    if (EffectEntry* effect = state.depth_of_field()) {
        lens.focus_distance_m = focus_distance_of(effect->values);
        lens.f_number = f_number_of(effect->values);
    }
    static constexpr OptionField exposure = {"exposure_stops",
                                             "Exposure",
                                             "Each stop doubles the light.",
                                             -6.0f,
                                             6.0f,
                                             -4.0f,
                                             4.0f,
                                             1.0f,
                                             1.0f,
                                             " EV",
                                             1,
                                             false,
                                             FieldForm::number,
                                             {},
                                             0.0f};
    static NumberEntry entry;
    slider_row(theme, exposure, 0.0f, "", state.document.exposure_stops, entry);
    char text[48];
    std::snprintf(text, sizeof text, "%.0f mm on %.0f mm", static_cast<double>(lens.focal_length_mm),
                  static_cast<double>(lens.sensor_height_mm));
    fact(theme, "Lens", text, "Focal length, and the height of film or sensor");
    depth_of_field_facts(theme, lens);
    dim_text(theme,
             "Drag: orbit. Shift+drag: pan. Right drag: dolly. W S Q E: fly. Click: focus. Wheel: aperture. "
             "Ctrl+wheel: zoom the picture.");
}

}  // namespace tapestry::demo
