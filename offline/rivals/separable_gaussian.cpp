#include "offline/rivals/separable_gaussian.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "offline/rivals/gaussian_match.h"

namespace tapestry::offline {
namespace {

struct LineTap {
    double offset, weight;
};

// Pairs from one end to the other; the number of cells is odd, so the last one is left alone.
std::vector<LineTap> paired(const std::vector<double>& line) {
    const int half = static_cast<int>(line.size() / 2);
    std::vector<LineTap> taps;
    for (int i = 0; i + 1 < static_cast<int>(line.size()); i += 2) {
        const double sum = line[i] + line[i + 1];
        // Weights so far out that they are 0 leave the tap where it is.
        taps.push_back({i - half + (sum > 0.0 ? line[i + 1] / sum : 0.0), sum});
    }
    taps.push_back({static_cast<double>(half), line.back()});
    return taps;
}

}  // namespace

Filter separable_gaussian_filter(double sigma_px, int half_width, int half_height) {
    assert(sigma_px > 0.0 && half_width >= 0 && half_height >= 0 && half_width < 256 && half_height < 256 &&
           "separable_gaussian_filter: sigma above 0, halves 0..255");
    const auto across = paired(gaussian_in_box(sigma_px, 2 * half_width + 1, 1).values);
    const auto down = paired(gaussian_in_box(sigma_px, 1, 2 * half_height + 1).values);
    Filter filter;
    const std::size_t taps = std::max(across.size(), down.size());
    filter.layer_taps.assign(2, static_cast<std::uint32_t>(taps));
    for (const LineTap& tap : across) filter.values.push_back({tap.offset, 0.0, tap.weight});
    filter.values.resize(taps);
    for (const LineTap& tap : down) filter.values.push_back({0.0, tap.offset, tap.weight});
    filter.values.resize(2 * taps);
    return filter;
}

Result<FilterMethod> separable_gaussian_method(const DenseKernel& kernel) {
    const auto sigma = sigma_of(kernel, "separable Gaussian");
    if (!sigma) return sigma.error();
    return cascade_method("separable Gaussian",
                          separable_gaussian_filter(*sigma, kernel.width / 2, kernel.height / 2));
}

}  // namespace tapestry::offline
