#include "offline/fit/dense_blocks.h"

#define TAPESTRY_DENSE_BLOCKS dense_blocks_portable
#include "offline/fit/dense_blocks_body.h"

namespace tapestry::offline {

#ifdef TAPESTRY_HAS_AVX2_BLOCKS
extern const DenseBlocks dense_blocks_avx2;
#endif

const DenseBlocks& dense_blocks() {
#ifdef TAPESTRY_HAS_AVX2_BLOCKS
    static const bool has_avx2 = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    if (has_avx2) return dense_blocks_avx2;
#endif
    return dense_blocks_portable;
}

}  // namespace tapestry::offline
