#include "offline/fit/objective.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

namespace tapestry::offline {
namespace {

// Keeps the layers' weights at sum 1 during the fit; a constant picture must stay constant.
constexpr double sum_penalty = 1.0;

// Scale of P, so that costs are of a readable size and LM's lambda of order 1.
constexpr double photo_scale = 1e-3;
constexpr double photo_corner = 1.0 / 256.0;  // cycles per pixel: photographs' spectra flatten below it
constexpr double flat_scale = 0.1;

double error_weight(ErrorSpectrum spectrum, double frequency_squared) {
    const double photo = photo_scale / (frequency_squared + photo_corner * photo_corner);
    switch (spectrum) {
        case ErrorSpectrum::flat:
            return flat_scale;
        case ErrorSpectrum::photo:
            return photo;
        case ErrorSpectrum::mix:
            return photo + flat_scale;
    }
    return flat_scale;
}

// The four grid cells that a bilinear splat at (x, y) touches, periodic.
struct Cell {
    int x, y;       // lower corner, in [0, n)
    double fx, fy;  // fractions in [0, 1)
};

Cell cell_of(const SplatTap& tap, int n) {
    const double x = std::floor(tap.x), y = std::floor(tap.y);
    const auto wrap = [n](double v) { return static_cast<int>(static_cast<long long>(v) & (n - 1)); };
    return {wrap(x), wrap(y), tap.x - x, tap.y - y};
}

void splat(std::span<const SplatTap> layer, int n, std::vector<double>& grid) {
    std::fill(grid.begin(), grid.end(), 0.0);
    for (const SplatTap& tap : layer) {
        const Cell c = cell_of(tap, n);
        double* top = &grid[static_cast<std::size_t>(c.y) * n];
        double* bottom = &grid[static_cast<std::size_t>((c.y + 1) & (n - 1)) * n];
        const int right = (c.x + 1) & (n - 1);
        top[c.x] += tap.weight * (1.0 - c.fx) * (1.0 - c.fy);
        top[right] += tap.weight * c.fx * (1.0 - c.fy);
        bottom[c.x] += tap.weight * (1.0 - c.fx) * c.fy;
        bottom[right] += tap.weight * c.fx * c.fy;
    }
}

void multiply(const Spectrum& a, const Spectrum& b, Spectrum& out) {
    const std::size_t count = a.re.size();
    const double *ar = a.re.data(), *ai = a.im.data(), *br = b.re.data(), *bi = b.im.data();
    double *re = out.re.data(), *im = out.im.data();
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) {
        const double r = ar[i] * br[i] - ai[i] * bi[i];
        im[i] = ar[i] * bi[i] + ai[i] * br[i];
        re[i] = r;
    }
}

// out = scale * conj(a) * b; scale may be null.
void correlate(const Spectrum& a, const Spectrum& b, const double* scale, Spectrum& out) {
    const std::size_t count = a.re.size();
    const double *ar = a.re.data(), *ai = a.im.data(), *br = b.re.data(), *bi = b.im.data();
    double *re = out.re.data(), *im = out.im.data();
#pragma GCC ivdep
    for (std::size_t i = 0; i < count; ++i) {
        const double s = scale ? scale[i] : 1.0;
        const double r = ar[i] * br[i] + ai[i] * bi[i];
        im[i] = s * (ar[i] * bi[i] - ai[i] * br[i]);
        re[i] = s * r;
    }
}

// Correlations, at lags -1, 0, 1, of the two corner weights of one tap with those of another, along one axis:
// value with value, value with slope, slope with value, slope with slope. The corner weights are (1 - f, f),
// their slopes
// (-1, 1).
struct CornerCorrelation {
    std::array<double, 3> vv, vs, sv, ss;
};

CornerCorrelation correlate_corners(double fi, double fj) {
    const double gi = 1.0 - fi, gj = 1.0 - fj;
    return {{gi * fj, gi * gj + fi * fj, fi * gj}, {gi, fi - gi, -fi}, {-fj, fj - gj, gj}, {-1.0, 2.0, -1.0}};
}

}  // namespace

int scoring_grid(const DenseKernel& target) {
    const int size = std::max({target.width, target.height, 6});
    return static_cast<int>(std::bit_ceil(static_cast<unsigned>(5 * size / 2)));
}

