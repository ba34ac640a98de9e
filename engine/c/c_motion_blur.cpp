#include "c/c_effect.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/radial_motion_blur.h"

struct tapestry_radial_motion_blur {
    tapestry::RadialMotionBlur effect;
};

struct tapestry_directional_motion_blur {
    tapestry::DirectionalMotionBlur effect;
};

namespace tapestry::c {

template <>
struct Form<tapestry_radial_motion_blur_options> {
    using Cpp = RadialMotionBlurOptions;
    static constexpr const char* name = "tapestry_radial_motion_blur_options";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <class Copy>
void fields(tapestry_radial_motion_blur_options& c, RadialMotionBlurOptions& cpp, const Copy& copy) {
    auto& [center_x, center_y, amount, max_length, motion] = cpp;
    copy(c.center_x, center_x);
    copy(c.center_y, center_y);
    copy(c.amount, amount);
    copy(c.max_length, max_length);
    copy(c.motion, motion);
    copy.reserved(c.reserved);
}

template <>
struct Form<tapestry_directional_motion_blur_options> {
    using Cpp = DirectionalMotionBlurOptions;
    static constexpr const char* name = "tapestry_directional_motion_blur_options";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <class Copy>
void fields(tapestry_directional_motion_blur_options& c, DirectionalMotionBlurOptions& cpp,
            const Copy& copy) {
    auto& [shutter, added_x, added_y, max_length] = cpp;
    copy(c.shutter, shutter);
    copy(c.added_x, added_x);
    copy(c.added_y, added_y);
    copy(c.max_length, max_length);
}

namespace {

Result<DataView> velocity_of(const tapestry_data_view* texture) {
    if (!texture) return DataView();
    return converted<DataView>(*texture, "velocity_texture");
}

}  // namespace
}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_radial_motion_blur_options_init(tapestry_radial_motion_blur_options* options,
                                                         size_t size) {
    return guarded(__func__, [&] { return argument(initialise(options, size)); });
}

tapestry_status tapestry_radial_motion_blur_options_clamp(tapestry_radial_motion_blur_options* options) {
    return guarded(__func__, [&] {
        return clamp_options(options, [](const auto& given) { return tapestry::clamped(given); });
    });
}

tapestry_status tapestry_radial_motion_blur_create(const tapestry_device* device, const tapestry_table* table,
                                                   tapestry_radial_motion_blur** effect) {
    return guarded(__func__,
                   [&] { return create_effect<tapestry::RadialMotionBlur>(device, table, effect); });
}

void tapestry_radial_motion_blur_destroy(tapestry_radial_motion_blur* effect) {
    delete effect;
}

tapestry_status tapestry_radial_motion_blur_apply(tapestry_radial_motion_blur* effect,
                                                  const tapestry_effect_frame* frame,
                                                  const tapestry_radial_motion_blur_options* options) {
    return guarded(__func__, [&] {
        return apply_effect(effect, frame, options, [&](const auto& drawn, const auto& by) {
            return effect->effect.apply(drawn, by);
        });
    });
}

tapestry_status tapestry_directional_motion_blur_options_init(
    tapestry_directional_motion_blur_options* options, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(options, size)); });
}

tapestry_status tapestry_directional_motion_blur_options_clamp(
    tapestry_directional_motion_blur_options* options) {
    return guarded(__func__, [&] {
        return clamp_options(options, [](const auto& given) { return tapestry::clamped(given); });
    });
}

tapestry_status tapestry_directional_motion_blur_create(const tapestry_device* device,
                                                        const tapestry_table* table,
                                                        tapestry_directional_motion_blur** effect) {
    return guarded(__func__,
                   [&] { return create_effect<tapestry::DirectionalMotionBlur>(device, table, effect); });
}

void tapestry_directional_motion_blur_destroy(tapestry_directional_motion_blur* effect) {
    delete effect;
}

tapestry_status tapestry_directional_motion_blur_apply(
    tapestry_directional_motion_blur* effect, const tapestry_effect_frame* frame,
    const tapestry_data_view* velocity_texture, const tapestry_directional_motion_blur_options* options) {
    return guarded(__func__, [&] {
        return apply_effect(effect, frame, options, [&](const auto& drawn, const auto& by) -> Outcome {
            const auto velocity = velocity_of(velocity_texture);
            if (!velocity) return refused(velocity.error());
            return effect->effect.apply(drawn, *velocity, by);
        });
    });
}
