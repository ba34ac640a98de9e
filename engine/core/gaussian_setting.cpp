#include <algorithm>
#include <cassert>
#include <cmath>
#include <span>

#include "float_class.h"
#include "option_range.h"
#include "read_variance.h"
#include "reduced_filter.h"
#include "tapestry/uniform_blur_options.h"

namespace tapestry {
namespace {

/// Of the height. Wider ones would need fewer pixels than a quarter.
constexpr float most_sigma = 0.1f;

/// The mean over both axes of the picture: layers are convolutions, so their variances add.
double filter_variance_px2(const Filter& filter) {
    double sum = 0.0;
    for (std::size_t layer = 0; layer < filter.layers(); ++layer) {
        double x = 0.0, y = 0.0, square = 0.0;
        for (const BlendedTap& tap : filter.layer(layer)) {
            x += tap.weight * tap.dx;
            y += tap.weight * tap.dy;
            square += tap.weight *
                      (tap.dx * tap.dx + tap.dy * tap.dy + read_variance(tap.dx) + read_variance(tap.dy));
        }
        sum += 0.5 * (square - x * x - y * y);
    }
    return sum;
}

/// Variances of one table at one resolution; keeps its storage from parameter to parameter.
class VarianceOf {
  public:
    VarianceOf(const TapTable& table, Resolution resolution) : table_(table) {
        if (resolution != Resolution::full) reduced_ = reduced_filter(table, resolution);
    }

    double operator()(double parameter) {
        const bool is_reduced = reduced_.step > 1;
        const double asked =
            is_reduced ? reduced_parameter(reduced_, glm::dvec2(parameter, 0.0)).x : parameter;
        evaluate_into(table_, std::span(&asked, 1), filter_);
        const double variance = filter_variance_px2(filter_);
        return is_reduced ? reduced_.lost_variance_px2 + reduced_.step * reduced_.step * variance : variance;
    }

  private:
    const TapTable& table_;
    ReducedFilter reduced_;
    Filter filter_;
};

/// The coarsest resolution that `sigma_px` needs: at each the table's own knots reach so far.
Resolution resolution_for(const TapTable& table, double sigma_px, Resolution finest) {
    const double last = table.axes[0].knots.back();
    const Resolution needed = sigma_px <= last         ? Resolution::full
                              : sigma_px <= 2.0 * last ? Resolution::half
                                                       : Resolution::quarter;
    return std::max(needed, finest);
}

}  // namespace

Result<UniformBlurOptions> clamped(const UniformBlurOptions& options, int height) {
    if (options.unit != SigmaUnit::pixels && options.unit != SigmaUnit::picture_heights)
        return error_of("unit: ", static_cast<int>(options.unit), " is not a SigmaUnit");
    static constexpr OptionRange<UniformBlurOptions> ranges[] = {
        {"sigma", &UniformBlurOptions::sigma, 0.0f, 1e6f},
        {"aspect", &UniformBlurOptions::aspect, least_aspect, most_aspect}};
    Result<UniformBlurOptions> valid = clamped_to(ranges, options);
    if (!valid) return valid;
    const auto rows = static_cast<float>(height);
    if (valid->unit == SigmaUnit::picture_heights) valid->sigma *= rows;
    valid->unit = SigmaUnit::pixels;
    valid->sigma = std::min(valid->sigma, most_sigma * rows);
    return valid;
}

double blur_variance_px2(const TapTable& table, double parameter, Resolution resolution) {
    return VarianceOf(table, resolution)(parameter);
}

GaussianSetting gaussian_setting(const TapTable& table, double sigma_px, Resolution finest) {
    assert(table.axes.size() == 1 && "gaussian_setting: the table has one axis");
    if (is_nan(sigma_px) || sigma_px <= 0.0) return {0.0, Resolution::full};
    GaussianSetting setting;
    setting.resolution = resolution_for(table, sigma_px, finest);
    VarianceOf variance_of(table, setting.resolution);
    // Variances grow with the parameter but for the ripple of bilinear reads, so one of the places where it
    // is right is as good as another.
    double low = 0.0;
    double high = 2.0 * sigma_px + 4.0;
    for (int i = 0; i < 40; ++i) {
        const double middle = 0.5 * (low + high);
        (variance_of(middle) < sigma_px * sigma_px ? low : high) = middle;
    }
    setting.parameter = 0.5 * (low + high);
    return setting;
}

}  // namespace tapestry
