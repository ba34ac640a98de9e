// The body of solve_damped, included by each of its compilations under a name of its own.
#include <Eigen/Cholesky>
#include <Eigen/Core>

namespace tapestry::offline {

bool TAPESTRY_SOLVE_DAMPED(const double* h, const double* d, const double* g, double lambda, int n,
                           double* scratch, double* x) {
    using Matrix = Eigen::Map<Eigen::MatrixXd>;
    using Vector = Eigen::Map<Eigen::VectorXd>;
    using ConstVector = Eigen::Map<const Eigen::VectorXd>;
    Matrix damped(scratch, n, n);
    Vector solution(x, n);
    damped = Eigen::Map<const Eigen::MatrixXd>(h, n, n);
    damped.diagonal() += lambda * ConstVector(d, n);
    const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>, Eigen::Lower> cholesky(damped);
    if (cholesky.info() != Eigen::Success) return false;
    solution = -ConstVector(g, n);
    cholesky.solveInPlace(solution);
    return solution.allFinite();
}

}  // namespace tapestry::offline
