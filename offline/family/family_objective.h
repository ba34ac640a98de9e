/// The objective of a family: blends of its knots against exact kernels, all over the axes.
///
/// A blended tap is linear in the knots' taps, so a sample's gradient and Gauss-Newton matrix spread to its
/// knots by the blend's coefficients: g_k += c_k g, H_kj += c_k c_j H. A turn Q of the taps is linear too:
/// what comes from turned taps goes back as Q^T g and Q^T H Q.
#pragma once

#include <Eigen/Core>
#include <memory>
#include <vector>

#include "offline/family/block_cholesky.h"
#include "offline/fit/objective.h"
#include "tapestry/fit/family_grid.h"
#include "tapestry/fit/tap_cascade.h"
#include "tapestry/image.h"

namespace tapestry::offline {

/// A place on the axes where the blend is held against the exact kernel.
struct FamilySample {
    std::vector<KnotShare> shares;
    DenseKernel target;
    double weight = 1.0;    ///< of this sample's cost in the sum
    double turn_deg = 0.0;  ///< the blend's taps are turned by this, as the target is
};

/// The tap-by-tap blend of knots.
Cascade blended(const std::vector<Cascade>& knots, const std::vector<KnotShare>& shares);

class FamilyObjective {
  public:
    /// Samples keep their order; results do not depend on `threads`.
    FamilyObjective(std::vector<FamilySample> samples, ErrorSpectrum spectrum, int layers, int threads);

    /// Weighted sum of the samples' costs; keeps what `linearise` needs.
    double evaluate(const std::vector<Cascade>& knots);

    /// Costs of the samples at the last evaluation, without their weights.
    const std::vector<double>& costs() const { return costs_; }

    /// Gradient and Gauss-Newton matrix at the knots that were evaluated last. Unknowns: knot by knot, as
    /// Objective's.
    void linearise(const std::vector<Cascade>& knots, Eigen::VectorXd& gradient, BlockMatrix& hessian);

    const std::vector<FamilySample>& samples() const { return samples_; }
    void set_weight(std::size_t sample, double weight) { samples_[sample].weight = weight; }

    std::size_t memory() const;

  private:
    std::vector<FamilySample> samples_;
    std::vector<std::unique_ptr<Objective>>
        objectives_;  // one a sample: each keeps its state between the two calls
    std::vector<double> costs_;
    int threads_;
};

}  // namespace tapestry::offline
