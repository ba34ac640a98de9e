#include "offline/family/start_knots.h"

#include <Eigen/Eigenvalues>
#include <cmath>

#include "offline/fit/levenberg_marquardt.h"
#include "offline/kernels/moments.h"

namespace tapestry::offline {
namespace {

constexpr int continuation_steps = 8;  // from a knot to the next
constexpr int iterations_a_step = 6;

struct SecondMoments {
    Eigen::Vector2d mean;
    Eigen::Matrix2d covariance;
};

SecondMoments second_moments(const DenseKernel& kernel) {
    // A line is no wider than a bilinear read makes it; below that the map would tear taps apart.
    constexpr double least_variance = 0.1;
    Eigen::Vector2d mean = Eigen::Vector2d::Zero();
    Eigen::Matrix2d square = Eigen::Matrix2d::Zero();
    double sum = 0.0;
    for (int y = 0; y < kernel.height; ++y)
        for (int x = 0; x < kernel.width; ++x) {
            const Eigen::Vector2d p(x - kernel.width / 2, y - kernel.height / 2);
            const double value = kernel.at(x, y);
            sum += value;
            mean += value * p;
            square += value * p * p.transpose();
        }
    mean /= sum;
    return {mean, square / sum - mean * mean.transpose() + least_variance * Eigen::Matrix2d::Identity()};
}

Eigen::Matrix2d square_root(const Eigen::Matrix2d& matrix) {
    return Eigen::SelfAdjointEigenSolver<Eigen::Matrix2d>(matrix).operatorSqrt();
}

// The symmetric map that takes one covariance to the other: the optimal transport between Gaussians. Source:
// Olkin, Pukelsheim, "The distance between two random vectors with given dispersion matrices", 1982.
Eigen::Matrix2d transport(const Eigen::Matrix2d& from, const Eigen::Matrix2d& to) {
    const Eigen::Matrix2d root = square_root(from);
    const Eigen::Matrix2d inverse = root.inverse();
    return inverse * square_root(root * to * root) * inverse;
}

// The taps carried over from one kernel to another one like it. A layer's taps are displacements; the mean
// goes with the last layer.
Cascade carried_over(Cascade cascade, const DenseKernel& from, const DenseKernel& to) {
    const SecondMoments a = second_moments(from), b = second_moments(to);
    const Eigen::Matrix2d map = transport(a.covariance, b.covariance);
    const Eigen::Vector2d shift = b.mean - map * a.mean;
    for (SplatTap& tap : cascade.values) {
        const Eigen::Vector2d p = map * Eigen::Vector2d(tap.x, tap.y);
        tap.x = p.x();
        tap.y = p.y();
    }
    for (SplatTap& tap : cascade.layer(cascade.layers() - 1)) {
        tap.x += shift.x();
        tap.y += shift.y();
    }
    return cascade;
}

Cascade gathered_at_origin(Cascade cascade) {
    for (SplatTap& tap : cascade.values) tap.x = tap.y = 0.0;
    return cascade;
}

class KnotStarts {
  public:
    KnotStarts(const KernelField& field, const FamilyGrid& grid, const StartOptions& options)
        : field_(field), grid_(grid), options_(options) {}

    Result<std::vector<Cascade>> run(const Cascade& first_fit) {
        auto first = first_knot(field_, grid_);
        if (!first) return first.error();
        first_ = *first;
        shapes_.assign(grid_.knots(), {});
        shapes_[first_] = first_fit;
        for (int axis = 0; axis < static_cast<int>(grid_.axes().size()); ++axis)
            if (auto status = spread_along(axis); !status) return status.error();
        std::vector<Cascade> knots;
        for (int knot = 0; knot < grid_.knots(); ++knot) {
            auto placed = placed_at(knot);
            if (!placed) return placed.error();
            knots.push_back(std::move(*placed));
        }
        return knots;
    }

  private:
    int place(int knot, int axis) const {
        if (grid_.axes().size() == 1) return knot;
        return axis == 0 ? knot / grid_.knots_on(1) : knot % grid_.knots_on(1);
    }

    int at_place(int knot, int axis, int place) const {
        if (grid_.axes().size() == 1) return place;
        return axis == 0 ? grid_.entry(place, knot % grid_.knots_on(1))
                         : grid_.entry(knot / grid_.knots_on(1), place);
    }

