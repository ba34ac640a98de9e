/// The bases that the spatially-varying study and the benchmark hold against each other.
#pragma once

#include <atomic>
#include <cstdint>

#include "tapestry/fit/family_grid.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/image.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline::study {

enum class Basis {
    ours,         ///< all knots fitted together
    turned,       ///< ours along the size alone, its taps turned exactly; for effects that turn
    geometric,    ///< one fit, scaled and turned
    independent,  ///< each knot on its own, as published
    tempering,
    low_rank,
};
const char* to_string(Basis basis);

struct BasisOptions {
    int taps = 24, layers = 4;
    bool quick = false;  ///< fewer hops, iterations and steps
    std::uint64_t seed = 1;
    int threads = 0;
    const std::atomic<bool>* cancel = nullptr;
};

/// A table of the field's kernels at the grid's knots. Error: a kernel or a fit that fails; cancelled;
/// low-rank, which has no taps.
Result<TapTable> fit_varying_basis(const KernelField& field, const FamilyGrid& grid, Basis basis,
                                   const BasisOptions& options);

/// The field's kernel; below half a pixel it is a point, or nearly so.
DenseKernel exact_or_point(const KernelField& field, glm::dvec2 parameter);

}  // namespace tapestry::offline::study
