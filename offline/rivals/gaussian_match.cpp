#include "offline/rivals/gaussian_match.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <string>
#include <vector>

namespace tapestry::offline {
namespace {

// Room for what sampling and a box do to a Gaussian; the nearest other kernels, PSFs and disks of a pixel or
// two, are several times farther.
constexpr double gaussian_tolerance = 0.05;

std::vector<double> gaussian_line(double sigma, int size) {
    std::vector<double> line;
    for (int i = 0; i < size; ++i) {
        const double x = i - size / 2;
        line.push_back(std::exp(-0.5 * x * x / (sigma * sigma)));
    }
    const double sum = std::accumulate(line.begin(), line.end(), 0.0);
    for (double& value : line) value /= sum;
    return line;
}

double distance(const DenseKernel& kernel, double sigma) {
    const std::vector<double> across = gaussian_line(sigma, kernel.width);
    const std::vector<double> down = gaussian_line(sigma, kernel.height);
    double error = 0.0, energy = 0.0;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x) {
            const double gauss = across[x] * down[y];
            error += (kernel.at(x, y) - gauss) * (kernel.at(x, y) - gauss);
            energy += gauss * gauss;
        }
    return std::sqrt(error / energy);
}

// The root of the mean squared distance of the kernel's light from the origin, per axis.
double spread(const DenseKernel& kernel) {
    double sum = 0.0, squares = 0.0;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x) {
            const double dx = x - kernel.width / 2, dy = y - kernel.height / 2;
            sum += kernel.at(x, y);
            squares += kernel.at(x, y) * (dx * dx + dy * dy) / 2.0;
        }
    return std::sqrt(std::max(0.0, squares / sum));
}

template <class Function>
double minimum_of(double low, double high, const Function& function) {
    // Golden section: 60 steps leave 3e-13 of the bracket.
    constexpr double share = 1.0 / std::numbers::phi;
    double left = high - share * (high - low), right = low + share * (high - low);
    double at_left = function(left), at_right = function(right);
    for (int i = 0; i < 60; ++i) {
        if (at_left < at_right) {
            high = right;
            right = left;
            at_right = at_left;
            left = high - share * (high - low);
            at_left = function(left);
        } else {
            low = left;
            left = right;
            at_left = at_right;
            right = low + share * (high - low);
            at_right = function(right);
        }
    }
    return 0.5 * (low + high);
}

}  // namespace

DenseKernel gaussian_in_box(double sigma_px, int width, int height) {
    const std::vector<double> across = gaussian_line(sigma_px, width), down = gaussian_line(sigma_px, height);
    DenseKernel kernel{width, height, {}};
    for (const double row : down)
        for (const double column : across) kernel.values.push_back(row * column);
    return kernel;
}

GaussianMatch best_gaussian(const DenseKernel& kernel) {
    const double start = spread(kernel);
    if (start == 0.0) return {0.0, 0.0};
    // A box only takes spread away, three times at most from what still looks like a Gaussian; sampling adds
    // a little to small ones.
    const double sigma =
        minimum_of(0.5 * start, 4.0 * start, [&](double candidate) { return distance(kernel, candidate); });
    return {sigma, distance(kernel, sigma)};
}

Result<double> sigma_of(const DenseKernel& kernel, const char* method) {
    const GaussianMatch match = best_gaussian(kernel);
    if (match.sigma_px > 0.0 && match.relative_l2 <= gaussian_tolerance) return match.sigma_px;
    return Error{std::string(method) + ": blurs by Gaussians only, and this kernel is none"};
}

}  // namespace tapestry::offline
