#include "compare/lens_subject.h"

#include "effects/known_effects.h"
#include "offline/io/mask_file.h"

namespace tapestry::demo {
namespace {

/// Fine enough that the aperture's edge shows no cells.
constexpr double aperture_radius_px = 64.0;

}  // namespace

Result<LensSubject> lens_subject(const Document& document, const DocumentRenderer& renderer) {
    if (!renderer.has_depth()) return Error{"without depth nobody knows what is out of focus"};
    for (const EffectEntry& effect : document.effects) {
        if (!effect.on || !find_effect_kind(effect.kind)->needs_depth) continue;
        if (depth_of_field_options(effect.values).defocus != Defocus::lens)
            return Error{"no lens blurs by ranges of distance"};
        const std::uint64_t lab = effect.bokeh == lab_bokeh ? renderer.shelf().lab_revision() : 0;
        return LensSubject{renderer.photo_path(),
                           document.camera,
                           renderer.is_animated() ? document.scene_time_s : 0.0f,
                           effect,
                           document.exposure_stops,
                           lab,
                           renderer.width(),
                           renderer.height()};
    }
    return Error{"there is no depth of field that a lens could show"};
}

Result<ApertureShape> subject_aperture(const LensSubject& subject, const Document& document,
                                       DocumentRenderer& renderer) {
    const std::string& bokeh = subject.lens.bokeh;
    const auto table = renderer.shelf().find(bokeh);
    if (!table) return table.error();
    std::string name = bokeh;
    Result<offline::KernelField> field = Error{};
    if (bokeh == lab_bokeh) {
        field = recipe_field(document.kernel);
    } else {
        const auto spec = offline::spec_from_metadata((*table)->metadata);
        if (!spec) return Error{bokeh + ": " + spec.error().message};
        name = spec->kernel;
        field = offline::make_field(*spec, offline::read_mask_picture);
    }
    if (!field) return field.error();
    const auto& axes = (*table)->axes;
    const double second = axes.size() > 1 ? static_cast<double>(axes[1].knots.front()) : 0.0;
    const auto kernel = field->at({aperture_radius_px, second});
    if (!kernel) return kernel.error();
    return ApertureShape::create(name, *kernel, aperture_radius_px);
}

LensCamera subject_camera(const LensSubject& subject, const DocumentRenderer& renderer) {
    LensCamera camera;
    if (renderer.scene())
        camera = renderer.scene()->camera_at(subject.camera);
    else
        camera.lens = renderer.lens();
    DepthOfFieldOptions options = depth_of_field_options(subject.lens.values);
    camera.lens.focus_distance_m = options.lens.focus_distance_m;
    camera.lens.f_number = options.lens.f_number;
    options.lens = camera.lens;
    camera.tilt_focus(static_cast<double>(options.tilt_deg), static_cast<double>(options.swing_deg));
    if (options.autofocus.on) {
        const auto x = static_cast<double>(options.autofocus.x), y = static_cast<double>(options.autofocus.y);
        const int width = renderer.width(), height = renderer.height();
        camera.lens.focus_distance_m = static_cast<float>(
            focus_distance_through(options, x * width, y * height, renderer.distance_m(x, y), width, height));
    }
    return camera;
}

}  // namespace tapestry::demo
