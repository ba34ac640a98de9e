/// Dense linear algebra on blocks: most of the solvers' time. Column-major, leading dimension = rows.
///
/// Eigen, compiled twice: for any x86-64, and for AVX2 with fused multiply-adds (twice as fast at 288
/// unknowns); picked at run time. The two differ in the last bits.
#pragma once

namespace tapestry::offline {

struct DenseBlocks {
    /// Cholesky factor of a symmetric n x n matrix, in place of its lower triangle. False: not positive
    /// definite.
    bool (*factorise)(double* a, int n);

    /// B := B L^-T; L: n x n lower triangle, B: rows x n.
    void (*divide_right)(const double* l, int n, double* b, int rows);

    /// C := C - A B^T; A: rows x k, B: columns x k, C: rows x columns.
    void (*subtract_product)(const double* a, const double* b, double* c, int rows, int columns, int k);

    /// x := L^-1 x and x := L^-T x.
    void (*solve_forward)(const double* l, int n, double* x);
    void (*solve_backward)(const double* l, int n, double* x);

    /// y := y - A x and y := y - A^T x; A: rows x columns.
    void (*subtract_times)(const double* a, int rows, int columns, const double* x, double* y);
    void (*subtract_transposed_times)(const double* a, int rows, int columns, const double* x, double* y);
};

/// The fastest that this processor runs.
const DenseBlocks& dense_blocks();

}  // namespace tapestry::offline
