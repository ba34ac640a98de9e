#include "offline/kernels/moments.h"

namespace tapestry::offline {

Moments moments(const DenseKernel& kernel) {
    double sum = 0.0;
    Moments m;
    const auto each = [&](auto&& visit) {
        for (int y = 0; y < kernel.height; ++y)
            for (int x = 0; x < kernel.width; ++x)
                visit(x - kernel.width / 2, y - kernel.height / 2, kernel.at(x, y));
    };
    each([&](int x, int y, double w) {
        sum += w;
        m.mean_x += w * x;
        m.mean_y += w * y;
    });
    m.mean_x /= sum;
    m.mean_y /= sum;
    each([&](int x, int y, double w) {
        m.variance_x += w * (x - m.mean_x) * (x - m.mean_x);
        m.variance_y += w * (y - m.mean_y) * (y - m.mean_y);
    });
    m.variance_x /= sum;
    m.variance_y /= sum;
    return m;
}

}  // namespace tapestry::offline
