#include "offline/metrics/ssim.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "offline/io/srgb.h"
#include "offline/metrics/plane.h"

namespace tapestry::offline {
namespace {

constexpr int window_reach = 5;
constexpr double window_sigma = 1.5;
constexpr double c1 = 0.01 * 0.01, c2 = 0.03 * 0.03;

using Window = std::array<double, 2 * window_reach + 1>;

Window gaussian_window() {
    Window window;
    double sum = 0.0;
    for (int i = -window_reach; i <= window_reach; ++i)
        sum += window[i + window_reach] = std::exp(-0.5 * i * i / (window_sigma * window_sigma));
    for (double& weight : window) weight /= sum;
    return window;
}

double encoded(double light) {
    return linear_to_srgb(std::clamp(light, 0.0, 1.0));
}

Plane luma(const Image& image) {
    Plane plane(image.width, image.height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        const glm::dvec4& pixel = image.pixels[i];
        plane.values[i] = 0.299 * encoded(pixel.r) + 0.587 * encoded(pixel.g) + 0.114 * encoded(pixel.b);
    }
    return plane;
}

// Mean over each window of the product of two planes.
Plane windowed_product(const Plane& a, const Plane& b, const Window& window) {
    Plane product(a.width, a.height);
    for (std::size_t i = 0; i < product.values.size(); ++i) product.values[i] = a.values[i] * b.values[i];
    return filter_columns(filter_rows(product, window), window);
}

}  // namespace

double ssim(const Image& image, const Image& truth, int border_px) {
    assert(image.width == truth.width && image.height == truth.height && "ssim: sizes are equal");
    const int margin = border_px + window_reach;
    assert(image.width > 2 * margin && image.height > 2 * margin && "ssim: 11 x 11 pixels inside the border");
    const Window window = gaussian_window();
    const Plane x = luma(image), y = luma(truth);
    const Plane mean_x = filter_columns(filter_rows(x, window), window);
    const Plane mean_y = filter_columns(filter_rows(y, window), window);
    const Plane xx = windowed_product(x, x, window);
    const Plane yy = windowed_product(y, y, window);
    const Plane xy = windowed_product(x, y, window);

    double sum = 0.0;
    for (int row = margin; row < image.height - margin; ++row)
        for (int column = margin; column < image.width - margin; ++column) {
            const double mx = mean_x.at(column, row), my = mean_y.at(column, row);
            const double variances = xx.at(column, row) - mx * mx + yy.at(column, row) - my * my;
            const double covariance = xy.at(column, row) - mx * my;
            sum += (2.0 * mx * my + c1) * (2.0 * covariance + c2) /
                   ((mx * mx + my * my + c1) * (variances + c2));
        }
    return sum / (static_cast<double>(image.width - 2 * margin) * (image.height - 2 * margin));
}

}  // namespace tapestry::offline
