#include "offline/kernels/kernels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace tapestry::offline {
namespace {

DenseKernel centred(int half_width, int half_height) {
    DenseKernel kernel{2 * half_width + 1, 2 * half_height + 1, {}};
    kernel.values.assign(static_cast<std::size_t>(kernel.width) * kernel.height, 0.0);
    return kernel;
}

void normalise(DenseKernel& kernel) {
    const double sum = std::accumulate(kernel.values.begin(), kernel.values.end(), 0.0);
    for (double& value : kernel.values) value /= sum;
}

// Area of the disk of radius r within [0, x] x [0, y], for x, y of any sign (odd in both).
double disk_quadrant_area(double x, double y, double r) {
    const double sign = (x < 0 ? -1.0 : 1.0) * (y < 0 ? -1.0 : 1.0);
    x = std::min(std::abs(x), r);
    y = std::min(std::abs(y), r);
    if (x * x + y * y <= r * r) return sign * x * y;
    const auto primitive = [r](double t) {
        return 0.5 * (t * std::sqrt(std::max(0.0, r * r - t * t)) + r * r * std::asin(std::min(1.0, t / r)));
    };
    const double crossing = std::sqrt(r * r - y * y);
    return sign * (crossing * y + primitive(x) - primitive(crossing));
}

struct Interval {
    double from, to;
};

double overlap(Interval a, Interval b) {
    return std::max(0.0, std::min(a.to, b.to) - std::max(a.from, b.from));
}

// Distance of the farthest lit pixel's centre from the mask's origin; negative when nothing is lit.
double lit_radius(const GreyPicture& mask) {
    double farthest = -1.0;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x)
            if (mask.values[static_cast<std::size_t>(y) * mask.width + x] > 0.0)
                farthest = std::max(farthest, std::hypot(x - mask.width / 2, y - mask.height / 2));
    return farthest;
}

// Adds one mask pixel, a square of side `scale` at (cx, cy), to the cells that it covers.
void add_square(DenseKernel& kernel, double cx, double cy, double scale, double value) {
    const Interval across{cx - 0.5 * scale, cx + 0.5 * scale};
    const Interval down{cy - 0.5 * scale, cy + 0.5 * scale};
    const int half_width = kernel.width / 2, half_height = kernel.height / 2;
    const auto first = [](double edge) { return static_cast<int>(std::floor(edge + 0.5)); };
    for (int y = std::max(first(down.from), -half_height); y <= std::min(first(down.to), half_height); ++y)
        for (int x = std::max(first(across.from), -half_width); x <= std::min(first(across.to), half_width);
             ++x)
            kernel.values[static_cast<std::size_t>(y + half_height) * kernel.width + x + half_width] +=
                value * overlap(across, {x - 0.5, x + 0.5}) * overlap(down, {y - 0.5, y + 0.5});
}

}  // namespace

Result<DenseKernel> disk_kernel(double radius_px) {
    if (!(radius_px > 0.0 && radius_px <= max_kernel_radius_px))
        return Error{"disk: the radius must be above 0 and at most 127 px"};
    const int half = static_cast<int>(std::ceil(std::max(0.0, radius_px - 0.5)));
    DenseKernel kernel = centred(half, half);
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x) {
            const double area = disk_quadrant_area(x + 0.5, y + 0.5, radius_px) -
                                disk_quadrant_area(x - 0.5, y + 0.5, radius_px) -
                                disk_quadrant_area(x + 0.5, y - 0.5, radius_px) +
                                disk_quadrant_area(x - 0.5, y - 0.5, radius_px);
            kernel.values[static_cast<std::size_t>(y + half) * kernel.width + x + half] = std::max(0.0, area);
        }
    normalise(kernel);
    return kernel;
}

Result<DenseKernel> gaussian_kernel(double sigma_px) {
    // Cut at 4 sigma: 6e-5 of the light is outside, below what the fits reach.
    constexpr double cut = 4.0;
    if (!(sigma_px > 0.0 && cut * sigma_px <= max_kernel_radius_px))
        return Error{"gaussian: sigma must be above 0 and at most 31 px"};
    const int half = static_cast<int>(std::ceil(cut * sigma_px));
    DenseKernel kernel = centred(half, half);
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x)
            kernel.values[static_cast<std::size_t>(y + half) * kernel.width + x + half] =
                std::exp(-0.5 * (x * x + y * y) / (sigma_px * sigma_px));
    normalise(kernel);
    return kernel;
}

Result<DenseKernel> mask_kernel(const GreyPicture& mask, double radius_px) {
    const double farthest = lit_radius(mask);
    if (farthest < 0.0) return Error{"mask: no pixel is lit"};
    if (!(radius_px >= 0.0 && radius_px <= max_kernel_radius_px))
        return Error{"mask: the radius must be between 0 and 127 px"};
    if (radius_px > 0.0 && farthest == 0.0)
        return Error{"mask: only its origin is lit, so it cannot be scaled to a radius"};
    const double scale = radius_px > 0.0 ? radius_px / farthest : 1.0;
    const double reach = farthest * scale + 0.5 * (scale - 1.0);
    if (reach > max_kernel_radius_px) return Error{"mask: its light reaches beyond 127 px from its origin"};
    const int half = static_cast<int>(std::ceil(reach - 1e-9));
    DenseKernel kernel = centred(half, half);
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            const double value = mask.values[static_cast<std::size_t>(y) * mask.width + x];
            if (value > 0.0)
                add_square(kernel, (x - mask.width / 2) * scale, (y - mask.height / 2) * scale, scale, value);
        }
    normalise(kernel);
    return kernel;
}

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
