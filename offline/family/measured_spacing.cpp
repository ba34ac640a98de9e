#include "offline/family/measured_spacing.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>

#include "offline/family/family_objective.h"
#include "offline/work/thread_count.h"

namespace tapestry::offline {
namespace {

constexpr double tried_exponents[] = {1.0, 1.25, 1.5, 1.75, 2.0, 2.5};
constexpr int short_fit = 16;  // iterations: the order of the exponents no longer changes
constexpr int probe_count = 40;

double fractional_part(double x) {
    return x - std::floor(x);
}

// Even along the first axis, by the golden ratio along the second.
glm::dvec2 probe(const KernelField& field, int index) {
    const double u[2] = {(index + 0.5) / probe_count, fractional_part((index + 1) * std::numbers::phi)};
    glm::dvec2 result(0.0);
    for (std::size_t axis = 0; axis < field.axes.size(); ++axis) {
        const FieldAxis& on = field.axes[axis];
        const double to = on.period > 0.0 ? on.range.from + on.period : on.range.to;
        result[static_cast<int>(axis)] = on.range.from + (to - on.range.from) * u[axis];
    }
    return result;
}

Result<double> blend_error(const KernelField& field, const FamilyGrid& grid,
                           const std::vector<Cascade>& knots, const FitOptions& fit) {
    std::vector<FamilySample> samples;
    for (int i = 0; i < probe_count; ++i) {
        const glm::dvec2 parameter = probe(field, i);
        auto target = field.at(parameter);
        if (!target) return target.error();
        samples.push_back({grid.shares(parameter), std::move(*target), 1.0});
    }
    FamilyObjective objective(std::move(samples), fit.spectrum, knots.front().layers(),
                              thread_count(fit.threads));
    objective.evaluate(knots);
    double sum = 0.0;
    for (const double cost : objective.costs()) sum += std::log(std::max(cost, 1e-300));
    return sum / probe_count;
}

}  // namespace

Result<double> measured_spacing(const KernelField& field, std::span<const int> counts,
                                const MakeFamilyOptions& options) {
    if (std::none_of(field.axes.begin(), field.axes.end(),
                     [](const FieldAxis& axis) { return axis.is_size; }))
        return Error{"spacing: no axis measures a size"};
    MakeFamilyOptions quick = options;
    quick.joint_iterations = std::min(short_fit, options.joint_iterations);
    quick.fit.hops = std::min(quick.fit.hops, 40);
    int tried = 0;
    quick.on_progress = [&](const char*, double done, double seconds, double cost) {
        if (options.on_progress)
            options.on_progress("knot spacing", (tried + 0.99 * done) / std::size(tried_exponents), seconds,
                                cost);
    };
    double best = 0.0, least = std::numeric_limits<double>::infinity();
    for (const double exponent : tried_exponents) {
        auto grid = make_grid(field, counts, exponent, Beyond::clamp);
        if (!grid) return grid.error();
        auto family = make_family(field, *grid, quick);
        if (!family) return family.error();
        auto error = blend_error(field, *grid, family->knots, options.fit);
        if (!error) return error.error();
        if (*error < least) least = *error, best = exponent;
        ++tried;
    }
    return best;
}

}  // namespace tapestry::offline
