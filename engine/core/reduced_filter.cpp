#include "reduced_filter.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "float_class.h"
#include "read_variance.h"

namespace tapestry {
namespace {

/// (1 3 3 1)/8 has variance 3/4 in pixels of the finer picture, a cubic B-spline 1/3 in those of the coarser.
constexpr double reduce_variance_px2 = 0.75;
constexpr double enlarge_variance_px2 = 1.0 / 3.0;

double lost_variance_px2(Resolution resolution) {
    const double down =
        resolution == Resolution::half ? reduce_variance_px2 : reduce_variance_px2 * (1.0 + 4.0);
    const double step = static_cast<double>(resolution);
    return down + enlarge_variance_px2 * step * step;
}

/// Variance of one entry's filter, the mean over both axes of the picture: layers add.
double entry_variance_px2(const TapTable& table, std::size_t entry) {
    double sum = 0.0;
    for (std::size_t layer = 0; layer < table.layers(); ++layer) {
        glm::dvec2 mean(0.0);
        double square = 0.0;
        for (std::size_t index = 0; index < table.layer_taps[layer]; ++index) {
            const Tap& tap = table.tap(layer, index, entry);
            const double dx = tap.dx, dy = tap.dy, weight = tap.weight;
            mean += weight * glm::dvec2(dx, dy);
            square += weight * (dx * dx + dy * dy + read_variance(dx) + read_variance(dy));
        }
        sum += 0.5 * (square - mean.x * mean.x - mean.y * mean.y);
    }
    return std::max(sum, 0.0);
}

/// True when the entry lies on the last knot of every axis that measures a size.
bool is_largest(const TapTable& table, std::size_t entry) {
    std::size_t stride = table.entry_count();
    for (const Axis& axis : table.axes) {
        stride /= axis.knots.size();
        const std::size_t knot = entry / stride % axis.knots.size();
        if (is_size_axis(axis) && knot + 1 != axis.knots.size()) return false;
    }
    return true;
}

/// The mean over the entries of the largest size.
double largest_variance_px2(const TapTable& table) {
    double sum = 0.0;
    int count = 0;
    for (std::size_t entry = 0; entry < table.entry_count(); ++entry) {
        if (!is_largest(table, entry)) continue;
        sum += entry_variance_px2(table, entry);
        ++count;
    }
    return sum / count;
}

double bounded(const ReducedFilter& filter, int axis, double parameter) {
    if (is_nan(parameter)) return filter.least[axis];
    if (is_infinite(parameter)) return parameter < 0.0 ? filter.least[axis] : filter.last[axis];
    return std::clamp(parameter, filter.least[axis], filter.most[axis]);
}

}  // namespace

ReducedFilter reduced_filter(const TapTable& table, Resolution resolution) {
    ReducedFilter filter;
    filter.step = static_cast<int>(resolution);
    filter.factor = 1.0 / filter.step;
    filter.lost_variance_px2 = lost_variance_px2(resolution);
    filter.variance_px2 = largest_variance_px2(table);
    const auto sizes = static_cast<double>(std::ranges::count_if(table.axes, is_size_axis));
    filter.constant_share = sizes > 0.0 ? 0.0 : 1.0;
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
        const Axis& axis = table.axes[i];
        const auto index = static_cast<int>(i);
        filter.least[index] = axis.knots.front();
        filter.last[index] = axis.knots.back();
        // Sums of squares of it must not overflow in floats.
        filter.most[index] = axis.beyond == Beyond::scale ? 1e15 : axis.knots.back();
        filter.periodic[i] = axis.period > 0.0f;
        if (is_size_axis(axis))
            filter.size_share[index] = 1.0 / (sizes * double{axis.knots.back()} * double{axis.knots.back()});
    }
    return filter;
}

glm::dvec2 bounded(const ReducedFilter& filter, glm::dvec2 parameter) {
    glm::dvec2 result = parameter;
    for (int axis = 0; axis < 2; ++axis)
        if (!filter.periodic[axis]) result[axis] = bounded(filter, axis, parameter[axis]);
    return result;
}

double variance_px2(const ReducedFilter& filter, glm::dvec2 parameter) {
    return filter.variance_px2 * (filter.constant_share + filter.size_share.x * parameter.x * parameter.x +
                                  filter.size_share.y * parameter.y * parameter.y);
}

double size_factor(const ReducedFilter& filter, glm::dvec2 parameter) {
    const double variance = variance_px2(filter, parameter);
    if (variance <= filter.lost_variance_px2) return 0.0;
    return filter.factor * std::sqrt(1.0 - filter.lost_variance_px2 / variance);
}

double reduced_share(const ReducedFilter& filter, glm::dvec2 parameter) {
    return std::clamp(variance_px2(filter, parameter) / filter.lost_variance_px2, 0.0, 1.0);
}

glm::dvec2 reduced_parameter(const ReducedFilter& filter, glm::dvec2 parameter) {
    const double factor = size_factor(filter, parameter);
    glm::dvec2 result = parameter;
    for (int axis = 0; axis < 2; ++axis)
        if (filter.size_share[axis] > 0.0) result[axis] *= factor;
    return result;
}

double offset_factor(const ReducedFilter& filter) {
    return filter.constant_share > 0.0 ? size_factor(filter, glm::dvec2(0.0)) : 1.0;
}

int reduced_pixels(int pixels, Resolution resolution) {
    return resolution == Resolution::half ? halved(pixels) : halved(halved(pixels));
}

}  // namespace tapestry
