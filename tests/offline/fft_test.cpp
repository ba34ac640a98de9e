#include "offline/fit/fft.h"

#include <doctest/doctest.h>

#include <complex>
#include <random>
#include <unsupported/Eigen/FFT>

using namespace tapestry::offline;
using Complex = std::complex<double>;

namespace {

std::vector<double> random_grid(int n, unsigned seed) {
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> value(-1.0, 1.0);
    std::vector<double> grid(static_cast<std::size_t>(n) * n);
    for (double& cell : grid) cell = value(random);
    return grid;
}

// [ky * n + kx], by Eigen's one-dimensional transforms of rows, then columns.
std::vector<Complex> eigen_transform(const std::vector<double>& grid, int n) {
    Eigen::FFT<double> fft;
    std::vector<Complex> result(grid.begin(), grid.end());
    std::vector<Complex> line(n), out(n);
    for (int y = 0; y < n; ++y) {
        for (int x = 0; x < n; ++x) line[x] = result[y * n + x];
        fft.fwd(out, line);
        for (int x = 0; x < n; ++x) result[y * n + x] = out[x];
    }
    for (int x = 0; x < n; ++x) {
        for (int y = 0; y < n; ++y) line[y] = result[y * n + x];
        fft.fwd(out, line);
        for (int y = 0; y < n; ++y) result[y * n + x] = out[y];
    }
    return result;
}

}  // namespace

TEST_CASE("forward transform equals Eigen's, and inverse gives the grid back") {
    for (const int n : {8, 16, 32, 64, 128, 256, 512}) {
        CAPTURE(n);
        const std::vector<double> grid = random_grid(n, static_cast<unsigned>(n));
        Fft2d fft(n);
        Spectrum spectrum = fft.make_spectrum();
        fft.forward(grid.data(), spectrum);
        const std::vector<Complex> expected = eigen_transform(grid, n);
        double error = 0.0;
        for (int kx = 0; kx < n; ++kx)
            for (int ky = 0; ky <= n / 2; ++ky) {
                const std::size_t at = static_cast<std::size_t>(kx) * fft.stride() + ky;
                error = std::max(error,
                                 std::abs(Complex(spectrum.re[at], spectrum.im[at]) - expected[ky * n + kx]));
            }
        // n^2 terms of size 1 add up to about n; log2(n^2) roundings of 1e-16 relative each.
        CHECK(error < 1e-14 * n);
        std::vector<double> back(grid.size());
        fft.inverse(spectrum, back.data());
        double difference = 0.0;
        for (std::size_t i = 0; i < grid.size(); ++i)
            difference = std::max(difference, std::abs(grid[i] - back[i]));
        CHECK(difference < 1e-14);
    }
}

TEST_CASE("the padding of a spectrum stays zero, so that sums over whole rows are safe") {
    Fft2d fft(32);
    Spectrum spectrum = fft.make_spectrum();
    fft.forward(random_grid(32, 5).data(), spectrum);
    for (int kx = 0; kx < 32; ++kx)
        for (int ky = 17; ky < fft.stride(); ++ky) {
            CHECK(spectrum.re[kx * fft.stride() + ky] == 0.0);
            CHECK(spectrum.im[kx * fft.stride() + ky] == 0.0);
        }
}
