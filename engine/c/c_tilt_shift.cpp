#include "c/c_effect.h"
#include "tapestry/tilt_shift.h"

struct tapestry_tilt_shift {
    tapestry::TiltShift effect;
};

namespace tapestry::c {

template <class Copy>
void fields(auto& c, Grade& cpp, const Copy& copy) {
    auto& [saturation, contrast] = cpp;
    copy(c.saturation, saturation);
    copy(c.contrast, contrast);
}

template <>
struct Form<tapestry_tilt_shift_options> {
    using Cpp = TiltShiftOptions;
    static constexpr const char* name = "tapestry_tilt_shift_options";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <class Copy>
void fields(tapestry_tilt_shift_options& c, TiltShiftOptions& cpp, const Copy& copy) {
    auto& [center_x, center_y, angle_deg, band_width, falloff_distance, falloff, max_radius, shape,
           ellipse_length, aspect, grade] = cpp;
    copy(c.center_x, center_x);
    copy(c.center_y, center_y);
    copy(c.angle_deg, angle_deg);
    copy(c.band_width, band_width);
    copy(c.falloff_distance, falloff_distance);
    copy(c.falloff, falloff);
    copy(c.max_radius, max_radius);
    copy(c.shape, shape);
    copy(c.ellipse_length, ellipse_length);
    copy(c.aspect, aspect);
    copy(c.grade, grade);
}

}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_tilt_shift_options_init(tapestry_tilt_shift_options* options, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(options, size)); });
}

tapestry_status tapestry_tilt_shift_options_clamp(tapestry_tilt_shift_options* options) {
    return guarded(__func__, [&] {
        return clamp_options(options, [](const auto& given) { return tapestry::clamped(given); });
    });
}

tapestry_status tapestry_tilt_shift_create(const tapestry_device* device, const tapestry_table* table,
                                           tapestry_tilt_shift** effect) {
    return guarded(__func__, [&] { return create_effect<tapestry::TiltShift>(device, table, effect); });
}

void tapestry_tilt_shift_destroy(tapestry_tilt_shift* effect) {
    delete effect;
}

tapestry_status tapestry_tilt_shift_apply(tapestry_tilt_shift* effect, const tapestry_effect_frame* frame,
                                          const tapestry_tilt_shift_options* options) {
    return guarded(__func__, [&] {
        return apply_effect(effect, frame, options, [&](const auto& drawn, const auto& by) {
            return effect->effect.apply(drawn, by);
        });
    });
}
