#include "offline/metrics/impulse_filter.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cstdlib>
#include <limits>
#include <numeric>

#include "offline/fit/cascade_spectra.h"

namespace tapestry::offline {
namespace {

constexpr int smallest_grid = 8, largest_grid = 4096;  // Fft2d's

// Half the size of the smallest centred square that holds every lit cell.
int lit_reach(const DenseKernel& kernel) {
    int reach = 0;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            if (kernel.at(x, y) != 0.0)
                reach = std::max({reach, std::abs(x - kernel.width / 2), std::abs(y - kernel.height / 2)});
    return reach;
}

// The kernel's lit cells on an n x n periodic grid, its origin in the corner.
std::vector<double> on_periodic_grid(const DenseKernel& kernel, int n) {
    std::vector<double> grid(static_cast<std::size_t>(n) * n, 0.0);
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            if (kernel.at(x, y) != 0.0) {
                const int column = (x - kernel.width / 2) & (n - 1), row = (y - kernel.height / 2) & (n - 1);
                grid[static_cast<std::size_t>(row) * n + column] = kernel.at(x, y);
            }
    return grid;
}

bool is_constant(const Image& image, int channel) {
    const double first = image.pixels.front()[channel];
    return std::all_of(image.pixels.begin(), image.pixels.end(),
                       [&](const glm::dvec4& pixel) { return pixel[channel] == first; });
}

int divide_up(int a, int b) {
    return (a + b - 1) / b;
}

}  // namespace

ImpulseFilter::ImpulseFilter(Image image) : image_(std::move(image)), fft_(smallest_grid) {
    assert(!image_.pixels.empty() && "ImpulseFilter: the image has pixels");
    for (int c = 0; c < 4; ++c) channels_[c].constant = is_constant(image_, c);
    layout_.reach = -1;
}

// The grid that transforms the fewest elements, counted as n^2 log n a tile.
ImpulseFilter::Layout ImpulseFilter::layout_for(int width, int height, int reach) {
    Layout best;
    double least = std::numeric_limits<double>::infinity();
    for (int n = smallest_grid; n <= largest_grid; n *= 2) {
        const int valid = n - 2 * reach;
        if (valid < 1) continue;
        Layout layout{n, 0, divide_up(width, valid), divide_up(height, valid), 0, 0};
        layout.step_x = divide_up(width, layout.tiles_x);
        layout.step_y = divide_up(height, layout.tiles_y);
        layout.reach = (n - std::max(layout.step_x, layout.step_y)) / 2;
        const double cost =
            static_cast<double>(layout.tiles_x) * layout.tiles_y * n * n * std::bit_width(n + 0u);
        if (cost < least) {
            least = cost;
            best = layout;
        }
    }
    assert(best.n > 0 && "ImpulseFilter: the impulse is at most 2047 x 2047");
    return best;
}

void ImpulseFilter::prepare(int reach) {
    layout_ = layout_for(image_.width, image_.height, reach);
    fft_ = Fft2d(layout_.n);
    std::vector<double> grid(static_cast<std::size_t>(layout_.n) * layout_.n);
    for (int c = 0; c < 4; ++c) {
        if (channels_[c].constant) continue;
        channels_[c].spectra.assign(static_cast<std::size_t>(layout_.tiles_x) * layout_.tiles_y,
                                    fft_.make_spectrum());
        for (int tile = 0; tile < layout_.tiles_x * layout_.tiles_y; ++tile) {
            read_tile(c, tile, grid);
            fft_.forward(grid.data(), channels_[c].spectra[tile]);
        }
    }
}

void ImpulseFilter::read_tile(int channel, int tile, std::vector<double>& grid) const {
    const int left = tile % layout_.tiles_x * layout_.step_x - layout_.reach;
    const int top = tile / layout_.tiles_x * layout_.step_y - layout_.reach;
    for (int y = 0; y < layout_.n; ++y) {
        const int from_y = std::clamp(top + y, 0, image_.height - 1);
        double* row = &grid[static_cast<std::size_t>(y) * layout_.n];
        for (int x = 0; x < layout_.n; ++x)
            row[x] = image_.at(std::clamp(left + x, 0, image_.width - 1), from_y)[channel];
    }
}

void ImpulseFilter::write_tile(int channel, int tile, const std::vector<double>& grid, Image& out) const {
    const int left = tile % layout_.tiles_x * layout_.step_x;
    const int top = tile / layout_.tiles_x * layout_.step_y;
    const int right = std::min(left + layout_.step_x, out.width);
    const int bottom = std::min(top + layout_.step_y, out.height);
    for (int y = top; y < bottom; ++y) {
        const double* row = &grid[static_cast<std::size_t>(y - top + layout_.reach) * layout_.n];
        for (int x = left; x < right; ++x) out.at(x, y)[channel] = row[x - left + layout_.reach];
    }
}

Image ImpulseFilter::apply(const DenseKernel& impulse) {
    const int reach = lit_reach(impulse);
    if (reach > layout_.reach) prepare(reach);
    std::vector<double> grid = on_periodic_grid(impulse, layout_.n);
    Spectrum kernel = fft_.make_spectrum(), product = fft_.make_spectrum();
    fft_.forward(grid.data(), kernel);
    const double sum = std::accumulate(impulse.values.begin(), impulse.values.end(), 0.0);

    Image out(image_.width, image_.height);
    for (int c = 0; c < 4; ++c) {
        if (channels_[c].constant) {
            for (glm::dvec4& pixel : out.pixels) pixel[c] = sum * image_.pixels.front()[c];
            continue;
        }
        for (int tile = 0; tile < layout_.tiles_x * layout_.tiles_y; ++tile) {
            multiply(channels_[c].spectra[tile], kernel, product);
            fft_.inverse(product, grid.data());
            write_tile(c, tile, grid, out);
        }
    }
    return out;
}

Image filter_by_impulse(const Image& image, const DenseKernel& impulse) {
    return ImpulseFilter(image).apply(impulse);
}

}  // namespace tapestry::offline