    // Fills the line or plane of knots that an axis adds to those that are there: by continuation along axes
    // of shape, by copying along the others, whose geometry placed_at() adds.
    Result<void> spread_along(int axis) {
        const std::vector<Cascade> before = shapes_;
        const int origin = place(first_, axis), count = grid_.knots_on(axis);
        for (int knot = 0; knot < grid_.knots(); ++knot) {
            if (before[knot].values.empty() || place(knot, axis) != origin) continue;
            for (const int direction : {-1, 1})
                for (int to = origin + direction; to >= 0 && to < count; to += direction) {
                    const int from_knot = at_place(knot, axis, to - direction),
                              to_knot = at_place(knot, axis, to);
                    if (!field_.axes[axis].changes_shape) {
                        shapes_[to_knot] = shapes_[from_knot];
                        continue;
                    }
                    auto next =
                        continued(shapes_[from_knot], shape_parameter(from_knot), shape_parameter(to_knot));
                    if (!next) return next.error();
                    shapes_[to_knot] = std::move(*next);
                }
        }
        return {};
    }

    // The knot's parameter on axes of shape, the first knot's on the others.
    glm::dvec2 shape_parameter(int knot) const {
        glm::dvec2 result = grid_.parameter(first_);
        for (int axis = 0; axis < static_cast<int>(grid_.axes().size()); ++axis)
            if (field_.axes[axis].changes_shape) result[axis] = grid_.parameter(knot)[axis];
        return result;
    }

    Result<Cascade> continued(Cascade cascade, glm::dvec2 from, glm::dvec2 to) const {
        auto before = field_.at(from);
        if (!before) return before.error();
        LmWorkspace workspace;
        LmOptions lm;
        lm.max_iterations = iterations_a_step;
        lm.non_negative = !options_.allow_negative;
        for (int step = 1; step <= continuation_steps; ++step) {
            const double share = static_cast<double>(step) / continuation_steps;
            auto target = field_.at(from + share * (to - from));
            if (!target) return target.error();
            cascade = carried_over(std::move(cascade), *before, *target);
            Objective objective(*target, options_.spectrum, cascade.layers(), scoring_grid(*target));
            levenberg_marquardt(objective, cascade, lm, workspace);
            before = std::move(target);
        }
        return cascade;
    }

    Result<Cascade> placed_at(int knot) const {
        const Similarity there = field_.similarity(grid_.parameter(knot)),
                         here = field_.similarity(grid_.parameter(first_));
        if (there.size == 0.0) return gathered_at_origin(shapes_[knot]);
        Cascade cascade = turned(shapes_[knot], there.turn_deg - here.turn_deg);
        if (there.size == here.size) return cascade;
        auto target = field_.at(grid_.parameter(knot));
        if (!target) return target.error();
        return scaled_to_variance(cascade, there.size / here.size, moments(*target).variance());
    }

    const KernelField& field_;
    const FamilyGrid& grid_;
    const StartOptions& options_;
    int first_ = 0;
    std::vector<Cascade> shapes_;  // every knot at the size and the angle of the first
};

}  // namespace

Result<int> first_knot(const KernelField& field, const FamilyGrid& grid) {
    int at[2] = {0, 0};
    for (int axis = 0; axis < static_cast<int>(grid.axes().size()); ++axis)
        if (field.axes[axis].is_size) at[axis] = grid.knots_on(axis) - 1;
    for (int axis = 0; axis < static_cast<int>(grid.axes().size()); ++axis) {
        if (!field.axes[axis].changes_shape) continue;
        const int last = grid.knots_on(axis) - 1;
        double variances[2];
        for (const int end : {0, 1}) {
            at[axis] = end * last;
            auto kernel = field.at(grid.parameter(grid.entry(at[0], at[1])));
            if (!kernel) return kernel.error();
            variances[end] = moments(*kernel).variance();
        }
        at[axis] = variances[1] > variances[0] ? last : 0;
    }
    return grid.entry(at[0], at[1]);
}

Result<std::vector<Cascade>> start_knots(const Cascade& first_fit, const KernelField& field,
                                         const FamilyGrid& grid, const StartOptions& options) {
    return KnotStarts(field, grid, options).run(first_fit);
}

}  // namespace tapestry::offline
