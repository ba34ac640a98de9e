#include "offline/kernels/kernels.h"

#include <algorithm>
#include <cmath>

namespace tapestry::offline {

double kernel_psnr(const DenseKernel& kernel, const DenseKernel& target) {
    double error = 0.0;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x) {
            const int tx = x - kernel.width / 2 + target.width / 2;
            const int ty = y - kernel.height / 2 + target.height / 2;
            const bool inside = tx >= 0 && ty >= 0 && tx < target.width && ty < target.height;
            const double difference = kernel.at(x, y) - (inside ? target.at(tx, ty) : 0.0);
            error += difference * difference;
        }
    const double peak = *std::max_element(target.values.begin(), target.values.end());
    return 10.0 * std::log10(peak * peak * static_cast<double>(target.values.size()) / error);
}

}  // namespace tapestry::offline
