// Compiled with -mavx2 -mfma. Eigen's templates get a namespace of their own here: were they shared with the
// files that are compiled for any x86-64, the linker could keep this file's instances for all of them.
#define Eigen TapestryEigenAvx2
#define TAPESTRY_DENSE_BLOCKS dense_blocks_avx2
#include "offline/fit/dense_blocks_body.h"