Objective::Objective(const DenseKernel& target, ErrorSpectrum spectrum, int layers, int n) : fft_(n) {
    grid_.assign(static_cast<std::size_t>(n) * n, 0.0);
    for (int y = 0; y < target.height; ++y)
        for (int x = 0; x < target.width; ++x) {
            const int gx = (x - target.width / 2) & (n - 1), gy = (y - target.height / 2) & (n - 1);
            grid_[static_cast<std::size_t>(gy) * n + gx] += target.at(x, y);
        }
    target_ = fft_.make_spectrum();
    fft_.forward(grid_.data(), target_);
    residual_ = fft_.make_spectrum();
    product_ = fft_.make_spectrum();
    splats_.assign(layers, fft_.make_spectrum());
    others_.assign(layers, fft_.make_spectrum());
    set_spectrum(spectrum);
}

void Objective::set_spectrum(ErrorSpectrum spectrum) {
    const int n = fft_.size();
    weight_.assign(fft_.spectrum_size(), 0.0);
    for (int kx = 0; kx < n; ++kx)
        for (int ky = 0; ky <= n / 2; ++ky) {
            const double fx = (kx <= n / 2 ? kx : kx - n) / static_cast<double>(n);
            const double fy = ky / static_cast<double>(n);
            weight_[static_cast<std::size_t>(kx) * fft_.stride() + ky] =
                error_weight(spectrum, fx * fx + fy * fy);
        }
}

double Objective::evaluate(const Cascade& cascade) {
    const int n = fft_.size();
    double penalty = 0.0;
    for (int l = 0; l < cascade.layers; ++l) {
        splat(cascade.layer(l), n, grid_);
        fft_.forward(grid_.data(), splats_[l]);
        double sum = -1.0;
        for (const SplatTap& tap : cascade.layer(l)) sum += tap.weight;
        penalty += 0.5 * sum_penalty * sum * sum;
    }
    product_ = splats_[0];
    for (int l = 1; l < cascade.layers; ++l) multiply(product_, splats_[l], product_);
    // ky = 0 and n/2 stand for themselves, the rest also for their mirror images.
    double sum = 0.0;
    for (int kx = 0; kx < n; ++kx) {
        const std::size_t row = static_cast<std::size_t>(kx) * fft_.stride();
        double twice = 0.0;
        for (int ky = 0; ky <= n / 2; ++ky) {
            const std::size_t i = row + ky;
            const double r = product_.re[i] - target_.re[i], s = product_.im[i] - target_.im[i];
            const double wr = weight_[i] * r, ws = weight_[i] * s;
            residual_.re[i] = wr;
            residual_.im[i] = ws;
            const double energy = wr * r + ws * s;
            twice += ky == 0 || ky == n / 2 ? 0.5 * energy : energy;
        }
        sum += 2.0 * twice;
    }
    return 0.5 * sum / (static_cast<double>(n) * n) + penalty;
}

void Objective::others() {
    // O_l = prefix(l) * suffix(l): prefixes left to right into others_, then suffixes right to left.
    const int layers = static_cast<int>(splats_.size());
    std::fill(others_[0].re.begin(), others_[0].re.end(), 1.0);
    std::fill(others_[0].im.begin(), others_[0].im.end(), 0.0);
    for (int l = 1; l < layers; ++l) multiply(others_[l - 1], splats_[l - 1], others_[l]);
    if (layers < 2) return;
    product_ = splats_[layers - 1];
    for (int l = layers - 2; l >= 0; --l) {
        multiply(others_[l], product_, others_[l]);
        if (l > 0) multiply(product_, splats_[l], product_);
    }
}

void Objective::gradient(const Cascade& cascade, Eigen::VectorXd& gradient) {
    const int n = fft_.size();
    others();
    gradient.resize(3 * static_cast<Eigen::Index>(cascade.values.size()));
    for (int l = 0; l < cascade.layers; ++l) {
        correlate(others_[l], residual_, nullptr, product_);
        fft_.inverse(product_, grid_.data());
        double sum = -1.0;
        for (const SplatTap& tap : cascade.layer(l)) sum += tap.weight;
        for (int i = 0; i < cascade.taps; ++i) {
            const SplatTap& tap = cascade.layer(l)[i];
            const Cell c = cell_of(tap, n);
            const double* top = &grid_[static_cast<std::size_t>(c.y) * n];
            const double* bottom = &grid_[static_cast<std::size_t>((c.y + 1) & (n - 1)) * n];
            const int right = (c.x + 1) & (n - 1);
            const double g00 = top[c.x], g10 = top[right], g01 = bottom[c.x], g11 = bottom[right];
            const Eigen::Index at = 3 * (static_cast<Eigen::Index>(l) * cascade.taps + i);
            gradient[at] = (1 - c.fy) * ((1 - c.fx) * g00 + c.fx * g10) +
                           c.fy * ((1 - c.fx) * g01 + c.fx * g11) + sum_penalty * sum;
            gradient[at + 1] = tap.weight * ((1 - c.fy) * (g10 - g00) + c.fy * (g11 - g01));
            gradient[at + 2] = tap.weight * ((1 - c.fx) * (g01 - g00) + c.fx * (g11 - g10));
        }
    }
}

