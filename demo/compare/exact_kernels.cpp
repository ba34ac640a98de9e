#include "compare/exact_kernels.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "offline/kernels/kernel_grid.h"
#include "offline/kernels/moments.h"
#include "offline/rivals/gaussian_match.h"
#include "offline/rivals/low_rank.h"

namespace tapestry::demo {
namespace {

/// Finer steps of size and turn change a picture by less than its 8 bits show, and take longer.
constexpr double steps_per_unit = 32.0;
constexpr double steps_per_turned_unit = 16.0;
constexpr int rival_rank = 2;
/// Kernels beyond that are forgotten: 128 MiB.
constexpr std::size_t most_cells = 16u << 20;

DenseKernel identity() {
    return {1, 1, {1.0}};
}

DenseKernel gaussian_like(const DenseKernel& kernel) {
    const double sigma = std::sqrt(std::max(0.0, offline::moments(kernel).variance()));
    if (sigma < 0.2) return identity();
    const int side = 2 * static_cast<int>(std::ceil(3.0 * sigma)) + 1;
    return offline::gaussian_in_box(sigma, side, side);
}

DenseKernel low_rank_of(const DenseKernel& kernel) {
    const int rank = std::min({rival_rank, kernel.width, kernel.height});
    const auto terms = offline::low_rank_terms(kernel, rank);
    if (!terms) return kernel;
    DenseKernel result{kernel.width, kernel.height, std::vector<double>(kernel.values.size(), 0.0)};
    for (const offline::SeparableTerm& term : *terms)
        for (int y = 0; y < kernel.height; ++y)
            for (int x = 0; x < kernel.width; ++x)
                result.values[static_cast<std::size_t>(y) * kernel.width + x] +=
                    term.across[static_cast<std::size_t>(x)] * term.down[static_cast<std::size_t>(y)];
    return result;
}

DenseKernel by_method(DenseKernel kernel, KernelMethod method) {
    if (method == KernelMethod::gaussian) return gaussian_like(kernel);
    if (method == KernelMethod::low_rank) return low_rank_of(kernel);
    return kernel;
}

/// Within the axis, as the engine blends; a size may grow past its last knot where the axis scales.
double within(const Axis& axis, double value) {
    if (axis.period > 0.0f) {
        const double period = static_cast<double>(axis.period);
        const double start = static_cast<double>(axis.knots.front());
        return start + (value - start) - period * std::floor((value - start) / period);
    }
    const double most =
        axis.beyond == Beyond::scale ? offline::max_kernel_radius_px : static_cast<double>(axis.knots.back());
    return std::clamp(value, static_cast<double>(axis.knots.front()), most);
}

double rounded_to(double value, double steps) {
    return std::round(value * steps) / steps;
}

}  // namespace

DenseKernel stretched(const DenseKernel& kernel, double sx, double sy) {
    const auto side = [](int cells, double by) {
        return 2 * static_cast<int>(std::ceil(0.5 * (cells * by - 1.0) - 1e-9)) + 1;
    };
    DenseKernel result{std::max(1, side(kernel.width, sx)), std::max(1, side(kernel.height, sy)), {}};
    result.values.assign(static_cast<std::size_t>(result.width) * static_cast<std::size_t>(result.height),
                         0.0);
    // The share of source cell `from` that falls into target cell `to`, along one axis.
    const auto share = [](int from, int from_half, int to, int to_half, double by) {
        const double middle = (from - from_half) * by;
        const double left = std::max(middle - 0.5 * by, to - to_half - 0.5);
        const double right = std::min(middle + 0.5 * by, to - to_half + 0.5);
        return std::max(0.0, right - left) / by;
    };
    const auto first = [](int from, int from_half, int to_half, double by) {
        return std::max(0, static_cast<int>(std::floor((from - from_half - 0.5) * by + 0.5)) + to_half);
    };
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x) {
            const double light = kernel.at(x, y);
            if (light == 0.0) continue;
            for (int v = first(y, kernel.height / 2, result.height / 2, sy); v < result.height; ++v) {
                const double down = share(y, kernel.height / 2, v, result.height / 2, sy);
                if (down <= 0.0) break;
                for (int u = first(x, kernel.width / 2, result.width / 2, sx); u < result.width; ++u) {
                    const double across = share(x, kernel.width / 2, u, result.width / 2, sx);
                    if (across <= 0.0) break;
                    result.values[static_cast<std::size_t>(v) * result.width + u] += light * down * across;
                }
            }
        }
    return result;
}

