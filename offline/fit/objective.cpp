#include "offline/fit/objective.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "offline/fit/splat.h"

namespace tapestry::offline {
namespace {

// Keeps the layers' weights at sum 1 during the fit; a constant picture must stay constant.
constexpr double sum_penalty = 1.0;

// Scale of P, so that costs are of a readable size and LM's lambda of order 1.
constexpr double photo_scale = 1e-3;
constexpr double photo_corner = 1.0 / 256.0;  // cycles per pixel: photographs' spectra flatten below it
constexpr double flat_scale = 0.1;
// Measured on blends of disks 0..24, 16x3, from 12 px up, exponents 0 / 0.5 / 1 / photo: 17.2 / 18.1 / 17.9
// / 17.8 dB of the kernel, and the roundest rims.
constexpr double flat_exponent = 0.5;
constexpr double flat_pivot = 0.25;  // cycles per pixel, where the weight is flat_scale

double sum_excess(std::span<const SplatTap> layer) {
    double sum = -1.0;
    for (const SplatTap& tap : layer) sum += tap.weight;
    return sum;
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

double error_weight(ErrorSpectrum spectrum, double frequency_squared) {
    const double photo = photo_scale / (frequency_squared + photo_corner * photo_corner);
    switch (spectrum) {
        case ErrorSpectrum::flat:
            return flat_scale *
                   std::pow((frequency_squared + photo_corner * photo_corner) / (flat_pivot * flat_pivot),
                            -0.5 * flat_exponent);
        case ErrorSpectrum::photo:
            return photo;
        case ErrorSpectrum::mix:
            return photo + flat_scale;
    }
    return flat_scale;
}

int scoring_grid(const DenseKernel& target) {
    const int size = std::max({target.width, target.height, 6});
    return static_cast<int>(std::bit_ceil(static_cast<unsigned>(5 * size / 2)));
}

Objective::Objective(const DenseKernel& target, ErrorSpectrum spectrum, int layers, int n)
    : fft_(n),
      spectra_(fft_, layers),
      target_(spectrum_of(target, fft_)),
      residual_(fft_.make_spectrum()),
      product_(fft_.make_spectrum()),
      grid_(static_cast<std::size_t>(n) * n) {
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
    spectra_.transform(cascade);
    const Spectrum& response = spectra_.response();
    double penalty = 0.0;
    for (int l = 0; l < cascade.layers(); ++l)
        penalty += 0.5 * sum_penalty * std::pow(sum_excess(cascade.layer(l)), 2);
    // ky = 0 and n/2 stand for themselves, the rest also for their mirror images.
    double sum = 0.0;
    for (int kx = 0; kx < n; ++kx) {
        const std::size_t row = static_cast<std::size_t>(kx) * fft_.stride();
        double twice = 0.0;
        for (int ky = 0; ky <= n / 2; ++ky) {
            const std::size_t i = row + ky;
            const double r = response.re[i] - target_.re[i], s = response.im[i] - target_.im[i];
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

// G_l, needs the others' spectra.
void Objective::gradient_image(int layer) {
    correlate(spectra_.others(layer), residual_, nullptr, product_);
    fft_.inverse(product_, grid_.data());
}

// C_lm, likewise.
void Objective::correlation_image(int l, int m) {
    correlate(spectra_.others(l), spectra_.others(m), weight_.data(), product_);
    fft_.inverse(product_, grid_.data());
}

FurtherTap Objective::further_tap(int layer) {
    spectra_.compute_others();
    correlation_image(layer, layer);
    const double curvature = grid_[0];
    gradient_image(layer);
    return {grid_, curvature};
}

void Objective::gradient(const Cascade& cascade, Eigen::VectorXd& gradient) {
    spectra_.compute_others();
    gradient.resize(3 * static_cast<Eigen::Index>(cascade.values.size()));
    for (int l = 0; l < cascade.layers(); ++l) {
        gradient_image(l);
        double* out = gradient.data() + 3 * static_cast<Eigen::Index>(cascade.first_tap(l));
        splat_derivatives(cascade.layer(l), fft_.size(), grid_.data(), out);
        const double excess = sum_excess(cascade.layer(l));
        for (int i = 0; i < cascade.layer_taps[l]; ++i) out[3 * i] += sum_penalty * excess;
    }
}

void Objective::linearise(const Cascade& cascade, Eigen::VectorXd& g, Eigen::MatrixXd& hessian) {
    gradient(cascade, g);
    hessian.resize(g.size(), g.size());
    for (int l = 0; l < cascade.layers(); ++l)
        for (int m = 0; m <= l; ++m) {
            correlation_image(l, m);
            hessian_block(cascade, l, m, hessian);
        }
}

void Objective::hessian_block(const Cascade& cascade, int l, int m, Eigen::MatrixXd& hessian) const {
    const int n = fft_.size(), mask = n - 1;
    const double* correlation = grid_.data();
    std::vector<SplatCell> row_cells, column_cells;
    for (const SplatTap& tap : cascade.layer(l)) row_cells.push_back(splat_cell(tap, n));
    for (const SplatTap& tap : cascade.layer(m)) column_cells.push_back(splat_cell(tap, n));
    for (int j = 0; j < cascade.layer_taps[m]; ++j) {
        const SplatCell& cj = column_cells[j];
        const double wj = cascade.layer(m)[j].weight;
        const Eigen::Index column = 3 * (static_cast<Eigen::Index>(cascade.first_tap(m)) + j);
        for (int i = l == m ? j : 0; i < cascade.layer_taps[l]; ++i) {
            const SplatCell& ci = row_cells[i];
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
            const Eigen::Index at = 3 * (static_cast<Eigen::Index>(cascade.first_tap(l)) + i);
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
    return spectra_.memory() +
           sizeof(double) * (3 * 2 * fft_.spectrum_size() + weight_.size() + 2 * grid_.size());
}

}  // namespace tapestry::offline
