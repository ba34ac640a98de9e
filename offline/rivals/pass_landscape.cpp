#include "offline/rivals/pass_landscape.h"

#include <algorithm>
#include <array>

#include "offline/fit/cascade_spectra.h"

namespace tapestry::offline {
namespace {

// Products of two taps' corner weights, (1 - f, f) each, gathered by the lag of the corners: -1, 0, 1.
std::array<double, 3> corner_lags(double f, double g) {
    return {(1.0 - f) * g, (1.0 - f) * (1.0 - g) + f * g, f * (1.0 - g)};
}

}  // namespace

PassLandscape::PassLandscape(const DenseKernel& target, int passes, int n)
    : fft_(n), target_(spectrum_of(target, fft_)) {
    double energy = 0.0;
    for (const double value : target.values) energy += value * value;
    scale_.assign(fft_.spectrum_size(), 1.0 / energy);
    others_ = scratch_ = fft_.make_spectrum();
    splats_.assign(passes, fft_.make_spectrum());
    grid_.resize(static_cast<std::size_t>(n) * n);
    overlap_ = match_ = grid_;
}

void PassLandscape::set_pass(int pass, std::span<const SplatTap> taps) {
    splat_layer(taps, grid(), grid_.data());
    fft_.forward(grid_.data(), splats_[pass]);
}

void PassLandscape::focus(int pass) {
    std::fill(others_.re.begin(), others_.re.end(), 1.0);
    std::fill(others_.im.begin(), others_.im.end(), 0.0);
    for (int l = 0; l < static_cast<int>(splats_.size()); ++l)
        if (l != pass) multiply(others_, splats_[l], others_);
    correlate(others_, target_, scale_.data(), scratch_);
    fft_.inverse(scratch_, match_.data());
    correlate(others_, others_, scale_.data(), scratch_);
    fft_.inverse(scratch_, overlap_.data());
}

double PassLandscape::overlap(const SplatCell& p, const SplatCell& q) const {
    const int n = grid(), mask = n - 1;
    const std::array<double, 3> across = corner_lags(p.fx, q.fx), down = corner_lags(p.fy, q.fy);
    const int x = p.x - q.x, y = p.y - q.y;
    const int left = (x - 1) & mask, middle = x & mask, right = (x + 1) & mask;
    double sum = 0.0;
    for (int k = 0; k < 3; ++k) {
        const double* row = &overlap_[static_cast<std::size_t>((y + k - 1) & mask) * n];
        sum += down[k] * (across[0] * row[left] + across[1] * row[middle] + across[2] * row[right]);
    }
    return sum;
}

double PassLandscape::match(const SplatCell& p) const {
    const int n = grid(), mask = n - 1;
    const double* top = &match_[static_cast<std::size_t>(p.y) * n];
    const double* bottom = &match_[static_cast<std::size_t>((p.y + 1) & mask) * n];
    const int left = p.x, right = (p.x + 1) & mask;
    return (1.0 - p.fy) * ((1.0 - p.fx) * top[left] + p.fx * top[right]) +
           p.fy * ((1.0 - p.fx) * bottom[left] + p.fx * bottom[right]);
}

std::size_t PassLandscape::memory() const {
    const std::size_t n = grid();
    return sizeof(double) * ((3 + splats_.size()) * 2 * fft_.spectrum_size() + 5 * n * n);
}

}  // namespace tapestry::offline
