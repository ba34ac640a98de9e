#include "rivals/rival_kernel_grid.h"

#include <algorithm>

namespace tapestry::demo {
namespace {

/// The kernel in the middle of a larger box, its sum 1.
DenseKernel boxed(const DenseKernel& kernel, int half_size) {
    const int side = 2 * half_size + 1;
    DenseKernel result{side, side, std::vector<double>(static_cast<std::size_t>(side * side))};
    double sum = 0.0;
    for (const double value : kernel.values) sum += value;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x) {
            const int column = x - kernel.width / 2 + half_size;
            const int row = y - kernel.height / 2 + half_size;
            if (column >= 0 && row >= 0 && column < side && row < side)
                result.values[static_cast<std::size_t>(row * side + column)] = kernel.at(x, y) / sum;
        }
    return result;
}

}  // namespace

Result<KernelGrid> make_kernel_grid(const offline::KernelField& field, std::array<int, 2> steps) {
    KernelGrid grid;
    for (std::size_t axis = 0; axis < field.axes.size(); ++axis) {
        const offline::AxisRange& range = field.axes[axis].range;
        const auto i = static_cast<int>(axis);
        grid.counts[axis] = steps[axis] + 1;
        grid.first[i] = static_cast<float>(range.from);
        grid.step[i] = static_cast<float>((range.to - range.from) / steps[axis]);
    }
    std::vector<DenseKernel> kernels;
    for (int i = 0; i < grid.counts[0]; ++i)
        for (int j = 0; j < grid.counts[1]; ++j) {
            const glm::dvec2 parameter(grid.first.x + grid.step.x * static_cast<float>(i),
                                       grid.first.y + grid.step.y * static_cast<float>(j));
            if (field.similarity(parameter).size < 0.5) {
                kernels.push_back({1, 1, {1.0}});
                continue;
            }
            auto kernel = field.at(parameter);
            if (!kernel) return kernel.error();
            grid.half_size = std::max({grid.half_size, kernel->width / 2, kernel->height / 2});
            kernels.push_back(std::move(*kernel));
        }
    for (const DenseKernel& kernel : kernels) grid.kernels.push_back(boxed(kernel, grid.half_size));
    return grid;
}

}  // namespace tapestry::demo
