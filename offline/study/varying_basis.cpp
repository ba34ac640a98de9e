#include "offline/study/varying_basis.h"

#include <algorithm>

#include "offline/fit/starts.h"
#include "offline/rivals/parallel_tempering.h"
#include "tapestry/fit/family_table.h"
#include "tapestry/fit/make_family.h"

namespace tapestry::offline::study {
namespace {

bool is_cancelled(const BasisOptions& options) {
    return options.cancel && options.cancel->load();
}

// Filters with knots of different layers as one table: missing taps are reads of weight 0.
std::vector<Cascade> with_common_layers(const std::vector<Cascade>& knots) {
    std::vector<int> most(knots.front().layer_taps);
    for (const Cascade& knot : knots)
        for (int l = 0; l < knot.layers(); ++l) most[l] = std::max(most[l], knot.layer_taps[l]);
    std::vector<Cascade> result;
    for (const Cascade& knot : knots) {
        Cascade padded(most);
        for (int l = 0; l < knot.layers(); ++l) std::ranges::copy(knot.layer(l), padded.layer(l).begin());
        result.push_back(std::move(padded));
    }
    return result;
}

Result<std::vector<Cascade>> fitted_knots(const KernelField& field, const FamilyGrid& grid, Basis basis,
                                          const BasisOptions& options) {
    MakeFamilyOptions make;
    make.fit.taps = options.taps;
    make.fit.layers = options.layers;
    make.fit.seed = options.seed;
    make.fit.threads = options.threads;
    make.fit.cancel = options.cancel;
    if (options.quick) make.fit.hops = 20;
    make.joint_iterations = options.quick ? 12 : 30;
    make.method = basis == Basis::ours || basis == Basis::turned ? FamilyMethod::joint
                  : basis == Basis::geometric                    ? FamilyMethod::geometric
                                                                 : FamilyMethod::independent;
    // Independent fits are many: the starts alone, as good as the published ones' single run.
    if (basis == Basis::independent) make.fit.starts = 4, make.fit.hops = 0;
    auto summary = make_family(field, grid, make);
    if (!summary) return summary.error();
    return std::move(summary->knots);
}

// Tempering has no need of taps for a point, but tables want the identity where the size is 0.
Cascade point_knot(const BasisOptions& options) {
    Cascade point(options.layers, options.taps);
    for (int l = 0; l < point.layers(); ++l) point.layer(l)[0].weight = 1.0;
    return point;
}

Result<std::vector<Cascade>> tempered_knots(const KernelField& field, const FamilyGrid& grid,
                                            const BasisOptions& options) {
    std::vector<Cascade> knots;
    for (int knot = 0; knot < grid.knots() && !is_cancelled(options); ++knot) {
        const DenseKernel kernel = exact_or_point(field, grid.parameter(knot));
        if (kernel.values.size() == 1) {
            knots.push_back(point_knot(options));
            continue;
        }
        TemperingOptions tempering;
        tempering.iterations = options.quick ? 50 : 500;
        tempering.seed = options.seed;
        tempering.cancel = options.cancel;
        auto summary = parallel_tempering(
            kernel,
            [&](Random& random) {
                return make_start(StartKind::sparse_sampling, kernel, options.taps, options.layers, random);
            },
            tempering);
        if (!summary) return summary.error();
        knots.push_back(std::move(summary->cascade));
    }
    if (is_cancelled(options)) return Error{"cancelled"};
    return with_common_layers(knots);
}

}  // namespace

const char* to_string(Basis basis) {
    switch (basis) {
        case Basis::ours:
            return "ours, joint";
        case Basis::turned:
            return "ours, turned exactly";
        case Basis::geometric:
            return "geometric scaling";
        case Basis::independent:
            return "independent fits";
        case Basis::tempering:
            return "parallel tempering";
        case Basis::low_rank:
            return "low-rank";
    }
    return "";
}

DenseKernel exact_or_point(const KernelField& field, glm::dvec2 parameter) {
    const DenseKernel point{1, 1, {1.0}};
    if (field.similarity(parameter).size < 0.5) return point;
    auto kernel = field.at(parameter);
    return kernel ? std::move(*kernel) : point;
}

Result<TapTable> fit_varying_basis(const KernelField& field, const FamilyGrid& grid, Basis basis,
                                   const BasisOptions& options) {
    if (basis == Basis::low_rank) return Error{"low-rank: it has no taps"};
    auto knots = basis == Basis::tempering ? tempered_knots(field, grid, options)
                                           : fitted_knots(field, grid, basis, options);
    if (!knots) return knots.error();
    TapTable table = family_table(*knots, grid.axes(), field.name, true);
    if (basis == Basis::turned) table.turnable = true;
    return table;
}

}  // namespace tapestry::offline::study
