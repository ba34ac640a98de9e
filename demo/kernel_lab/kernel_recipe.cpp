#include "kernel_lab/kernel_recipe.h"

#include <memory>

#include "offline/family/start_knots.h"
#include "offline/kernels/mask.h"
#include "tapestry/fit/family_table.h"
#include "tapestry/fit/make_kernel.h"
#include "tapestry/tap_table.h"

namespace tapestry::demo {
namespace {

constexpr const char* radius_axis = axis_names::radius;

Result<DenseKernel> painted_at(const GreyPicture& picture, double radius_px) {
    return offline::mask_kernel(picture, {.radius_px = radius_px, .rotation_deg = 0.0, .centred = true});
}

/// A field over a picture in memory; the ones of the offline module read a file.
Result<offline::KernelField> painted_field(const PaintedMask& mask) {
    if (mask.is_empty()) return Error{"paint something first"};
    const auto picture = std::make_shared<const GreyPicture>(mask.picture());
    if (const auto largest = painted_at(*picture, recipe_radius_px); !largest) {
        return Error{"one dot has no shape: paint something larger"};
    }
    const offline::AxisRange range{radius_axis, 0.0, recipe_radius_px};
    offline::KernelField field;
    field.name = painted_kernel;
    field.spec.axes = {range};
    field.axes = {{range, "px", 0.0, true, false}};
    field.at = [picture](glm::dvec2 p) { return painted_at(*picture, p.x); };
    field.similarity = [](glm::dvec2 p) { return offline::Similarity{p.x, 0.0}; };
    return field;
}

}  // namespace

Result<offline::KernelField> recipe_field(const KernelRecipe& recipe) {
    if (recipe.kernel == painted_kernel) return painted_field(recipe.mask);
    offline::FieldSpec spec;
    spec.kernel = recipe.kernel;
    spec.axes = {{radius_axis, 0.0, recipe_radius_px}};
    for (const auto& [name, value] : recipe.numbers) spec.settings.numbers[name] = value;
    if (recipe.kernel == "glyph") spec.settings.words["glyph"] = recipe.glyph;
    return offline::make_field(spec);
}

Result<DenseKernel> recipe_target(const KernelRecipe& recipe) {
    const auto field = recipe_field(recipe);
    if (!field) return field.error();
    return field->at({recipe_radius_px, 0.0});
}

Result<offline::FamilyGrid> recipe_grid(const offline::KernelField& field) {
    return offline::make_grid(field, std::array{recipe_knots}, 0.0, Beyond::scale);
}

offline::FitOptions recipe_fit_options(const KernelRecipe& recipe) {
    const Effort& effort = efforts[static_cast<std::size_t>(recipe.effort)];
    offline::FitOptions options;
    options.taps = recipe.taps;
    options.layers = recipe.layers;
    options.allow_negative = recipe.allow_negative;
    options.spectrum = recipe.spectrum;
    options.seed = static_cast<std::uint64_t>(recipe.seed);
    options.starts = effort.starts;
    options.hops = effort.hops;
    return options;
}

Result<TapTable> scaled_table(const offline::Cascade& fit, const offline::KernelField& field,
                              const offline::FamilyGrid& grid, const KernelRecipe& recipe) {
    auto knots = offline::start_knots(fit, field, grid, {recipe.spectrum, recipe.allow_negative});
    if (!knots) return knots.error();
    for (offline::Cascade& knot : *knots) offline::normalise_layers(knot);
    return offline::family_table(*knots, grid.axes(), field.name, recipe.allow_negative);
}

}  // namespace tapestry::demo
