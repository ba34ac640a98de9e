#include "offline/kernels/kernel_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tapestry::offline {

DenseKernel empty_kernel(int half) {
    const int size = 2 * half + 1;
    return {size, size, std::vector<double>(static_cast<std::size_t>(size) * size, 0.0)};
}

int half_size(double extent_px) {
    return static_cast<int>(std::ceil(std::max(0.0, extent_px - 0.5)));
}

void normalise(DenseKernel& kernel) {
    if (kernel.values.size() == 1) {
        kernel.values[0] = 1.0;
        return;
    }
    const double sum = std::accumulate(kernel.values.begin(), kernel.values.end(), 0.0);
    for (double& value : kernel.values) value /= sum;
}

}  // namespace tapestry::offline
