// The functions of DenseBlocks, included by each of their compilations, which names TAPESTRY_DENSE_BLOCKS.
#include <Eigen/Cholesky>
#include <Eigen/Core>

#include "offline/fit/dense_blocks.h"

namespace tapestry::offline {
namespace {

using Matrix = Eigen::Map<Eigen::MatrixXd>;
using ConstMatrix = Eigen::Map<const Eigen::MatrixXd>;
using Vector = Eigen::Map<Eigen::VectorXd>;
using ConstVector = Eigen::Map<const Eigen::VectorXd>;

bool factorise(double* a, int n) {
    Matrix matrix(a, n, n);
    return Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>, Eigen::Lower>(matrix).info() == Eigen::Success;
}

void divide_right(const double* l, int n, double* b, int rows) {
    Matrix block(b, rows, n);
    const ConstMatrix factor(l, n, n);
    factor.transpose().triangularView<Eigen::Upper>().solveInPlace<Eigen::OnTheRight>(block);
}

void subtract_product(const double* a, const double* b, double* c, int rows, int columns, int k) {
    Matrix(c, rows, columns).noalias() -= ConstMatrix(a, rows, k) * ConstMatrix(b, columns, k).transpose();
}

void solve_forward(const double* l, int n, double* x) {
    Vector vector(x, n);
    const ConstMatrix factor(l, n, n);
    factor.triangularView<Eigen::Lower>().solveInPlace(vector);
}

void solve_backward(const double* l, int n, double* x) {
    Vector vector(x, n);
    const ConstMatrix factor(l, n, n);
    factor.transpose().triangularView<Eigen::Upper>().solveInPlace(vector);
}

void subtract_times(const double* a, int rows, int columns, const double* x, double* y) {
    Vector(y, rows).noalias() -= ConstMatrix(a, rows, columns) * ConstVector(x, columns);
}

void subtract_transposed_times(const double* a, int rows, int columns, const double* x, double* y) {
    Vector(y, columns).noalias() -= ConstMatrix(a, rows, columns).transpose() * ConstVector(x, rows);
}

}  // namespace

extern const DenseBlocks TAPESTRY_DENSE_BLOCKS;
const DenseBlocks TAPESTRY_DENSE_BLOCKS = {
    factorise,      divide_right,   subtract_product,         solve_forward,
    solve_backward, subtract_times, subtract_transposed_times};

}  // namespace tapestry::offline
