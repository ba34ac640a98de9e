#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <glm/geometric.hpp>
#include <numbers>

#include "offline/kernels/fourier_psf.h"
#include "offline/kernels/kernels.h"
#include "offline/kernels/zernike.h"
#include "tapestry/outline.h"
#include "tests/offline/kernel_checks.h"

using namespace tapestry;
using namespace tapestry::offline;
using namespace tapestry::test;

namespace {

constexpr double pi = std::numbers::pi;
constexpr double first_zero = 1.2196698912665045;  // of J1(pi x)

// (2 J1(v) / v)^2 at a distance in Airy radii.
double airy_pattern(double radii) {
    const double v = pi * first_zero * radii;
    if (v < 1e-6) return 1.0;
    const double amplitude = 2.0 * std::cyl_bessel_j(1.0, v) / v;
    return amplitude * amplitude;
}

// The mean of a function of the offset over a cell: Gauss-Legendre, three points a side of parts x parts.
template <class Function>
double cell_mean(int x, int y, int parts, Function&& function) {
    constexpr double nodes[] = {-0.3872983346207417, 0.0, 0.3872983346207417}, weights[] = {5.0, 8.0, 5.0};
    const auto at = [&](int i) { return (i / 3 + 0.5 + nodes[i % 3]) / parts - 0.5; };
    double total = 0.0;
    for (int j = 0; j < 3 * parts; ++j)
        for (int i = 0; i < 3 * parts; ++i)
            total += weights[i % 3] * weights[j % 3] * function(glm::dvec2(x + at(i), y + at(j)));
    return total / (18.0 * 18.0 * parts * parts);
}

// Intensity at an offset by summing the pupil's field over rings and angles, with nothing shared with the
// library but the wavefront.
double brute_force(const Wavefront& wavefront, glm::dvec2 cycles) {
    constexpr int rings = 800, angles = 96;
    std::complex<double> field = 0.0;
    for (int i = 0; i < rings; ++i)
        for (int j = 0; j < angles; ++j) {
            const double rho = (i + 0.5) / rings, angle = 2.0 * pi * j / angles;
            const glm::dvec2 p = rho * glm::dvec2(std::cos(angle), std::sin(angle));
            field += std::polar(rho, 2.0 * pi * (wavefront(p) - glm::dot(cycles, p)));
        }
    return std::norm(field);
}

DenseKernel kernel_of(const char* name, std::map<std::string, double, std::less<>> numbers) {
    return *make_kernel(name, {std::move(numbers), {}});
}

double third_moment_x(const DenseKernel& kernel) {
    double total = 0.0;
    const double mean = moments(kernel).mean_x;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x)
            total += kernel.at(x, y) * std::pow(x - kernel.width / 2 - mean, 3);
    return total;
}

}  // namespace

TEST_CASE("Zernike polynomials are Noll's: orthonormal, in his order") {
    constexpr int grid = 400, count = 15;
    double products[count][count] = {};
    int inside = 0;
    for (int j = 0; j < grid; ++j)
        for (int i = 0; i < grid; ++i) {
            const glm::dvec2 p = (glm::dvec2(i, j) + 0.5) * (2.0 / grid) - 1.0;
            if (glm::dot(p, p) > 1.0) continue;
            ++inside;
            double values[count];
            for (int k = 0; k < count; ++k) values[k] = Zernike(k + 1)(p);
            for (int a = 0; a < count; ++a)
                for (int b = 0; b <= a; ++b) products[a][b] += values[a] * values[b];
        }
    for (int a = 0; a < count; ++a)
        for (int b = 0; b <= a; ++b) CHECK(std::abs(products[a][b] / inside - (a == b)) < 0.01);
    // Noll's table I.
    const glm::dvec2 p(0.36, 0.48);
    const double rho = 0.6, cosine = 0.6, sine = 0.8;
    CHECK(Zernike(1)(p) == doctest::Approx(1.0));
    CHECK(Zernike(2)(p) == doctest::Approx(2.0 * rho * cosine));
    CHECK(Zernike(3)(p) == doctest::Approx(2.0 * rho * sine));
    CHECK(Zernike(4)(p) == doctest::Approx(std::sqrt(3.0) * (2.0 * rho * rho - 1.0)));
    CHECK(Zernike(5)(p) == doctest::Approx(std::sqrt(6.0) * rho * rho * 2.0 * sine * cosine));
    CHECK(Zernike(6)(p) == doctest::Approx(std::sqrt(6.0) * rho * rho * (cosine * cosine - sine * sine)));
    CHECK(Zernike(7)(p) == doctest::Approx(std::sqrt(8.0) * (3.0 * std::pow(rho, 3) - 2.0 * rho) * sine));
    CHECK(Zernike(8)(p) == doctest::Approx(std::sqrt(8.0) * (3.0 * std::pow(rho, 3) - 2.0 * rho) * cosine));
    CHECK(Zernike(11)(p) ==
          doctest::Approx(std::sqrt(5.0) * (6.0 * std::pow(rho, 4) - 6.0 * rho * rho + 1.0)));
}

