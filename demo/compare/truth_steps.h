/// What an effect would be with exact kernels, or with those of another method: a map of parameters and a
/// dense kernel for each of them.
#pragma once

#include <functional>
#include <vector>

#include "document/document.h"
#include "render/table_shelf.h"
#include "tapestry/reference.h"

namespace tapestry::demo {

/// Whose kernels a picture is gathered with, all of them densely: what a method shows, not what it costs.
enum class KernelMethod {
    exact,     ///< the kernels that the table was fitted to
    gaussian,  ///< of the same spread: what blurs that know no shape do
    low_rank,  ///< the nearest sum of two separable kernels (McGraw 2015)
};

/// One effect on the CPU.
struct TruthStep {
    ParameterMap map;
    std::function<DenseKernel(glm::dvec2)> kernel_at;  ///< any thread
};

/// The effects of a document that are on. Parameters are rounded to 1/32 of their unit, so that pixels share
/// kernels. Error: an effect without a map on the CPU, or a table that does not say which kernels it is for.
Result<std::vector<TruthStep>> truth_steps(const Document& document, TableShelf& shelf, KernelMethod method,
                                           int width, int height);

}  // namespace tapestry::demo
