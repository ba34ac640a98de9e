#include "offline/family/block_cholesky.h"

#include <doctest/doctest.h>

#include <Eigen/Dense>
#include <random>

using namespace tapestry::offline;

namespace {

struct Pattern {
    int blocks;
    std::vector<std::pair<int, int>> below;  // blocks below the diagonal that are not zero
};

// A random positive definite matrix of a pattern, as blocks and dense.
Eigen::MatrixXd fill(BlockMatrix& matrix, const Pattern& pattern, std::mt19937& random) {
    std::uniform_real_distribution<double> value(-1.0, 1.0);
    const int size = matrix.size(), n = size * matrix.count();
    Eigen::MatrixXd dense = Eigen::MatrixXd::Zero(n, n);
    const auto draw = [&] {
        return Eigen::MatrixXd::NullaryExpr(size, size, [&] { return value(random); }).eval();
    };
    for (const auto& [r, c] : pattern.below) {
        matrix.block(r, c) = draw();
        dense.block(r * size, c * size, size, size) = matrix.block(r, c);
        dense.block(c * size, r * size, size, size) = matrix.block(r, c).transpose();
    }
    for (int k = 0; k < matrix.count(); ++k) {
        // Diagonally dominant, hence positive definite.
        const Eigen::MatrixXd a = draw();
        matrix.block(k, k) = a * a.transpose() + n * Eigen::MatrixXd::Identity(size, size);
        dense.block(k * size, k * size, size, size) = matrix.block(k, k);
    }
    return dense;
}

}  // namespace

TEST_CASE("block solves equal dense ones: a band, a ring that wraps, a grid that fills in") {
    const Pattern band{5, {{1, 0}, {2, 1}, {3, 2}, {4, 3}}};
    const Pattern ring{6, {{1, 0}, {2, 1}, {3, 2}, {4, 3}, {5, 4}, {5, 0}}};
    const Pattern grid{
        6, {{1, 0}, {2, 1}, {4, 3}, {5, 4}, {3, 0}, {4, 1}, {5, 2}, {4, 0}, {5, 1}, {3, 1}, {4, 2}}};
    std::mt19937 random(3);
    for (const Pattern& pattern : {band, ring, grid})
        for (const int size : {1, 7, 40}) {
            BlockMatrix matrix(pattern.blocks, size);
            const Eigen::MatrixXd dense = fill(matrix, pattern, random);
            const Eigen::VectorXd b = Eigen::VectorXd::LinSpaced(dense.rows(), -1.0, 2.0);
            CHECK(matrix.quadratic_form(b) == doctest::Approx(b.dot(dense * b)).epsilon(1e-12));
            CHECK((matrix.diagonal() - dense.diagonal()).norm() == 0.0);
            Eigen::VectorXd x = b;
            REQUIRE(solve_blocks(matrix, x));
            CHECK((dense * x - b).norm() < 1e-10 * b.norm());
        }
}

TEST_CASE("a matrix that is not positive definite is refused") {
    BlockMatrix matrix(2, 2);
    matrix.block(0, 0) << 1, 0, 0, 1;
    matrix.block(1, 1) << 1, 0, 0, 1;
    matrix.block(1, 0) << 2, 0, 0, 2;
    Eigen::VectorXd x = Eigen::VectorXd::Ones(4);
    CHECK_FALSE(solve_blocks(matrix, x));
}
