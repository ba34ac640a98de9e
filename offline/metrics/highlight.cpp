#include "offline/metrics/highlight.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "offline/fit/kernel_metrics.h"
#include "offline/metrics/flip.h"
#include "offline/metrics/image_psnr.h"

namespace tapestry::offline {
namespace {

constexpr double mid_grey = 0.18;

double light_of(const DenseKernel& kernel) {
    return std::accumulate(kernel.values.begin(), kernel.values.end(), 0.0);
}

double peak_of(const DenseKernel& kernel) {
    return *std::max_element(kernel.values.begin(), kernel.values.end());
}

// Exposed brightness of the grey around the light.
double surroundings(const DenseKernel& target) {
    return mid_grey / (light_of(target) + (highlight_ratio - 1.0) * peak_of(target));
}

// A kernel's cell by its distance from the origin; 0 outside.
double value_at(const DenseKernel& kernel, int dx, int dy) {
    const int x = dx + kernel.width / 2, y = dy + kernel.height / 2;
    return x >= 0 && y >= 0 && x < kernel.width && y < kernel.height ? kernel.at(x, y) : 0.0;
}

// By superposition: the grey everywhere, and the light's excess times the impulse response.
Image through(const DenseKernel& impulse, const DenseKernel& target) {
    const double grey = surroundings(target), background = light_of(impulse);
    const int half_width = target.width / 2 + highlight_ring_px;
    const int half_height = target.height / 2 + highlight_ring_px;
    Image picture(2 * half_width + 1, 2 * half_height + 1);
    for (int y = -half_height; y <= half_height; ++y)
        for (int x = -half_width; x <= half_width; ++x) {
            const double light = grey * (background + (highlight_ratio - 1.0) * value_at(impulse, x, y));
            picture.at(x + half_width, y + half_height) = glm::dvec4(light, light, light, 1.0);
        }
    return picture;
}

// The same by running the method on a scene so large that its edges are only ever grey.
Image through_scene(const FilterMethod& method, const DenseKernel& target) {
    constexpr int block = 64;
    const int reach =
        highlight_ring_px +
        std::max({target.width, target.height, method.impulse.width, method.impulse.height}) / 2;
    const int middle = (reach + block - 1) / block * block;
    const double grey = surroundings(target);
    Image scene(2 * middle + 1, 2 * middle + 1, glm::dvec4(grey, grey, grey, 1.0));
    const double light = highlight_ratio * grey;
    scene.at(middle, middle) = glm::dvec4(light, light, light, 1.0);
    const Image filtered = method.apply(scene);

    const int half_width = target.width / 2 + highlight_ring_px;
    const int half_height = target.height / 2 + highlight_ring_px;
    Image picture(2 * half_width + 1, 2 * half_height + 1);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            picture.at(x, y) = filtered.at(middle - half_width + x, middle - half_height + y);
    return picture;
}

}  // namespace

Image highlight_picture(const FilterMethod& method, const DenseKernel& target) {
    return method.shift_invariant ? through(method.impulse, target) : through_scene(method, target);
}

HighlightMetrics highlight_metrics(const FilterMethod& method, const DenseKernel& target) {
    const Image picture = highlight_picture(method, target), truth = through(target, target);
    const double peak = peak_of(target);
    const double height = surroundings(target) * (highlight_ratio - 1.0) * peak;
    HighlightMetrics metrics;
    metrics.psnr = image_psnr(picture, truth);
    metrics.flip = flip(picture, truth).mean;
    double squares = 0.0;
    int lit = 0;
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x) {
            const double error = (picture.at(x, y).r - truth.at(x, y).r) / height;
            if (value_at(target, x - picture.width / 2, y - picture.height / 2) > support_threshold * peak) {
                squares += error * error;
                ++lit;
            } else {
                metrics.overshoot = std::max(metrics.overshoot, error);
                metrics.undershoot = std::min(metrics.undershoot, error);
            }
        }
    metrics.unevenness = std::sqrt(squares / lit);
    return metrics;
}

}  // namespace tapestry::offline
