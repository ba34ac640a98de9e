#include "panels/camera_panel.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

#include "effects/known_effects.h"
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

void exposure_row(const Theme& theme, float& stops) {
    static const OptionField exposure = [] {
        OptionField field = slider_field("exposure_stops", "Exposure", "Each stop doubles the light.", -6.0f,
                                         6.0f, 0.0f, " EV", 1);
        field.slider_min = -4.0f;
        field.slider_max = 4.0f;
        return field;
    }();
    static NumberEntry entry;
    slider_row(theme, exposure, 0.0f, "", stops, entry);
}

/// A zoom lens: field of view and blur change as they do in a camera.
void focal_row(const Theme& theme, const SceneInput& scene, ViewCamera& camera) {
    static const OptionField focal = [] {
        OptionField field = slider_field("focal_length_mm", "Focal length",
                                         "Long lenses see less, and blur more at the same f-number.",
                                         shortest_focal_mm, longest_focal_mm, 0.0f, " mm", 0, 2.0f);
        field.slider_max = 300.0f;
        return field;
    }();
    static NumberEntry entry;
    const float own_mm = scene.camera().lens.focal_length_mm;
    float value_mm = camera.focal_length_mm > 0.0f ? camera.focal_length_mm : own_mm;
    const float before_mm = value_mm;
    slider_row(theme, focal, own_mm, "", value_mm, entry);
    if (value_mm == before_mm) return;
    if (!camera.is_set) camera = scene.own_view();
    camera.focal_length_mm = value_mm;
}

/// Of a scene that moves by itself.
void animation_rows(const Theme& theme, double duration_s, Document& document) {
    heading(theme, "ANIMATION");
    toggle(theme, "Play", "Goes on by itself, and begins again at its end", ImGui::GetContentRegionAvail().x,
           document.scene_plays);
    const auto end = static_cast<float>(duration_s);
    OptionField time = slider_field("scene_time_s", "Time", "Where the scene is.", 0.0f, end, 0.0f, " s", 2);
    static NumberEntry entry;
    const float before_s = document.scene_time_s;
    slider_row(theme, time, 0.0f, "", document.scene_time_s, entry);
    if (document.scene_time_s != before_s) document.scene_plays = false;
    section_gap(theme);
}

/// What the numbers of a photograph's depth mean.
void depth_rows(const Theme& theme, DepthChoice& depth, const std::filesystem::path& photo,
                Requests& requests) {
    if (heading_with_action(theme, "DEPTH", "Leave out", "The photograph alone, without its depth")) {
        depth = {};
        requests.open_file_alone = photo;
        return;
    }
    static constexpr std::array kinds = {
        Segment{"m", "Distances in metres, as they are in the file"},
        Segment{"Disparity", "1 is near and 0 far, even steps of 1 / distance: what estimators make"},
        Segment{"Linear", "0 is near and 1 far, even steps of distance"},
        Segment{"1/m", "1 over the distance in metres"}, Segment{"mm", "Distances in millimetres"}};
    int kind = static_cast<int>(depth.kind);
    if (segments(theme, "depth kind", kinds, kind)) depth.kind = static_cast<DepthPictureKind>(kind);
    static NumberEntry entry;
    toggle(theme, "Flipped", "Farther is lower: distances below 0, or near and far exchanged",
           ImGui::GetContentRegionAvail().x, depth.flipped);
    const bool is_range = depth.kind == DepthPictureKind::disparity || depth.kind == DepthPictureKind::linear;
    if (!is_range) {
        static const OptionField unit =
            slider_field("depth_unit", "Unit", "Metres of the number 1: 65.535 for 16 bits of millimetres.",
                         0.001f, 100.0f, 1.0f, " m", 2, 3.0f);
        slider_row(theme, unit, unit.standard, "", depth.metres_per_unit, entry);
        return;
    }
    static const OptionField near = slider_field("depth_near", "Nearest", "Distance of what is nearest.",
                                                 0.01f, 100.0f, 0.5f, " m", 2, 3.0f);
    static const OptionField far = slider_field("depth_far", "Farthest", "Distance of what is farthest.",
                                                0.02f, 1000.0f, 20.0f, " m", 2, 3.0f);
    slider_row(theme, near, near.standard, "", depth.near_m, entry);
    slider_row(theme, far, far.standard, "", depth.far_m, entry);
    depth.far_m = std::max(depth.far_m, 1.01f * depth.near_m);
}

void lens_rows(const Theme& theme, Lens lens, const EffectEntry* effect) {
    bool is_focused_by_hand = true;
    if (effect) {
        const DepthOfFieldOptions options = depth_of_field_options(effect->values);
        is_focused_by_hand = options.defocus == Defocus::lens && !options.autofocus.on;
        lens.focus_distance_m = options.lens.focus_distance_m;
        lens.f_number = options.lens.f_number;
    }
    char text[48];
    std::snprintf(text, sizeof text, "%.0f mm on %.0f mm", static_cast<double>(lens.focal_length_mm),
                  static_cast<double>(lens.sensor_height_mm));
    fact(theme, "Lens", text, "Focal length, and the height of film or sensor");
    if (is_focused_by_hand) depth_of_field_facts(theme, lens);
}

}  // namespace

void draw_camera_panel(const Theme& theme, Document& document, const EffectEntry* depth_of_field,
                       const DocumentRenderer& renderer, Requests& requests) {
    const SceneInput* scene = renderer.scene();
    if (!scene && renderer.has_depth()) {
        depth_rows(theme, document.depth, renderer.photo_path(), requests);
        section_gap(theme);
    }
    if (scene && scene->is_animated()) animation_rows(theme, scene->scene().model.duration_s, document);
    if (!scene) {
        heading(theme, "CAMERA");
    } else if (heading_with_action(theme, "CAMERA", "Reset view", "Back to where the scene begins")) {
        document.camera = scene->own_view();
    }
    if (scene) focal_row(theme, *scene, document.camera);
    exposure_row(theme, document.exposure_stops);
    if (renderer.has_depth()) lens_rows(theme, renderer.lens(), depth_of_field);
    if (scene)
        dim_text(theme,
                 "Drag: orbit. Shift+drag: pan. Right drag: dolly. W S Q E: fly. Click: focus. Wheel: "
                 "aperture. Ctrl+wheel: zoom the picture.");
    else if (renderer.has_depth())
        dim_text(theme, "Click: focus. Wheel: aperture. Ctrl+wheel: zoom the picture. Drag: move it.");
}

}  // namespace tapestry::demo
