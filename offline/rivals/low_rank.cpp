#include "offline/rivals/low_rank.h"

#include <Eigen/SVD>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>

#include "offline/metrics/plane.h"

namespace tapestry::offline {
namespace {

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

double sum_of(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}

Result<void> check(const DenseKernel& kernel, int rank) {
    const int most = std::min(kernel.width, kernel.height);
    if (rank < 1 || rank > most)
        return Error{"low-rank: the rank must be between 1 and " + std::to_string(most)};
    if (!std::all_of(kernel.values.begin(), kernel.values.end(), [](double v) { return std::isfinite(v); }))
        return Error{"low-rank: the kernel holds a value that is not a number"};
    return {};
}

std::vector<SeparableTerm> truncated_svd(const DenseKernel& kernel, int rank) {
    const Eigen::Map<const RowMajor> matrix(kernel.values.data(), kernel.height, kernel.width);
    // Two-sided Jacobi: the small singular values that high ranks live on are accurate, which divide and
    // conquer does not promise.
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
    const auto& strength = svd.singularValues();
    const double rounding = std::numeric_limits<double>::epsilon() * static_cast<double>(matrix.size());
    std::vector<SeparableTerm> terms;
    for (int i = 0; i < rank && strength[i] > rounding * strength[0]; ++i) {
        const double share = std::sqrt(strength[i]);
        const Eigen::VectorXd across = share * svd.matrixV().col(i), down = share * svd.matrixU().col(i);
        terms.push_back({{across.begin(), across.end()}, {down.begin(), down.end()}});
    }
    return terms;
}

double light_of(const std::vector<SeparableTerm>& terms) {
    double light = 0.0;
    for (const SeparableTerm& term : terms) light += sum_of(term.across) * sum_of(term.down);
    return light;
}

DenseKernel sum_of_terms(const std::vector<SeparableTerm>& terms, int width, int height) {
    DenseKernel kernel{width, height, std::vector<double>(static_cast<std::size_t>(width) * height, 0.0)};
    for (const SeparableTerm& term : terms)
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                kernel.values[static_cast<std::size_t>(y) * width + x] += term.down[y] * term.across[x];
    return kernel;
}

// Gathering reads a kernel mirrored.
std::vector<double> mirrored(const std::vector<double>& line) {
    return {line.rbegin(), line.rend()};
}

Image filter_by_terms(const Image& image, const std::vector<SeparableTerm>& terms) {
    Image out(image.width, image.height);
    for (int c = 0; c < 4; ++c) {
        Plane plane(image.width, image.height);
        for (std::size_t i = 0; i < plane.values.size(); ++i) plane.values[i] = image.pixels[i][c];
        for (const SeparableTerm& term : terms) {
            const Plane part = filter_columns(filter_rows(plane, mirrored(term.across)), mirrored(term.down));
            for (std::size_t i = 0; i < part.values.size(); ++i) out.pixels[i][c] += part.values[i];
        }
    }
    return out;
}

}  // namespace

Result<std::vector<SeparableTerm>> low_rank_terms(const DenseKernel& kernel, int rank) {
    if (auto status = check(kernel, rank); !status) return status.error();
    std::vector<SeparableTerm> terms = truncated_svd(kernel, rank);
    const double scale = sum_of(kernel.values) / light_of(terms);
    if (!std::isfinite(scale)) return Error{"low-rank: the kernel has no light that the rank can hold"};
    for (SeparableTerm& term : terms)
        for (double& value : term.across) value *= scale;
    return terms;
}

Result<FilterMethod> low_rank_method(const DenseKernel& kernel, int rank) {
    auto terms = low_rank_terms(kernel, rank);
    if (!terms) return terms.error();
    FilterMethod method;
    method.name = "low-rank " + std::to_string(rank);
    method.taps_read = static_cast<double>(terms->size()) * (kernel.width + kernel.height);
    method.impulse = sum_of_terms(*terms, kernel.width, kernel.height);
    method.apply = [terms = *terms](const Image& image) { return filter_by_terms(image, terms); };
    return method;
}

}  // namespace tapestry::offline
