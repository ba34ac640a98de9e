#include "offline/fit/objective.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "offline/fit/starts.h"
#include "offline/kernels/kernels.h"
#include "tapestry/impulse_response.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

double& unknown(Cascade& cascade, Eigen::Index index) {
    SplatTap& tap = cascade.values[index / 3];
    return index % 3 == 0 ? tap.weight : index % 3 == 1 ? tap.x : tap.y;
}

Cascade sample_cascade(std::uint64_t seed, int taps, int layers, const DenseKernel& kernel) {
    Random random(seed);
    Cascade cascade = sparse_sampling_start(kernel, taps, layers, random);
    for (SplatTap& tap : cascade.values) {
        tap.weight *= 0.5 + uniform(random);
        tap.x += 0.3 * uniform(random);
        tap.y += 0.3 * uniform(random);
    }
    return cascade;
}

// Distance of a position from the nearest integer, where the bilinear splat has a kink.
bool near_kink(const Cascade& cascade, Eigen::Index index) {
    if (index % 3 == 0) return false;
    const SplatTap& tap = cascade.values[index / 3];
    const double value = index % 3 == 1 ? tap.x : tap.y;
    return std::abs(value - std::round(value)) < 1e-3;
}

}  // namespace

TEST_CASE("the gradient is exact: central differences agree away from the kinks") {
    const DenseKernel kernel = *disk_kernel(7.0);
    for (const ErrorSpectrum spectrum : {ErrorSpectrum::flat, ErrorSpectrum::photo, ErrorSpectrum::mix}) {
        Objective objective(kernel, spectrum, 3, scoring_grid(kernel));
        Cascade cascade = sample_cascade(11, 9, 3, kernel);
        objective.evaluate(cascade);
        Eigen::VectorXd gradient;
        objective.gradient(cascade, gradient);
        for (Eigen::Index i = 0; i < gradient.size(); ++i) {
            if (near_kink(cascade, i)) continue;
            const double step = 1e-5, value = unknown(cascade, i);
            unknown(cascade, i) = value + step;
            const double above = objective.evaluate(cascade);
            unknown(cascade, i) = value - step;
            const double below = objective.evaluate(cascade);
            unknown(cascade, i) = value;
            CHECK((above - below) / (2.0 * step) ==
                  doctest::Approx(gradient[i]).epsilon(1e-5).scale(gradient.lpNorm<Eigen::Infinity>()));
        }
    }
}

TEST_CASE("on an integer position the gradient is the one-sided derivative toward larger positions") {
    const DenseKernel kernel = *disk_kernel(5.0);
    Objective objective(kernel, ErrorSpectrum::flat, 2, scoring_grid(kernel));
    Cascade cascade = sample_cascade(3, 6, 2, kernel);
    for (int i = 0; i < 6; ++i) cascade.values[i].x = std::round(cascade.values[i].x);
    const double here = objective.evaluate(cascade);
    Eigen::VectorXd gradient;
    objective.gradient(cascade, gradient);
    for (int i = 0; i < 6; ++i) {
        const double step = 1e-6;
        cascade.values[i].x += step;
        const double slope = (objective.evaluate(cascade) - here) / step;
        cascade.values[i].x -= step;
        CHECK(slope ==
              doctest::Approx(gradient[3 * i + 1]).epsilon(1e-4).scale(gradient.lpNorm<Eigen::Infinity>()));
    }
}

TEST_CASE("the Gauss-Newton matrix is J^T P J of the impulse response") {
    // The matrix is the Gram matrix of the spectra of the derivative pictures, which central differences of
    // the impulse response give, weighted by P.
    const DenseKernel kernel = *disk_kernel(3.0);
    const int n = 64;
    Objective objective(kernel, ErrorSpectrum::flat, 2, n);
    Cascade cascade = sample_cascade(5, 4, 2, kernel);
    objective.evaluate(cascade);
    Eigen::VectorXd gradient;
    Eigen::MatrixXd hessian;
    objective.linearise(cascade, gradient, hessian);
    std::vector<Eigen::VectorXd> derivatives;
    const auto response = [&] {
        const DenseKernel r = impulse_response(to_filter(cascade), n - 1);
        return Eigen::VectorXd(
            Eigen::Map<const Eigen::VectorXd>(r.values.data(), static_cast<Eigen::Index>(r.values.size())));
    };
    for (Eigen::Index i = 0; i < gradient.size(); ++i) {
        const double step = 1e-5, value = unknown(cascade, i);
        unknown(cascade, i) = value + step;
        const Eigen::VectorXd above = response();
        unknown(cascade, i) = value - step;
        derivatives.push_back((above - response()) / (2.0 * step));
        unknown(cascade, i) = value;
    }
    Fft2d fft(n);
    // Weighted by the square root of P, so that plain products remain.
    std::vector<Eigen::VectorXd> weighted;
    for (const Eigen::VectorXd& derivative : derivatives) {
        std::vector<double> grid(static_cast<std::size_t>(n) * n, 0.0);
        for (int y = 0; y < n - 1; ++y)
            for (int x = 0; x < n - 1; ++x)
                grid[static_cast<std::size_t>(y) * n + x] = derivative[y * (n - 1) + x];
        Spectrum spectrum = fft.make_spectrum();
        fft.forward(grid.data(), spectrum);
        for (int kx = 0; kx < n; ++kx)
            for (int ky = 0; ky <= n / 2; ++ky) {
                const double fx = (kx <= n / 2 ? kx : kx - n) / static_cast<double>(n);
                const double fy = ky / static_cast<double>(n);
                const double root = std::sqrt(error_weight(ErrorSpectrum::flat, fx * fx + fy * fy));
                const std::size_t at = static_cast<std::size_t>(kx) * fft.stride() + ky;
                spectrum.re[at] *= root;
                spectrum.im[at] *= root;
            }
        fft.inverse(spectrum, grid.data());
        weighted.emplace_back(Eigen::Map<const Eigen::VectorXd>(grid.data(), n * n));
    }
    for (Eigen::Index i = 0; i < gradient.size(); ++i)
        for (Eigen::Index j = 0; j <= i; ++j) {
            if (near_kink(cascade, i) || near_kink(cascade, j)) continue;
            const bool same_layer_weights = i % 3 == 0 && j % 3 == 0 && i / 12 == j / 12;
            const double expected = weighted[i].dot(weighted[j]) + (same_layer_weights ? 1.0 : 0.0);
            CHECK(hessian(i, j) == doctest::Approx(expected).epsilon(1e-6).scale(1e-3));
        }
}

TEST_CASE("an exact cascade costs nothing, on every grid") {
    Cascade cascade(2, 2);
    cascade.values = {{0, 0, 0.5}, {1, 0, 0.5}, {0, 0, 0.5}, {0, 1, 0.5}};
    DenseKernel kernel{3, 3, {0, 0, 0, 0, 0.25, 0.25, 0, 0.25, 0.25}};
    for (const int n : {16, 32, 64}) {
        Objective objective(kernel, ErrorSpectrum::mix, 2, n);
        CHECK(objective.evaluate(cascade) < 1e-28);
    }
}
