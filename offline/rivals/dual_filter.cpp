#include "offline/rivals/dual_filter.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <glm/vec2.hpp>
#include <string>
#include <vector>

#include "offline/kernels/moments.h"
#include "offline/rivals/gaussian_match.h"
#include "reference/filters.h"

namespace tapestry::offline {
namespace {

constexpr int most_levels = 5;
// Below, levels add nothing but bilinear blur; above, the taps leave gaps that show as squares.
constexpr double least_offset = 1.0 / 16.0, most_offset = 2.0;

struct PyramidTap {
    glm::dvec2 offset;  // texels of the picture that is read
    double weight;
};

std::vector<PyramidTap> down_taps(double offset) {
    std::vector<PyramidTap> taps = {{{0.0, 0.0}, 4.0 / 8.0}};
    for (const double y : {-offset, offset})
        for (const double x : {-offset, offset}) taps.push_back({{x, y}, 1.0 / 8.0});
    return taps;
}

std::vector<PyramidTap> up_taps(double offset) {
    std::vector<PyramidTap> taps;
    for (const double side : {-offset, offset}) {
        taps.push_back({{side, 0.0}, 1.0 / 12.0});
        taps.push_back({{0.0, side}, 1.0 / 12.0});
        for (const double other : {-offset, offset}) taps.push_back({{0.5 * side, 0.5 * other}, 2.0 / 12.0});
    }
    return taps;
}

// Pixel x of the result reads around `scale` * x + `shift` of the source.
Image resample(const Image& source, int width, int height, double scale, double shift,
               const std::vector<PyramidTap>& taps) {
    Image result(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (const PyramidTap& tap : taps)
                result.at(x, y) += tap.weight * read_bilinear(source, scale * x + shift + tap.offset.x,
                                                              scale * y + shift + tap.offset.y);
    return result;
}

// Variance along x of one pass that reads at `fraction` of a texel, in the texels that it reads.
double pass_variance(const std::vector<PyramidTap>& taps, double fraction) {
    double variance = 0.0;
    for (const PyramidTap& tap : taps) {
        const double at = fraction + tap.offset.x, f = at - std::floor(at);
        variance += tap.weight * (tap.offset.x * tap.offset.x + f * (1.0 - f));
    }
    return variance;
}

// How far light gets, in pixels: every read ends within its longest offset and one texel more.
int reach_of(const DualFilter& filter) {
    const int texels = static_cast<int>(std::ceil(filter.offset)) + 1;
    int reach = 0;
    for (int level = 0; level < filter.levels; ++level) reach += (texels << level) + (texels << (level + 1));
    return reach;
}

// The mean over a kernel and its seven mirror images.
DenseKernel symmetrised(const DenseKernel& kernel) {
    const int n = kernel.width;
    DenseKernel result{n, n, std::vector<double>(kernel.values.size())};
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            const int u = n - 1 - x, v = n - 1 - y;
            result.values[static_cast<std::size_t>(y) * n + x] =
                (kernel.at(x, y) + kernel.at(u, y) + kernel.at(x, v) + kernel.at(u, v) + kernel.at(y, x) +
                 kernel.at(v, x) + kernel.at(y, u) + kernel.at(v, u)) /
                8.0;
        }
    return result;
}

// The offset with a given variance, or below `least_offset` when all have more.
double offset_for(int levels, double variance) {
    double low = 0.0, high = 2.0 * most_offset;
    for (int i = 0; i < 60; ++i) {
        const double middle = 0.5 * (low + high);
        (variance_of({levels, middle}) < variance ? low : high) = middle;
    }
    return 0.5 * (low + high);
}

Result<DualFilter> filter_for(double variance) {
    DualFilter best;
    bool found = false;
    for (int levels = 1; levels <= most_levels; ++levels) {
        const double offset = offset_for(levels, variance);
        if (offset < least_offset || offset > most_offset) continue;
        if (!found || std::abs(std::log(offset)) < std::abs(std::log(best.offset))) best = {levels, offset};
        found = true;
    }
    if (!found) return Error{"dual filter: no number of levels gives this sigma"};
    return best;
}

std::string name_of(const DualFilter& filter) {
    std::array<char, 64> text;
    std::snprintf(text.data(), text.size(), "dual filter %d x %.2f", filter.levels, filter.offset);
    return text.data();
}

}  // namespace

Image filter_dual(const Image& image, const DualFilter& filter) {
    std::vector<Image> levels = {image};
    const auto down = down_taps(filter.offset), up = up_taps(filter.offset);
    for (int level = 0; level < filter.levels; ++level) {
        const Image& fine = levels.back();
        levels.push_back(resample(fine, (fine.width + 1) / 2, (fine.height + 1) / 2, 2.0, 0.5, down));
    }
    Image result = std::move(levels.back());
    for (int level = filter.levels - 1; level >= 0; --level)
        result = resample(result, levels[level].width, levels[level].height, 0.5, -0.25, up);
    return result;
}

double variance_of(const DualFilter& filter) {
    // Up reads a quarter of a texel to either side of a coarse centre; by symmetry both have one variance.
    const double down = pass_variance(down_taps(filter.offset), 0.5);
    const double up = pass_variance(up_taps(filter.offset), 0.25);
    double variance = 0.0;
    for (int level = 0; level < filter.levels; ++level) variance += std::pow(4.0, level) * (down + 4.0 * up);
    return variance;
}

double taps_read(const DualFilter& filter) {
    double taps = 0.0;
    for (int level = 0; level < filter.levels; ++level) taps += (8.0 + 5.0 / 4.0) * std::pow(0.25, level);
    return taps;
}

DenseKernel mean_impulse(const DualFilter& filter) {
    const int block = 1 << filter.levels, reach = reach_of(filter);
    // The light's block in the middle, aligned with the coarsest pixels.
    const int middle = (reach + block - 1) / block * block;
    const int size = 2 * middle + block;
    // Taps and grids are symmetric, so an eighth of the block tells all: x <= y in one quarter of it. Each
    // channel carries a light of its own.
    std::vector<glm::ivec2> places;
    for (int y = 0; y < block / 2; ++y)
        for (int x = 0; x <= y; ++x) places.emplace_back(x, y);
    DenseKernel sum{2 * reach + 1, 2 * reach + 1, {}};
    sum.values.assign(static_cast<std::size_t>(sum.width) * sum.height, 0.0);
    for (std::size_t first = 0; first < places.size(); first += 4) {
        const int lights = static_cast<int>(std::min<std::size_t>(4, places.size() - first));
        Image image(size, size);
        for (int c = 0; c < lights; ++c)
            image.at(middle + places[first + c].x, middle + places[first + c].y)[c] = 1.0;
        const Image response = filter_dual(image, filter);
        for (int c = 0; c < lights; ++c) {
            const glm::ivec2 at = places[first + c];
            const double share = (at.x == at.y ? 4.0 : 8.0) / (block * block);
            for (int y = -reach; y <= reach; ++y)
                for (int x = -reach; x <= reach; ++x)
                    sum.values[static_cast<std::size_t>(y + reach) * sum.width + x + reach] +=
                        share * response.at(middle + at.x + x, middle + at.y + y)[c];
        }
    }
    return symmetrised(sum);
}

Result<FilterMethod> dual_filter_method(const DenseKernel& kernel) {
    if (const auto sigma = sigma_of(kernel, "dual filter"); !sigma) return sigma.error();
    const auto filter = filter_for(moments(kernel).variance());
    if (!filter) return filter.error();
    FilterMethod method;
    method.name = name_of(*filter);
    method.taps_read = taps_read(*filter);
    method.impulse = mean_impulse(*filter);
    method.shift_invariant = false;
    method.apply = [filter = *filter](const Image& image) { return filter_dual(image, filter); };
    return method;
}

}  // namespace tapestry::offline
