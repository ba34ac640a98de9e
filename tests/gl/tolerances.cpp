#include "tolerances.h"

#include <algorithm>
#include <cmath>

#include "sampler_precision.h"

namespace tapestry::test {

double gain(const TapTable& table) {
    double largest = 1.0;
    for (std::size_t layer = 0; layer < table.layers(); ++layer) {
        for (std::size_t entry = 0; entry < table.entry_count(); ++entry) {
            double sum = 0.0;
            for (std::size_t tap = 0; tap < table.layer_taps[layer]; ++tap)
                sum += std::abs(double{table.tap(layer, tap, entry).weight});
            largest = std::max(largest, sum);
        }
    }
    return largest;
}

double float_tolerance(const TapTable& table, double fraction_error, double steepness,
                       Resolution resolution) {
    if (!has_coarse_fractions(fraction_error)) return 1e-5 * gain(table);
    const auto layers = static_cast<double>(table.layers()) + (resolution == Resolution::full ? 0.0 : 1.0);
    const double hardware = 2.0 * fraction_error * steepness * static_cast<double>(resolution) * layers;
    return (1e-5 + hardware) * gain(table);
}

double share_of_half_tolerance(const Image& got, const Image& expected, const LocalRange& range,
                               double fraction_error, double growth) {
    const double allowance = has_coarse_fractions(fraction_error) ? 2e-3 : 0.0;
    double largest = 0.0;
    for (std::size_t i = 0; i < got.pixels.size(); ++i) {
        for (int channel = 0; channel < 4; ++channel) {
            const double least = range.least.pixels[i][channel];
            const double most = range.most.pixels[i][channel];
            const double ulp = half_ulp_at(std::max(std::abs(least), std::abs(most)));
            const double tolerance = growth * (2.0 * ulp + allowance * (most - least));
            const double difference = std::abs(got.pixels[i][channel] - expected.pixels[i][channel]);
            largest = std::max(largest, std::isnan(difference) ? INFINITY : difference / tolerance);
        }
    }
    return largest;
}

}  // namespace tapestry::test
