#include "compare/truth_steps.h"

#include <glm/common.hpp>
#include <map>
#include <memory>

#include "offline/io/mask_file.h"

namespace tapestry::demo {
namespace {

Result<offline::KernelField> field_of(const EffectEntry& effect, const TapTable& table,
                                      const KernelRecipe& recipe) {
    if (effect.bokeh == lab_bokeh) return recipe_field(recipe);
    auto spec = offline::spec_from_metadata(table.metadata);
    if (!spec) return Error{effect.bokeh + ": " + spec.error().message};
    return offline::make_field(*spec, offline::read_mask_picture);
}

/// Kernels are found by their number: pixels ask for more than two parameters.
TruthStep make_step(const PixelFilters& filters, std::shared_ptr<ExactKernels> kernels, int width,
                    int height) {
    auto asked = std::make_shared<std::vector<PixelFilter>>();
    TruthStep step;
    step.map = ParameterMap(width, height);
    std::map<PixelFilter, std::size_t, ExactKernels::Less> numbers;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const PixelFilter pixel = kernels->rounded(filters(x + 0.5, y + 0.5));
            const auto [number, is_new] = numbers.try_emplace(pixel, asked->size());
            if (is_new) asked->push_back(pixel);
            step.map.at(x, y) = glm::dvec2(static_cast<double>(number->second), 0.0);
        }
    step.kernel_at = [kernels = std::move(kernels), asked](glm::dvec2 number) {
        return kernels->at((*asked)[static_cast<std::size_t>(number.x)]);
    };
    return step;
}

}  // namespace

Result<std::vector<TruthStep>> truth_steps(const Document& document, TableShelf& shelf, KernelMethod method,
                                           int width, int height) {
    std::vector<TruthStep> steps;
    for (const EffectEntry& effect : document.effects) {
        if (!effect.on) continue;
        const EffectKind* kind = find_effect_kind(effect.kind);
        if (!kind->has_exact_kernels) return Error{std::string(kind->label) + " has no exact reference here"};
        const auto table = shelf.find(effect.bokeh);
        if (!table) return table.error();
        auto field = field_of(effect, **table, document.kernel);
        if (!field) return field.error();
        const auto filters = kind->pixel_filters(effect.values, **table, {width, height, {}, {}});
        auto kernels = std::make_shared<ExactKernels>(std::move(*field), (*table)->axes, method);
        steps.push_back(make_step(filters, std::move(kernels), width, height));
        if (!kind->grade) continue;
        const Grade grade = kind->grade(effect.values);
        if (is_neutral(grade)) continue;
        steps.back().look = [grade](const glm::dvec4& light) {
            return glm::clamp(graded(light, grade), 0.0, 1.0);
        };
    }
    return steps;
}

}  // namespace tapestry::demo
