#include "c/c_effect.h"
#include "tapestry/uniform_blur.h"

struct tapestry_uniform_blur {
    tapestry::UniformBlur effect;
};

namespace tapestry::c {

template <>
struct Form<tapestry_uniform_blur_options> {
    using Cpp = UniformBlurOptions;
    static constexpr const char* name = "tapestry_uniform_blur_options";
    static constexpr std::size_t required = sizeof(std::size_t);
};

template <class Copy>
void fields(tapestry_uniform_blur_options& c, UniformBlurOptions& cpp, const Copy& copy) {
    auto& [sigma, unit, aspect] = cpp;
    copy(c.sigma, sigma);
    copy(c.unit, unit);
    copy(c.aspect, aspect);
    copy.reserved(c.reserved);
}

namespace {

/// Sigma in pixels says so: what was clamped may be clamped again, and drawn with.
Result<UniformBlurOptions> clamped_to_pixels(const UniformBlurOptions& options, int height) {
    Result<UniformBlurOptions> within = clamped(options, height);
    if (within) within->unit = SigmaUnit::pixels;
    return within;
}

}  // namespace
}  // namespace tapestry::c

using namespace tapestry::c;

tapestry_status tapestry_uniform_blur_options_init(tapestry_uniform_blur_options* options, size_t size) {
    return guarded(__func__, [&] { return argument(initialise(options, size)); });
}

tapestry_status tapestry_uniform_blur_options_clamp(tapestry_uniform_blur_options* options, int32_t height) {
    return guarded(__func__, [&] {
        return clamp_options(
            options, [=](tapestry::UniformBlurOptions given) { return clamped_to_pixels(given, height); });
    });
}

tapestry_status tapestry_uniform_blur_create(const tapestry_device* device, const tapestry_table* table,
                                             tapestry_uniform_blur** effect) {
    return guarded(__func__, [&] { return create_effect<tapestry::UniformBlur>(device, table, effect); });
}

void tapestry_uniform_blur_destroy(tapestry_uniform_blur* effect) {
    delete effect;
}

tapestry_status tapestry_uniform_blur_apply(tapestry_uniform_blur* effect, const tapestry_effect_frame* frame,
                                            const tapestry_uniform_blur_options* options) {
    return guarded(__func__, [&] {
        return apply_effect(effect, frame, options, [&](const auto& drawn, const auto& by) {
            return effect->effect.apply(drawn, by);
        });
    });
}
