#include "offline/rivals/dense.h"

#include "offline/metrics/impulse_filter.h"

namespace tapestry::offline {

FilterMethod dense_method(const DenseKernel& kernel) {
    FilterMethod method;
    method.name = "dense";
    method.taps_read = static_cast<double>(kernel.width) * kernel.height;
    method.impulse = kernel;
    method.apply = [kernel](const Image& image) { return filter_by_impulse(image, kernel); };
    return method;
}

}  // namespace tapestry::offline
