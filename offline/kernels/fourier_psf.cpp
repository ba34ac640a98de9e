#include "offline/kernels/fourier_psf.h"

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <complex>
#include <glm/geometric.hpp>
#include <numbers>

#include "offline/kernels/kernel_grid.h"
#include "tapestry/outline.h"

namespace tapestry::offline {
namespace {

using Matrix = Eigen::MatrixXcd;

// Frequencies are in cycles per pupil radius: a wavefront that rises by g waves per pupil radius sends its
// light g cycles off axis. The Airy ring lies at half the first zero of J1(pi x), 1.2196698912665045.
constexpr double airy_cycles = 0.5 * 1.2196698912665045;

constexpr int min_samples = 128, max_samples = 512;
constexpr double max_radii_per_airy = 128.0;

Result<void> check(const PsfOptions& options) {
    if (!(options.radius_px > 0.0 && options.radius_px <= max_kernel_radius_px))
        return Error{"psf: the radius must be above 0 and at most 127 px"};
    if (!(options.airy_px <= 64.0)) return Error{"psf: the Airy radius must be at most 64 px"};
    if (!(options.airy_px * max_radii_per_airy >= options.radius_px))
        return Error{"psf: the Airy radius must be at least a 128th of the radius"};
    for (const ZernikeTerm& term : options.aberrations)
        if (term.noll < 1 || !std::isfinite(term.waves))
            return Error{"psf: an aberration's index or strength is out of range"};
    return {};
}

// Where the wavefront's mean slope sends the light on average: by the divergence theorem the mean of the
// gradient over the disk is the integral of W n along its rim / pi.
glm::dvec2 mean_slope(const Wavefront& wavefront) {
    constexpr int steps = 360;
    glm::dvec2 sum(0.0);
    for (int i = 0; i < steps; ++i) {
        const double angle = 2.0 * std::numbers::pi * i / steps;
        const glm::dvec2 normal(std::cos(angle), std::sin(angle));
        sum += wavefront(normal) * normal;
    }
    return sum * (2.0 / steps);
}

// Noll's tilts, 2 and 3, are 2 x and 2 y.
Wavefront centred(std::vector<ZernikeTerm> aberrations) {
    const glm::dvec2 slope = mean_slope(Wavefront(aberrations));
    aberrations.push_back({2, -0.5 * slope.x});
    aberrations.push_back({3, -0.5 * slope.y});
    return Wavefront(aberrations);
}

double steepest_slope(const Wavefront& wavefront) {
    constexpr int grid = 24;
    constexpr double step = 1e-4;
    double steepest = 0.0;
    for (int j = -grid; j <= grid; ++j)
        for (int i = -grid; i <= grid; ++i) {
            const glm::dvec2 p = glm::dvec2(i, j) / static_cast<double>(grid);
            if (glm::dot(p, p) > 1.0) continue;
            const auto along = [&](glm::dvec2 d) {
                return (wavefront(p + d) - wavefront(p - d)) / (2.0 * step);
            };
            steepest = std::max(steepest, std::hypot(along({step, 0.0}), along({0.0, step})));
        }
    return steepest;
}

// Samples across the pupil. A sampled pupil's field repeats after samples / 2 cycles: its copies stay three
// windows away, and clear of where the steepest part of the wavefront sends its light.
int pupil_samples(double window_cycles, double slope) {
    const double wanted = 2.0 * std::max(3.0 * window_cycles, 2.0 * slope + window_cycles);
    return std::clamp(2 * static_cast<int>(std::ceil(0.5 * wanted)), min_samples, max_samples);
}

std::complex<double> phase_at(const Wavefront& wavefront, glm::dvec2 pupil) {
    return std::polar(1.0, 2.0 * std::numbers::pi * wavefront(pupil));
}

// The mean field over the part of a sample that lies inside the pupil. `at`: the sample's middle, in samples
// from the pupil's.
std::complex<double> mean_field(const Wavefront& wavefront, glm::dvec2 at, double radius, bool on_rim) {
    // On the rim the field ends within the sample; elsewhere it is smooth, and two Gauss points a side do.
    const int points = on_rim ? 8 : 2;
    const double spacing = on_rim ? 1.0 / points : std::numbers::inv_sqrt3;
    std::complex<double> sum = 0.0;
    int inside = 0;
    for (int j = 0; j < points; ++j)
        for (int i = 0; i < points; ++i) {
            const glm::dvec2 p = (at + spacing * (glm::dvec2(i, j) - 0.5 * (points - 1))) / radius;
            if (glm::dot(p, p) > 1.0) continue;
            sum += phase_at(wavefront, p);
            ++inside;
        }
    return inside > 0 ? sum / double(inside) : 0.0;
}

// The field over the pupil, each sample its mean over the sample's area.
Matrix pupil_field(const Wavefront& wavefront, int samples) {
    const double radius = 0.5 * samples;
    Matrix field = Matrix::Zero(samples, samples);
    for (int j = 0; j < samples; ++j)
        for (int i = 0; i < samples; ++i) {
            const glm::dvec2 at(i + 0.5 - radius, j + 0.5 - radius);
            const double inside = disk_area_in_cell(at.x, at.y, radius);
            if (inside > 0.0) field(j, i) = inside * mean_field(wavefront, at, radius, inside < 1.0 - 1e-9);
        }
    return field;
}

// Nodes and weights that average over a cell.
struct CellRule {
    std::vector<double> at, weight;
};

// Three Gauss-Legendre nodes for each part of a cell no wider than half an Airy radius: no frequency of the
// intensity turns more than 0.61 times within it, which the rule averages to 1e-3, and the pupil's
// autocorrelation holds almost nothing there.
CellRule cell_rule(double airy_px) {
    constexpr double node = 0.3872983346207417;  // sqrt(3/5) / 2
    const int parts = std::max(1, static_cast<int>(std::ceil(2.0 / airy_px)));
    CellRule rule;
    for (int i = 0; i < parts; ++i)
        for (const auto& [at, weight] : {std::pair(-node, 5.0), std::pair(0.0, 8.0), std::pair(node, 5.0)}) {
            rule.at.push_back((i + 0.5 + at) / parts - 0.5);
            rule.weight.push_back(weight / (18.0 * parts));
        }
    return rule;
}

double sinc(double x) {
    return x == 0.0 ? 1.0 : std::sin(std::numbers::pi * x) / (std::numbers::pi * x);
}

// Rows of the Fourier transform: cells from..to, all nodes of each, by pupil samples. Samples that are means
// over their area dim what is off axis by sinc, which is made up for.
Matrix transform_rows(int from, int to, const CellRule& rule, double cycles_per_px, int samples) {
    const int nodes = static_cast<int>(rule.at.size());
    Matrix rows((to - from + 1) * nodes, samples);
    for (int row = 0; row < rows.rows(); ++row) {
        const double cycles = (from + row / nodes + rule.at[row % nodes]) * cycles_per_px;
        const double amplitude = 1.0 / sinc(2.0 * cycles / samples);
        for (int i = 0; i < samples; ++i)
            rows(row, i) =
                std::polar(amplitude, -2.0 * std::numbers::pi * cycles * ((2 * i + 1.0) / samples - 1.0));
    }
    return rows;
}

// The Fourier transform at the nodes only, as two matrix products: any pixel scale, and no padding. R.
// Soummer et al., "Fast computation of Lyot-style coronagraph propagation", Opt. Express 15, 15935 (2007).
// Returns the mean intensity of each cell as its part of all light.
DenseKernel intensity(const Matrix& pupil, int half, const CellRule& rule, double cycles_per_px) {
    const int samples = static_cast<int>(pupil.rows()), nodes = static_cast<int>(rule.at.size());
    const Matrix half_way = transform_rows(-half, half, rule, cycles_per_px, samples) * pupil;
    // Parseval: the integral of |field|^2 over cycles^2 is the pupil's, in samples of (2 / samples)^2.
    const double step = 2.0 / samples;
    const double per_cell = cycles_per_px * cycles_per_px * step * step / pupil.squaredNorm();
    DenseKernel kernel = empty_kernel(half);
    for (int x = 0; x < kernel.width; ++x) {
        const Matrix column = transform_rows(x - half, x - half, rule, cycles_per_px, samples);
        const Eigen::MatrixXd light = (half_way * column.transpose()).cwiseAbs2();
        for (int y = 0; y < kernel.height; ++y) {
            double mean = 0.0;
            for (int j = 0; j < nodes; ++j)
                for (int i = 0; i < nodes; ++i)
                    mean += rule.weight[j] * rule.weight[i] * light(y * nodes + j, i);
            kernel.values[static_cast<std::size_t>(y) * kernel.width + x] = mean * per_cell;
        }
    }
    return kernel;
}

}  // namespace

Result<DenseKernel> fourier_psf(const PsfOptions& options) {
    if (auto status = check(options); !status) return status.error();
    const int half = half_size(options.radius_px);
    if (half == 0) return DenseKernel{1, 1, {1.0}};
    const double cycles_per_px = airy_cycles / options.airy_px;
    const Wavefront wavefront = centred(options.aberrations);
    const int samples = pupil_samples((2 * half + 1) * cycles_per_px, steepest_slope(wavefront));
    DenseKernel kernel =
        intensity(pupil_field(wavefront, samples), half, cell_rule(options.airy_px), cycles_per_px);
    double kept = 0.0;
    std::size_t cell = 0;
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x, ++cell) {
            kernel.values[cell] *= disk_area_in_cell(x, y, options.radius_px);
            kept += kernel.values[cell];
        }
    if (kept < 0.5) return Error{"psf: more than half of the light lies beyond the radius"};
    normalise(kernel);
    return kernel;
}

}  // namespace tapestry::offline