TEST_CASE("a pupil without aberrations gives the Airy pattern, dark at the Airy radius") {
    for (const double airy : {0.8, 1.5, 3.0, 8.0}) {
        CAPTURE(airy);
        const DenseKernel kernel = *fourier_psf({.radius_px = 20.0, .airy_px = airy, .aberrations = {}});
        DenseKernel expected = kernel;
        std::size_t cell = 0;
        for (int y = -20; y <= 20; ++y)
            for (int x = -20; x <= 20; ++x)
                expected.values[cell++] =
                    disk_area_in_cell(x, y, 20.0) *
                    cell_mean(x, y, 4, [&](glm::dvec2 px) { return airy_pattern(glm::length(px) / airy); });
        normalise(expected);
        // The last 1e-4 is the pupil sampled 128 times across.
        CHECK(largest_difference(kernel, expected) < 2e-4 * peak(expected));
    }
    const DenseKernel kernel = *fourier_psf({.radius_px = 20.0, .airy_px = 8.0, .aberrations = {}});
    for (const auto& [dx, dy] : {std::pair(8, 0), std::pair(-8, 0), std::pair(0, 8), std::pair(0, -8)}) {
        const double inner = value_at(kernel, dx * 7 / 8, dy * 7 / 8),
                     outer = value_at(kernel, dx * 9 / 8, dy * 9 / 8);
        CHECK(value_at(kernel, dx, dy) < std::min(inner, outer));
        CHECK(value_at(kernel, dx, dy) < 2e-3 * peak(kernel));
    }
}

TEST_CASE("at strength 0 coma and spherical aberration are the Airy pattern") {
    const DenseKernel airy = *fourier_psf({.radius_px = 24.0, .airy_px = 3.0, .aberrations = {}});
    CHECK(largest_difference(kernel_of("coma", {{"strength", 0.0}}), airy) < 1e-15);
    CHECK(largest_difference(kernel_of("spherical", {{"strength", 0.0}}), airy) < 1e-15);
    CHECK(largest_difference(kernel_of("coma", {{"strength", 0.0}, {"airy", 3.0}}), airy) < 1e-15);
}

TEST_CASE("aberrated kernels are the pupil's Fourier integral") {
    // Coma with the tilt that puts its centroid at the origin: 3 sqrt(8) (rho^3 - rho) cos.
    const std::vector<ZernikeTerm> aberrations = {{8, 0.2}, {11, 0.1}, {4, -0.1}};
    const DenseKernel kernel = *fourier_psf({.radius_px = 30.0, .airy_px = 4.0, .aberrations = aberrations});
    const Wavefront wavefront({{8, 0.2}, {11, 0.1}, {4, -0.1}, {2, -0.5 * 0.2 * std::sqrt(8.0)}});
    const double cycles_per_px = 0.5 * first_zero / 4.0;
    const auto expected = [&](int x, int y) {
        return cell_mean(x, y, 1, [&](glm::dvec2 px) { return brute_force(wavefront, cycles_per_px * px); });
    };
    const double scale = value_at(kernel, -2, 0) / expected(-2, 0);
    for (const auto& [x, y] :
         {std::pair(0, 0), std::pair(5, 3), std::pair(9, -4), std::pair(-5, 1), std::pair(14, 9)})
        CHECK(std::abs(value_at(kernel, x, y) - scale * expected(x, y)) < 3e-4 * peak(kernel));
}

