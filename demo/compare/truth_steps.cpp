#include "compare/truth_steps.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <mutex>

#include "offline/kernels/kernel_grid.h"
#include "offline/kernels/moments.h"
#include "offline/rivals/gaussian_match.h"
#include "offline/rivals/low_rank.h"

namespace tapestry::demo {
namespace {

constexpr double steps_per_unit = 32.0;
constexpr int rival_rank = 2;

DenseKernel identity() {
    return {1, 1, {1.0}};
}

DenseKernel gaussian_like(const DenseKernel& kernel) {
    const double sigma = std::sqrt(std::max(0.0, offline::moments(kernel).variance()));
    if (sigma < 0.2) return identity();
    const int side = 2 * static_cast<int>(std::ceil(3.0 * sigma)) + 1;
    return offline::gaussian_in_box(sigma, side, side);
}

DenseKernel low_rank_of(const DenseKernel& kernel) {
    const int rank = std::min({rival_rank, kernel.width, kernel.height});
    const auto terms = offline::low_rank_terms(kernel, rank);
    if (!terms) return kernel;
    DenseKernel result{kernel.width, kernel.height, std::vector<double>(kernel.values.size(), 0.0)};
    for (const offline::SeparableTerm& term : *terms)
        for (int y = 0; y < kernel.height; ++y)
            for (int x = 0; x < kernel.width; ++x)
                result.values[static_cast<std::size_t>(y) * kernel.width + x] +=
                    term.across[static_cast<std::size_t>(x)] * term.down[static_cast<std::size_t>(y)];
    return result;
}

DenseKernel by_method(DenseKernel kernel, KernelMethod method) {
    if (method == KernelMethod::gaussian) return gaussian_like(kernel);
    if (method == KernelMethod::low_rank) return low_rank_of(kernel);
    return kernel;
}

/// Kernels by parameter, each made once.
class KernelCache {
  public:
    KernelCache(offline::KernelField field, Axis size_axis, KernelMethod method)
        : field_(std::move(field)), size_axis_(std::move(size_axis)), method_(method) {}

    DenseKernel at(glm::dvec2 parameter) {
        if (is_size_axis(size_axis_) && parameter.x <= 0.0) return identity();
        const std::scoped_lock lock(mutex_);
        const auto [known, is_new] = kernels_.try_emplace({parameter.x, parameter.y});
        if (is_new) {
            auto kernel = field_.at(parameter);
            known->second = kernel ? by_method(std::move(*kernel), method_) : identity();
        }
        return known->second;
    }

  private:
    const offline::KernelField field_;
    const Axis size_axis_;
    const KernelMethod method_;
    std::mutex mutex_;
    std::map<std::pair<double, double>, DenseKernel> kernels_;
};

Result<offline::KernelField> field_of(const EffectEntry& effect, const TapTable& table,
                                      const KernelRecipe& recipe) {
    if (effect.bokeh == lab_bokeh) return recipe_field(recipe);
    auto spec = offline::spec_from_metadata(table.metadata);
    if (!spec) return Error{effect.bokeh + ": " + spec.error().message};
    return offline::make_field(*spec);
}

/// Within the axes, as the engine blends; a size may grow past its last knot where the axis scales.
double within(const Axis& axis, double value) {
    if (axis.period > 0.0f) {
        const double period = static_cast<double>(axis.period);
        const double start = static_cast<double>(axis.knots.front());
        return start + (value - start) - period * std::floor((value - start) / period);
    }
    const double most =
        axis.beyond == Beyond::scale ? offline::max_kernel_radius_px : static_cast<double>(axis.knots.back());
    return std::clamp(value, static_cast<double>(axis.knots.front()), most);
}

void round_parameters(ParameterMap& map, const std::vector<Axis>& axes) {
    for (glm::dvec2& parameter : map.values)
        for (std::size_t axis = 0; axis < 2; ++axis) {
            double& value = parameter[static_cast<int>(axis)];
            value = axis < axes.size()
                        ? within(axes[axis], std::round(value * steps_per_unit) / steps_per_unit)
                        : 0.0;
        }
}

}  // namespace

Result<std::vector<TruthStep>> truth_steps(const Document& document, TableShelf& shelf, KernelMethod method,
                                           int width, int height) {
    std::vector<TruthStep> steps;
    for (const EffectEntry& effect : document.effects) {
        if (!effect.on) continue;
        const EffectKind* kind = find_effect_kind(effect.kind);
        if (!kind->parameters) return Error{std::string(kind->label) + " has no exact reference here"};
        const auto table = shelf.find(effect.bokeh);
        if (!table) return table.error();
        auto field = field_of(effect, **table, document.kernel);
        if (!field) return field.error();
        auto cache = std::make_shared<KernelCache>(std::move(*field), (*table)->axes.front(), method);
        TruthStep step{kind->parameters(effect.values, width, height),
                       [cache](glm::dvec2 parameter) { return cache->at(parameter); }};
        round_parameters(step.map, (*table)->axes);
        steps.push_back(std::move(step));
    }
    return steps;
}

}  // namespace tapestry::demo
