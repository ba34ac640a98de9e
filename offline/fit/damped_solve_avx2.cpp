// Compiled with -mavx2 -mfma. Eigen's templates get a namespace of their own here: were they shared with the
// files that are compiled for any x86-64, the linker could keep this file's instances for all of them.
#define Eigen TapestryEigenAvx2
#define TAPESTRY_SOLVE_DAMPED solve_damped_avx2
#include "offline/fit/damped_solve_body.h"