DenseKernel turned(const DenseKernel& kernel, double turn_deg) {
    const int half = static_cast<int>(std::ceil(std::hypot(kernel.width / 2, kernel.height / 2)));
    DenseKernel result{2 * half + 1, 2 * half + 1, {}};
    const double turn = turn_deg * std::numbers::pi / 180.0;
    const double c = std::cos(turn);
    const double s = std::sin(turn);
    const auto cell = [&](int x, int y) {
        return x >= 0 && y >= 0 && x < kernel.width && y < kernel.height ? kernel.at(x, y) : 0.0;
    };
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x) {
            const double u = c * x + s * y + kernel.width / 2;
            const double v = c * y - s * x + kernel.height / 2;
            const int left = static_cast<int>(std::floor(u));
            const int top = static_cast<int>(std::floor(v));
            const double fx = u - left;
            const double fy = v - top;
            result.values.push_back((1 - fy) * ((1 - fx) * cell(left, top) + fx * cell(left + 1, top)) +
                                    fy * ((1 - fx) * cell(left, top + 1) + fx * cell(left + 1, top + 1)));
        }
    return result;
}

ExactKernels::ExactKernels(offline::KernelField field, std::vector<Axis> axes, KernelMethod method)
    : field_(std::move(field)), axes_(std::move(axes)), method_(method) {}

bool ExactKernels::Less::operator()(const PixelFilter& a, const PixelFilter& b) const {
    const auto key = [](const PixelFilter& p) {
        return std::tuple(p.parameter.x, p.parameter.y, p.turn_deg, p.scale, p.aspect);
    };
    return key(a) < key(b);
}

PixelFilter ExactKernels::rounded(PixelFilter pixel) const {
    // What turns has a kernel of its own nearly everywhere.
    const double steps = pixel.turn_deg != 0.0 ? steps_per_turned_unit : steps_per_unit;
    for (std::size_t axis = 0; axis < 2; ++axis) {
        double& value = pixel.parameter[static_cast<int>(axis)];
        value = axis < axes_.size() ? within(axes_[axis], rounded_to(value, steps)) : 0.0;
    }
    pixel.turn_deg = std::round(pixel.turn_deg);
    return pixel;
}

DenseKernel ExactKernels::make(const PixelFilter& pixel) const {
    const bool is_turned = pixel.turn_deg != 0.0;
    auto kernel = !is_turned         ? field_.at(pixel.parameter)
                  : field_.turned_at ? field_.turned_at(pixel.parameter, pixel.turn_deg)
                                     : turned_by_cells(pixel);
    if (!kernel) return identity();
    const bool is_as_fitted = pixel.scale == 1.0 && pixel.aspect == 1.0;
    if (!is_as_fitted) kernel = stretched(*kernel, pixel.scale * pixel.aspect, pixel.scale);
    return by_method(std::move(*kernel), method_);
}

/// Of fields that know no turns, three times as large, so that its edges stay sharp.
Result<DenseKernel> ExactKernels::turned_by_cells(const PixelFilter& pixel) const {
    constexpr double finer = 3.0;
    const double size = pixel.parameter.x * finer;
    if (!is_size_axis(axes_.front()) || size > offline::max_kernel_radius_px)
        return field_.at(pixel.parameter);
    const auto fine = field_.at({size, pixel.parameter.y});
    if (!fine) return fine;
    return stretched(turned(*fine, pixel.turn_deg), 1.0 / finer, 1.0 / finer);
}

DenseKernel ExactKernels::at(const PixelFilter& pixel) {
    if (is_size_axis(axes_.front()) && pixel.parameter.x <= 0.0) return identity();
    {
        const std::scoped_lock lock(mutex_);
        if (const auto known = kernels_.find(pixel); known != kernels_.end()) return known->second;
    }
    DenseKernel kernel = make(pixel);
    const std::scoped_lock lock(mutex_);
    if (cells_ > most_cells) {
        kernels_.clear();
        cells_ = 0;
    }
    cells_ += kernel.values.size();
    return kernels_.insert_or_assign(pixel, std::move(kernel)).first->second;
}

}  // namespace tapestry::demo
