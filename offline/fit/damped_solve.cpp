#include "offline/fit/damped_solve.h"

#define TAPESTRY_SOLVE_DAMPED solve_damped_portable
#include "offline/fit/damped_solve_body.h"

namespace tapestry::offline {

#ifdef TAPESTRY_HAS_AVX2_SOLVE
bool solve_damped_avx2(const double* h, const double* d, const double* g, double lambda, int n,
                       double* scratch, double* x);
#endif

bool solve_damped(const double* h, const double* d, const double* g, double lambda, int n, double* scratch,
                  double* x) {
#ifdef TAPESTRY_HAS_AVX2_SOLVE
    static const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (has_avx2) return solve_damped_avx2(h, d, g, lambda, n, scratch, x);
#endif
    return solve_damped_portable(h, d, g, lambda, n, scratch, x);
}

}  // namespace tapestry::offline
