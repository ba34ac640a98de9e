/// The linear solve of a Levenberg-Marquardt step: half of the solver's time.
#pragma once

namespace tapestry::offline {

/// Solves (H + lambda diag(d)) x = -g by Cholesky. H: n x n, column-major, lower triangle; scratch: n x n; x,
/// d, g: n. False when the matrix is not positive definite or the solution not finite.
///
/// Compiled twice, for any x86-64 and for AVX2 with fused multiply-adds (twice as fast at 288 unknowns), and
/// picked at run time. The two differ in the last bits.
bool solve_damped(const double* h, const double* d, const double* g, double lambda, int n, double* scratch,
                  double* x);

}  // namespace tapestry::offline
