#include "rivals/spatiotemporal_noise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

namespace tapestry::demo {
namespace {

// W. Donnelly, A. Wolfe, J. Bütepage, J. Valdés, "FAST: Filter-Adapted Spatio-Temporal Sampling for Real-Time
// Rendering", I3D 2024, and "Importance-Sampled Filter-Adapted Spatio-Temporal Sampling", JCGT 14(1), 2025:
// samples of a frame change places where that makes the error after a filter smaller, one filter over the
// picture and one over time, each for itself ("separate"). For integrands that are 1 on one side of a line
// and 0 on the other the expected error of two samples falls with their distance, times what the filter makes
// of their places (the filter with itself).
//
// Ours, not theirs: distances over the edges of the square, since the vectors shift whole patterns of
// samples; the filter over time is the mean of 8 frames that the benchmark takes; swaps are only kept where
// they gain, which is within a few per cent of annealing at this size.
constexpr int reach = 3;                 // of the filter over the picture, px
constexpr double filter_sigma_px = 1.0;  // a Gaussian, as the paper's textures have it
constexpr int swaps_a_pixel = 32;
constexpr int cells = noise_side * noise_side;

class NoiseOptimizer {
  public:
    NoiseOptimizer() : values_(static_cast<std::size_t>(cells) * noise_frames) {
        for (int y = -reach; y <= reach; ++y)
            for (int x = -reach; x <= reach; ++x)
                if (x != 0 || y != 0) {
                    // A Gaussian with itself has twice its variance.
                    const double share =
                        std::exp(-(x * x + y * y) / (4.0 * filter_sigma_px * filter_sigma_px));
                    weights_[weight_index(x, y)] = share;
                    sum_ += share;
                }
        for (int frame = 0; frame < noise_frames; ++frame) stratify(frame);
    }

    std::vector<glm::vec2> optimized() {
        std::uniform_int_distribution<int> any_cell(0, cells - 1), any_frame(0, noise_frames - 1);
        for (int i = 0; i < swaps_a_pixel * cells * noise_frames; ++i) {
            const int frame = any_frame(random_), a = any_cell(random_), b = any_cell(random_);
            const double before = energy_of(frame, a) + energy_of(frame, b);
            swap(frame, a, b);
            if (energy_of(frame, a) + energy_of(frame, b) > before) swap(frame, a, b);
        }
        return std::move(values_);
    }

  private:
    static std::size_t weight_index(int x, int y) {
        return static_cast<std::size_t>((y + reach) * (2 * reach + 1) + x + reach);
    }
    static std::size_t place(int frame, int cell) { return static_cast<std::size_t>(frame * cells + cell); }

    /// A point in each cell of the grid, the cells in any order.
    void stratify(int frame) {
        std::uniform_real_distribution<float> inside(0.0f, 1.0f);
        for (int cell = 0; cell < cells; ++cell)
            values_[place(frame, cell)] = (glm::vec2(cell % noise_side, cell / noise_side) +
                                           glm::vec2(inside(random_), inside(random_))) /
                                          static_cast<float>(noise_side);
        for (int cell = cells - 1; cell > 0; --cell)
            swap(frame, cell, std::uniform_int_distribution<int>(0, cell)(random_));
    }

    void swap(int frame, int a, int b) { std::swap(values_[place(frame, a)], values_[place(frame, b)]); }

    /// Over the edges of the unit square.
    static double distance(glm::vec2 a, glm::vec2 b) {
        const float x = std::abs(a.x - b.x), y = std::abs(a.y - b.y);
        const float across = std::min(x, 1.0f - x), down = std::min(y, 1.0f - y);
        return static_cast<double>(std::sqrt(across * across + down * down));
    }

    double energy_of(int frame, int cell) const {
        const glm::vec2 own = values_[place(frame, cell)];
        double over_picture = 0.0, over_time = 0.0;
        const int column = cell % noise_side, row = cell / noise_side;
        for (int y = -reach; y <= reach; ++y)
            for (int x = -reach; x <= reach; ++x) {
                const int other =
                    (row + y + noise_side) % noise_side * noise_side + (column + x + noise_side) % noise_side;
                over_picture -= weights_[weight_index(x, y)] * distance(own, values_[place(frame, other)]);
            }
        for (int other = 0; other < noise_frames; ++other)
            over_time -= distance(own, values_[place(other, cell)]);
        return over_picture / sum_ + over_time / (noise_frames - 1);
    }

    std::mt19937 random_{19};
    std::vector<glm::vec2> values_;
    std::array<double, (2 * reach + 1) * (2 * reach + 1)> weights_ = {};
    double sum_ = 0.0;
};

}  // namespace

std::span<const glm::vec2> spatiotemporal_noise() {
    static const std::vector<glm::vec2> noise = NoiseOptimizer().optimized();
    return noise;
}

}  // namespace tapestry::demo