TEST_CASE("coma flares along its axis and is even across it") {
    const DenseKernel coma = kernel_of("coma", {});
    for (int y = 1; y <= 24; ++y)
        for (int x = -24; x <= 24; ++x) CHECK(std::abs(value_at(coma, x, y) - value_at(coma, x, -y)) < 1e-12);
    CHECK(third_moment_x(coma) > 0.5 * std::pow(moments(coma).variance_x, 1.5));
    // The bright end lies opposite to the tail.
    const auto brightest = std::max_element(coma.values.begin(), coma.values.end()) - coma.values.begin();
    CHECK(brightest % coma.width < coma.width / 2);
    const DenseKernel mirrored = kernel_of("coma", {{"strength", -0.25}});
    const DenseKernel turned = kernel_of("coma", {{"angle", 180.0}});
    CHECK(largest_difference(mirrored, turned) < 1e-12);
    CHECK(third_moment_x(turned) < 0.0);
}

TEST_CASE("spherical aberration is the same all round, and defocus turns its rim bright or soft") {
    const DenseKernel spherical = kernel_of("spherical", {});
    CHECK(largest_difference(quarter_turned(spherical), spherical) < 1e-12);
    // (3, 4) and (5, 0) are equally far out; their cells average over different parts of the rings.
    for (const auto& [x, y] : {std::pair(3, 4), std::pair(6, 8), std::pair(9, 12)})
        CHECK(std::abs(value_at(spherical, x, y) -
                       value_at(spherical, static_cast<int>(std::hypot(x, y)), 0)) < 0.02 * peak(spherical));
    const DenseKernel bubble = kernel_of("spherical", {{"defocus", -0.6}});
    const DenseKernel soft = kernel_of("spherical", {{"defocus", 0.6}});
    CHECK(value_at(bubble, 12, 0) > 2.0 * value_at(bubble, 8, 0));
    CHECK(value_at(soft, 12, 0) < value_at(soft, 3, 0));
}

TEST_CASE("the centroid of an aberrated point stays where the point is") {
    // The cut at the radius takes light from the tail only, so a wide one is needed to see it.
    const DenseKernel coma = kernel_of("coma", {{"radius", 100.0}, {"airy", 3.0}});
    CHECK(std::abs(moments(coma).mean_x) < 0.2);
    CHECK(std::abs(moments(coma).mean_y) < 1e-9);
    const DenseKernel tilted =
        *fourier_psf({.radius_px = 24.0, .airy_px = 3.0, .aberrations = {{2, 1.0}, {3, -2.0}}});
    CHECK(largest_difference(tilted, *fourier_psf({.radius_px = 24.0, .airy_px = 3.0, .aberrations = {}})) <
          1e-12);
}

TEST_CASE("point-spread functions that cannot be drawn are refused") {
    const auto message = [](PsfOptions options) { return fourier_psf(options).error().message; };
    CHECK(message({.radius_px = 24.0, .airy_px = 0.1, .aberrations = {}}) ==
          "psf: the Airy radius must be at least a 128th of the radius");
    CHECK(message({.radius_px = 24.0, .airy_px = 65.0, .aberrations = {}}).find("64 px") !=
          std::string::npos);
    CHECK(message({.radius_px = 0.0, .airy_px = 1.0, .aberrations = {}}).find("127 px") != std::string::npos);
    CHECK_FALSE(fourier_psf({.radius_px = 24.0, .airy_px = std::nan(""), .aberrations = {}}));
    CHECK_FALSE(fourier_psf({.radius_px = 24.0, .airy_px = 3.0, .aberrations = {{8, std::nan("")}}}));
    CHECK_FALSE(fourier_psf({.radius_px = 24.0, .airy_px = 3.0, .aberrations = {{0, 1.0}}}));
    CHECK(make_kernel("coma", {{{"strength", 2.0}}, {}}).error().message ==
          "coma: more than half of the light lies beyond the radius");
}
