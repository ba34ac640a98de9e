/// What an effect would be with exact kernels, or with those of another method: a dense kernel for every
/// pixel.
#pragma once

#include <functional>
#include <vector>

#include "compare/exact_kernels.h"
#include "document/document.h"
#include "render/table_shelf.h"

namespace tapestry::demo {

/// One effect on the CPU.
struct TruthStep {
    ParameterMap map;                                   ///< x: which of the kernels, from 0 on
    std::function<DenseKernel(glm::dvec2)> kernel_at;   ///< any thread
    std::function<glm::dvec4(const glm::dvec4&)> look;  ///< of a blurred pixel; empty: as it is
};

/// The effects of a document that are on. Error: an effect without exact kernels, or a table that does not
/// say which it is for.
Result<std::vector<TruthStep>> truth_steps(const Document& document, TableShelf& shelf, KernelMethod method,
                                           int width, int height);

}  // namespace tapestry::demo
