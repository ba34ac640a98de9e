/// Exact kernels at a grid of parameters: what the rivals whose kernel differs from pixel to pixel look up.
#pragma once

#include <array>
#include <glm/vec2.hpp>
#include <vector>

#include "tapestry/fit/kernel_field.h"
#include "tapestry/result.h"

namespace tapestry::demo {

struct KernelGrid {
    std::array<int, 2> counts = {1, 1};  ///< of nodes along each parameter
    glm::vec2 first = glm::vec2(0.0f);   ///< parameters of the first node
    glm::vec2 step = glm::vec2(1.0f);    ///< between nodes
    int half_size = 0;                   ///< cells on either side of the origin
    std::vector<DenseKernel> kernels;    ///< node by node, the second parameter fastest; all of one size

    int side() const { return 2 * half_size + 1; }
};

/// Nodes from the start to the end of each of the field's axes, `steps` between them. Blends of neighbours
/// are as good as exact where an edge of the kernel moves by a pixel or less from node to node. Kernels
/// below half a pixel are points. Error: a kernel that cannot be made.
Result<KernelGrid> make_kernel_grid(const offline::KernelField& field, std::array<int, 2> steps);

}  // namespace tapestry::demo
