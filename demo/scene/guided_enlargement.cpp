#include "scene/guided_enlargement.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tapestry::demo {
namespace {

using Color = std::array<float, 3>;

/// The guide's mean colours over the numbers' cells.
std::vector<Color> cell_colors(const GreyPicture& numbers, const GuidePicture& guide) {
    std::vector<Color> sums(numbers.values.size());
    std::vector<float> counts(numbers.values.size());
    for (int y = 0; y < guide.height; ++y)
        for (int x = 0; x < guide.width; ++x) {
            const auto cell = static_cast<std::size_t>(std::int64_t{y} * numbers.height / guide.height) *
                                  static_cast<std::size_t>(numbers.width) +
                              static_cast<std::size_t>(std::int64_t{x} * numbers.width / guide.width);
            const std::uint8_t* pixel =
                &guide.rgb[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(guide.width) +
                                static_cast<std::size_t>(x))];
            for (std::size_t c = 0; c < 3; ++c) sums[cell][c] += static_cast<float>(pixel[c]);
            counts[cell] += 1.0f;
        }
    for (std::size_t i = 0; i < sums.size(); ++i)
        for (float& value : sums[i]) value /= std::max(1.0f, counts[i]);
    return sums;
}

/// Falls like a Gaussian near 0, and is cheap.
float closeness(float squared_over_variance) {
    const float root = 1.0f / (1.0f + squared_over_variance);
    return root * root;
}

struct Candidate {
    float number, weight;
};

/// The mean of those that lie on the same surface as the best.
float settled(const std::array<Candidate, 16>& candidates) {
    const Candidate& best = *std::ranges::max_element(candidates, {}, &Candidate::weight);
    const auto [low, high] = std::ranges::minmax(candidates, {}, &Candidate::number);
    // Slopes differ by little; over an edge, only what is much nearer to the best than the range is its own.
    const float range = high.number - low.number;
    const float tolerance = std::max(0.25f * range, 0.04f * std::abs(best.number));
    float sum = 0.0f, weights = 0.0f;
    for (const Candidate& each : candidates) {
        if (std::abs(each.number - best.number) > tolerance) continue;
        sum += each.weight * each.number;
        weights += each.weight;
    }
    return sum / weights;
}

}  // namespace

GuidePicture guide_of(const offline::LinearPicture& picture) {
    GuidePicture guide{picture.width, picture.height, {}};
    guide.rgb.reserve(picture.rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < picture.rgba.size(); ++i)
        if (i % 4 != 3)
            guide.rgb.push_back(static_cast<std::uint8_t>(
                std::lround(255.0f * std::sqrt(std::clamp(picture.rgba[i], 0.0f, 1.0f)))));
    return guide;
}

std::vector<float> enlarged(const GreyPicture& numbers, const GuidePicture& guide) {
    const int width = numbers.width, height = numbers.height;
    std::vector<float> result;
    result.reserve(guide.rgb.size() / 3);
    if (width == guide.width && height == guide.height) {
        result.assign(numbers.values.begin(), numbers.values.end());
        return result;
    }
    const auto cell = [&](int x, int y) {
        return static_cast<std::size_t>(std::clamp(y, 0, height - 1)) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(std::clamp(x, 0, width - 1));
    };
    const double step_x = static_cast<double>(width) / guide.width,
                 step_y = static_cast<double>(height) / guide.height;
    if (width >= guide.width || height >= guide.height) {
        for (int y = 0; y < guide.height; ++y)
            for (int x = 0; x < guide.width; ++x)
                result.push_back(static_cast<float>(numbers.values[cell(
                    static_cast<int>((x + 0.5) * step_x), static_cast<int>((y + 0.5) * step_y))]));
        return result;
    }
    const std::vector<Color> colors = cell_colors(numbers, guide);
    constexpr float place_variance = 0.5f;    // cells
    constexpr float color_variance = 200.0f;  // of 255, three channels: differences of 8 a channel are noise
    for (int y = 0; y < guide.height; ++y)
        for (int x = 0; x < guide.width; ++x) {
            const double at_x = (x + 0.5) * step_x - 0.5, at_y = (y + 0.5) * step_y - 0.5;
            const int x0 = static_cast<int>(std::floor(at_x)) - 1,
                      y0 = static_cast<int>(std::floor(at_y)) - 1;
            const std::uint8_t* own =
                &guide.rgb[3 * (static_cast<std::size_t>(y) * static_cast<std::size_t>(guide.width) +
                                static_cast<std::size_t>(x))];
            std::array<Candidate, 16> candidates;
            for (int i = 0; i < 16; ++i) {
                const int u = x0 + i % 4, v = y0 + i / 4;
                const std::size_t from = cell(u, v);
                float color = 0.0f;
                for (std::size_t c = 0; c < 3; ++c) {
                    const float difference = static_cast<float>(own[c]) - colors[from][c];
                    color += difference * difference;
                }
                const auto dx = static_cast<float>(u - at_x), dy = static_cast<float>(v - at_y);
                candidates[static_cast<std::size_t>(i)] = {
                    static_cast<float>(numbers.values[from]),
                    closeness((dx * dx + dy * dy) / place_variance) * closeness(color / color_variance)};
            }
            result.push_back(settled(candidates));
        }
    return result;
}

}  // namespace tapestry::demo
