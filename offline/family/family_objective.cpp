#include "offline/family/family_objective.h"

#include <Eigen/Geometry>
#include <algorithm>
#include <atomic>
#include <bit>
#include <numbers>
#include <thread>

namespace tapestry::offline {
namespace {

// Grid that just holds a sample's kernel and its leaks.
int sample_grid(const DenseKernel& target) {
    const int size = std::max({target.width, target.height, 24});
    return static_cast<int>(std::bit_ceil(static_cast<unsigned>(5 * size / 4)));
}

template <class Work>
void in_parallel(int threads, std::size_t count, Work&& work) {
    std::atomic<std::size_t> next{0};
    const auto loop = [&] {
        for (std::size_t i = next++; i < count; i = next++) work(i);
    };
    std::vector<std::jthread> pool;
    for (int t = 1; t < threads; ++t) pool.emplace_back(loop);
    loop();
}

Cascade sample_cascade(const std::vector<Cascade>& knots, const FamilySample& sample) {
    Cascade cascade = blended(knots, sample.shares);
    return sample.turn_deg == 0.0 ? cascade : turned(std::move(cascade), sample.turn_deg);
}

// Q^T g and Q^T H Q: derivatives by the taps from those by the turned taps.
void turn_back(double turn_deg, Eigen::VectorXd& gradient, Eigen::MatrixXd& matrix) {
    const double angle = turn_deg * std::numbers::pi / 180.0;
    const Eigen::Matrix2d back = Eigen::Rotation2Dd(-angle).toRotationMatrix();
    for (Eigen::Index x = 1; x < gradient.size(); x += 3) {
        gradient.segment<2>(x) = back * gradient.segment<2>(x).eval();
        matrix.middleRows<2>(x) = back * matrix.middleRows<2>(x).eval();
        matrix.middleCols<2>(x) = matrix.middleCols<2>(x).eval() * back.transpose();
    }
}

}  // namespace

Cascade blended(const std::vector<Cascade>& knots, const std::vector<KnotShare>& shares) {
    Cascade result(knots.front().layer_taps);
    for (const KnotShare& share : shares)
        for (std::size_t i = 0; i < result.values.size(); ++i) {
            const SplatTap& tap = knots[share.knot].values[i];
            result.values[i].x += share.coefficient * tap.x;
            result.values[i].y += share.coefficient * tap.y;
            result.values[i].weight += share.coefficient * tap.weight;
        }
    return result;
}

FamilyObjective::FamilyObjective(std::vector<FamilySample> samples, ErrorSpectrum spectrum, int layers,
                                 int threads)
    : samples_(std::move(samples)), costs_(samples_.size()), threads_(threads) {
    for (const FamilySample& sample : samples_)
        objectives_.push_back(
            std::make_unique<Objective>(sample.target, spectrum, layers, sample_grid(sample.target)));
}

double FamilyObjective::evaluate(const std::vector<Cascade>& knots) {
    in_parallel(threads_, samples_.size(), [&](std::size_t i) {
        costs_[i] = objectives_[i]->evaluate(sample_cascade(knots, samples_[i]));
    });
    double sum = 0.0;
    for (std::size_t i = 0; i < samples_.size(); ++i) sum += samples_[i].weight * costs_[i];
    return sum;
}

void FamilyObjective::linearise(const std::vector<Cascade>& knots, Eigen::VectorXd& gradient,
                                BlockMatrix& hessian) {
    const Eigen::Index size = hessian.size();
    gradient.setZero(size * static_cast<Eigen::Index>(knots.size()));
    hessian.set_zero();
    for (int k = 0; k < hessian.count(); ++k) hessian.block(k, k);
    // A batch at a time, so that memory stays bounded and sums are taken in order.
    const std::size_t batch = static_cast<std::size_t>(threads_) * 2;
    std::vector<Eigen::VectorXd> gradients(batch);
    std::vector<Eigen::MatrixXd> matrices(batch);
    for (std::size_t first = 0; first < samples_.size(); first += batch) {
        const std::size_t count = std::min(batch, samples_.size() - first);
        in_parallel(threads_, count, [&](std::size_t i) {
            const FamilySample& sample = samples_[first + i];
            const Cascade cascade = sample_cascade(knots, sample);
            objectives_[first + i]->linearise(cascade, gradients[i], matrices[i]);
            matrices[i].triangularView<Eigen::StrictlyUpper>() = matrices[i].transpose();
            if (sample.turn_deg != 0.0) turn_back(sample.turn_deg, gradients[i], matrices[i]);
        });
        for (std::size_t i = 0; i < count; ++i) {
            const FamilySample& sample = samples_[first + i];
            for (const auto& [k, ck] : sample.shares) {
                gradient.segment(k * size, size) += sample.weight * ck * gradients[i];
                for (const auto& [j, cj] : sample.shares)
                    if (k >= j) hessian.block(k, j) += sample.weight * ck * cj * matrices[i];
            }
        }
    }
}

std::size_t FamilyObjective::memory() const {
    std::size_t sum = 0;
    for (const auto& objective : objectives_) sum += objective->memory();
    return sum;
}

}  // namespace tapestry::offline