void Objective::linearise(const Cascade& cascade, Eigen::VectorXd& g, Eigen::MatrixXd& hessian) {
    gradient(cascade, g);
    hessian.resize(g.size(), g.size());
    for (int l = 0; l < cascade.layers; ++l)
        for (int m = 0; m <= l; ++m) {
            correlate(others_[l], others_[m], weight_.data(), product_);
            fft_.inverse(product_, grid_.data());
            hessian_block(cascade, l, m, hessian);
        }
}

void Objective::hessian_block(const Cascade& cascade, int l, int m, Eigen::MatrixXd& hessian) const {
    const int n = fft_.size(), mask = n - 1;
    const double* correlation = grid_.data();
    std::vector<Cell> row_cells, column_cells;
    for (const SplatTap& tap : cascade.layer(l)) row_cells.push_back(cell_of(tap, n));
    for (const SplatTap& tap : cascade.layer(m)) column_cells.push_back(cell_of(tap, n));
    for (int j = 0; j < cascade.taps; ++j) {
        const Cell& cj = column_cells[j];
        const double wj = cascade.layer(m)[j].weight;
        const Eigen::Index column = 3 * (static_cast<Eigen::Index>(m) * cascade.taps + j);
        for (int i = l == m ? j : 0; i < cascade.taps; ++i) {
            const Cell& ci = row_cells[i];
            const double wi = cascade.layer(l)[i].weight;
            const CornerCorrelation ax = correlate_corners(ci.fx, cj.fx),
                                    ay = correlate_corners(ci.fy, cj.fy);
            // Rows of the 3 x 3 neighbourhood of the lag, reduced along x for the four kinds, then along y.
            std::array<double, 3> vv, vs, sv, ss;
            for (int k = 0; k < 3; ++k) {
                const double* row = correlation + static_cast<std::size_t>((ci.y - cj.y + k - 1) & mask) * n;
                const double a = row[(ci.x - cj.x - 1) & mask], b = row[(ci.x - cj.x) & mask],
                             c = row[(ci.x - cj.x + 1) & mask];
                vv[k] = ax.vv[0] * a + ax.vv[1] * b + ax.vv[2] * c;
                vs[k] = ax.vs[0] * a + ax.vs[1] * b + ax.vs[2] * c;
                sv[k] = ax.sv[0] * a + ax.sv[1] * b + ax.sv[2] * c;
                ss[k] = 2.0 * b - a - c;
            }
            const auto along_y = [](const std::array<double, 3>& weights,
                                    const std::array<double, 3>& values) {
                return weights[0] * values[0] + weights[1] * values[1] + weights[2] * values[2];
            };
            const Eigen::Index at = 3 * (static_cast<Eigen::Index>(l) * cascade.taps + i);
            double* h0 = &hessian(at, column);
            double* h1 = &hessian(at, column + 1);
            double* h2 = &hessian(at, column + 2);
            h0[0] = along_y(ay.vv, vv) + (l == m ? sum_penalty : 0.0);
            h0[1] = wi * along_y(ay.vv, sv);
            h0[2] = wi * along_y(ay.sv, vv);
            h1[0] = wj * along_y(ay.vv, vs);
            h1[1] = wi * wj * along_y(ay.vv, ss);
            h1[2] = wi * wj * along_y(ay.sv, vs);
            h2[0] = wj * along_y(ay.vs, vv);
            h2[1] = wi * wj * along_y(ay.vs, sv);
            h2[2] = wi * wj * along_y(ay.ss, vv);
        }
    }
}

std::size_t Objective::memory() const {
    const std::size_t spectra = 3 + splats_.size() + others_.size();
    const std::size_t n = fft_.size();
    return sizeof(double) * (spectra * 2 * fft_.spectrum_size() + weight_.size() + 2 * n * n);
}

}  // namespace tapestry::offline
