#include "pictures.h"

#include <algorithm>
#include <cmath>
#include <glm/common.hpp>
#include <limits>

#include "reference/filters.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

glm::dvec4 random_pixel(std::mt19937& random, double peak) {
    std::uniform_real_distribution<double> number(0.0, peak);
    return {number(random), number(random), number(random), number(random)};
}

/// Folds `fold` over a window of 2 * reach + 1 numbers along one axis.
template <class Fold>
Image fold_axis(const Image& image, int dx, int dy, int reach, Fold fold) {
    Image result(image.width, image.height);
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            glm::dvec4 folded = image.at(x, y);
            for (int step = -reach; step <= reach; ++step) {
                const glm::dvec4& other = image.at(std::clamp(x + step * dx, 0, image.width - 1),
                                                   std::clamp(y + step * dy, 0, image.height - 1));
                for (int channel = 0; channel < 4; ++channel)
                    folded[channel] = fold(folded[channel], other[channel]);
            }
            result.at(x, y) = folded;
        }
    }
    return result;
}

template <class Fold>
Image fold_window(const Image& image, int reach, Fold fold) {
    return fold_axis(fold_axis(image, 1, 0, reach, fold), 0, 1, reach, fold);
}

}  // namespace

Image value_noise(std::mt19937& random, int width, int height, int cell_px, double peak) {
    Image cells(width / cell_px + 2, height / cell_px + 2);
    for (glm::dvec4& pixel : cells.pixels) pixel = random_pixel(random, peak);
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.at(x, y) = glm::vec4(read_bilinear(cells, double(x) / cell_px, double(y) / cell_px));
    return image;
}

ParameterMap random_map(std::mt19937& random, int width, int height, double low, double high) {
    std::uniform_real_distribution<double> number(low, high);
    ParameterMap map(width, height);
    for (glm::dvec2& value : map.values) value.x = static_cast<float>(number(random));
    return map;
}

Image rounded_to_bytes(const Image& image) {
    Image result = image;
    for (glm::dvec4& pixel : result.pixels) pixel = glm::round(glm::clamp(pixel, 0.0, 1.0) * 255.0) / 255.0;
    return result;
}

Image rounded_to_half(const Image& image) {
    Image result = image;
    for (glm::dvec4& pixel : result.pixels)
        for (int channel = 0; channel < 4; ++channel) pixel[channel] = round_to_half(pixel[channel]);
    return result;
}

double srgb_to_linear(double encoded) {
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

double linear_to_srgb(double light) {
    return light <= 0.0031308 ? light * 12.92 : 1.055 * std::pow(light, 1.0 / 2.4) - 0.055;
}

LocalRange local_range(const Image& image, int reach) {
    return {fold_window(image, reach, [](double a, double b) { return std::min(a, b); }),
            fold_window(image, reach, [](double a, double b) { return std::max(a, b); })};
}

double half_ulp_at(double value) {
    const int exponent = value == 0.0 ? -14 : std::max(std::ilogb(value), -14);
    return std::ldexp(1.0, exponent - 10);
}

double largest_difference(const Image& a, const Image& b) {
    double largest = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        for (int channel = 0; channel < 4; ++channel) {
            const double difference = std::abs(a.pixels[i][channel] - b.pixels[i][channel]);
            if (std::isnan(difference)) return std::numeric_limits<double>::infinity();
            largest = std::max(largest, difference);
        }
    }
    return largest;
}

double mean_difference(const Image& a, const Image& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        for (int channel = 0; channel < 4; ++channel)
            sum += std::abs(a.pixels[i][channel] - b.pixels[i][channel]);
    return sum / (4.0 * static_cast<double>(a.pixels.size()));
}

double bias(const Image& a, const Image& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        for (int channel = 0; channel < 4; ++channel) sum += a.pixels[i][channel] - b.pixels[i][channel];
    return sum / (4.0 * static_cast<double>(a.pixels.size()));
}

double largest_number(const Image& image) {
    double largest = 0.0;
    for (const glm::dvec4& pixel : image.pixels)
        for (int channel = 0; channel < 4; ++channel) largest = std::max(largest, std::abs(pixel[channel]));
    return largest;
}

double steepness(const Image& image) {
    double largest = 0.0;
    const auto compare = [&](glm::dvec4 a, glm::dvec4 b) {
        for (int channel = 0; channel < 4; ++channel)
            largest = std::max(largest, std::abs(a[channel] - b[channel]));
    };
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            if (x > 0) compare(image.at(x, y), image.at(x - 1, y));
            if (y > 0) compare(image.at(x, y), image.at(x, y - 1));
        }
    return largest;
}

}  // namespace tapestry::test
