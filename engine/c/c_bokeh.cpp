#include "c/c_effect.h"
#include "tapestry/cats_eye.h"
#include "tapestry/lens_psf.h"
#include "tapestry/rotational_bokeh.h"

struct tapestry_rotational_bokeh {
    tapestry::RotationalBokeh effect;
};

struct tapestry_cats_eye_bokeh {
    tapestry::CatsEyeBokeh effect;
};

struct tapestry_lens_psf {
    tapestry::LensPsf effect;
};

namespace tapestry::c {

template <>
struct Form<tapestry_rotational_bokeh_options> {
    using Cpp = RotationalBokehOptions;
    static constexpr const char* name = "tapestry_rotational_bokeh_options";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <class Copy>
void fields(tapestry_rotational_bokeh_options& c, RotationalBokehOptions& cpp, const Copy& copy) {
    auto& [center_x, center_y, max_radius, growth] = cpp;
    copy(c.center_x, center_x);
    copy(c.center_y, center_y);
    copy(c.max_radius, max_radius);
    copy(c.growth, growth);
}

template <>
struct Form<tapestry_cats_eye_options> {
    using Cpp = CatsEyeOptions;
    static constexpr const char* name = "tapestry_cats_eye_options";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <class Copy>
void fields(tapestry_cats_eye_options& c, CatsEyeOptions& cpp, const Copy& copy) {
    auto& [center_x, center_y, radius, vignette, growth, aspect] = cpp;
    copy(c.center_x, center_x);
    copy(c.center_y, center_y);
    copy(c.radius, radius);
    copy(c.vignette, vignette);
    copy(c.growth, growth);
    copy(c.aspect, aspect);
}

template <>
struct Form<tapestry_lens_psf_options> {
    using Cpp = LensPsfOptions;
    static constexpr const char* name = "tapestry_lens_psf_options";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <class Copy>
void fields(tapestry_lens_psf_options& c, LensPsfOptions& cpp, const Copy& copy) {
    auto& [center_x, center_y, size, strength_waves, growth, turn_deg] = cpp;
    copy(c.center_x, center_x);
    copy(c.center_y, center_y);
    copy(c.blur_size, size);
    copy(c.strength_waves, strength_waves);
    copy(c.growth, growth);
    copy(c.turn_deg, turn_deg);
}

}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_rotational_bokeh_options_init(tapestry_rotational_bokeh_options* options,
                                                       size_t size) {
    return guarded(__func__, [&] { return argument(initialise(options, size)); });
}

tapestry_status tapestry_rotational_bokeh_options_clamp(tapestry_rotational_bokeh_options* options) {
    return guarded(__func__, [&] {
        return clamp_options(options, [](const auto& given) { return tapestry::clamped(given); });
    });
}

tapestry_status tapestry_rotational_bokeh_create(const tapestry_device* device, const tapestry_table* table,
                                                 tapestry_rotational_bokeh** effect) {
    return guarded(__func__, [&] { return create_effect<tapestry::RotationalBokeh>(device, table, effect); });
}

void tapestry_rotational_bokeh_destroy(tapestry_rotational_bokeh* effect) {
    delete effect;
}

tapestry_status tapestry_rotational_bokeh_apply(tapestry_rotational_bokeh* effect,
                                                const tapestry_effect_frame* frame,
                                                const tapestry_rotational_bokeh_options* options) {
    return guarded(__func__, [&] {
        return apply_effect(effect, frame, options, [&](const auto& drawn, const auto& by) {
            return effect->effect.apply(drawn, by);
        });
    });
}

tapestry_status tapestry_cats_eye_options_init(tapestry_cats_eye_options* options, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(options, size)); });
}

tapestry_status tapestry_cats_eye_options_clamp(tapestry_cats_eye_options* options) {
    return guarded(__func__, [&] {
        return clamp_options(options, [](const auto& given) { return tapestry::clamped(given); });
    });
}

tapestry_status tapestry_cats_eye_bokeh_create(const tapestry_device* device, const tapestry_table* table,
                                               tapestry_cats_eye_bokeh** effect) {
    return guarded(__func__, [&] { return create_effect<tapestry::CatsEyeBokeh>(device, table, effect); });
}

void tapestry_cats_eye_bokeh_destroy(tapestry_cats_eye_bokeh* effect) {
    delete effect;
}

tapestry_status tapestry_cats_eye_bokeh_apply(tapestry_cats_eye_bokeh* effect,
                                              const tapestry_effect_frame* frame,
                                              const tapestry_cats_eye_options* options) {
    return guarded(__func__, [&] {
        return apply_effect(effect, frame, options, [&](const auto& drawn, const auto& by) {
            return effect->effect.apply(drawn, by);
        });
    });
}

tapestry_status tapestry_lens_psf_options_init(tapestry_lens_psf_options* options, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(options, size)); });
}

tapestry_status tapestry_lens_psf_options_clamp(tapestry_lens_psf_options* options) {
    return guarded(__func__, [&] {
        return clamp_options(options, [](const auto& given) { return tapestry::clamped(given); });
    });
}

tapestry_status tapestry_lens_psf_create(const tapestry_device* device, const tapestry_table* table,
                                         tapestry_lens_psf** effect) {
    return guarded(__func__, [&] { return create_effect<tapestry::LensPsf>(device, table, effect); });
}

void tapestry_lens_psf_destroy(tapestry_lens_psf* effect) {
    delete effect;
}

tapestry_status tapestry_lens_psf_apply(tapestry_lens_psf* effect, const tapestry_effect_frame* frame,
                                        const tapestry_lens_psf_options* options) {
    return guarded(__func__, [&] {
        return apply_effect(effect, frame, options, [&](const auto& drawn, const auto& by) {
            return effect->effect.apply(drawn, by);
        });
    });
}
