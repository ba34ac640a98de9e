#include "tapestry/uniform_blur.h"

#include <cassert>

#include "core/error_of.h"
#include "effects/effect_run.h"

namespace tapestry {

struct UniformBlur::Impl {
    EffectFilter filter;
    float sigma_px = 0.0f;
    Resolution finest = Resolution::full;
    GaussianSetting setting = {};

    /// Looked for only when the options have changed.
    const GaussianSetting& setting_for(const UniformBlurOptions& options, Resolution wanted) {
        if (options.sigma != sigma_px || wanted != finest)
            setting = gaussian_setting(filter.cascade.table(), options.sigma, wanted);
        sigma_px = options.sigma;
        finest = wanted;
        return setting;
    }
};

Result<UniformBlur> UniformBlur::create(const Device& device, const TapTable& table) {
    if (!has_axes(table, {axis_names::sigma}))
        return error_of("table: a uniform blur needs exactly one axis, sigma_px");
    Result<EffectFilter> filter = EffectFilter::create(device, table);
    if (!filter) return filter.error();
    return UniformBlur(std::make_unique<Impl>(Impl{std::move(*filter)}));
}

UniformBlur::UniformBlur(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
UniformBlur::UniformBlur(UniformBlur&&) noexcept = default;
UniformBlur& UniformBlur::operator=(UniformBlur&&) noexcept = default;
UniformBlur::~UniformBlur() = default;

Result<void> UniformBlur::apply(const EffectFrame& frame, const UniformBlurOptions& options) {
    assert(impl_ && "UniformBlur::apply: the effect was not moved away");
    EffectRun run(impl_->filter, frame);
    if (Result<void> status = run.begin(); !status) return status;
    const Result<UniformBlurOptions> valid = clamped(options, run.height());
    if (!valid) return valid.error();
    const GaussianSetting& setting = impl_->setting_for(*valid, frame.resolution);
    run.set_resolution(setting.resolution);
    return run.filter_uniformly({setting.parameter, 0.0}, {.aspect = valid->aspect});
}

}  // namespace tapestry
