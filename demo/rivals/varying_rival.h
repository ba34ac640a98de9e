/// Rivals whose kernel differs from pixel to pixel.
#pragma once

#include <string>

#include "rivals/rival.h"
#include "rivals/rival_kernel_grid.h"

namespace tapestry::demo {

/// Runs from one RGBA16F texture of linear light to another of the same size, by the parameters in an RG32F
/// texture.
struct VaryingRival {
    std::string name;
    double reads = 0.0;     ///< of texels or bilinear, a pixel
    std::size_t bytes = 0;  ///< of GPU memory, beside source, map and target
    std::function<void(GLuint source, GLuint map, GLuint target)> run;
};

/// Kernels and their grid on the GPU; rivals share them.
struct GpuKernelGrid {
    std::shared_ptr<Buffer> weights;  ///< in the order of the gather
    KernelGrid grid;                  ///< without the kernels
    std::size_t bytes = 0;
};
Result<GpuKernelGrid> upload_kernel_grid(RivalContext& context, const KernelGrid& grid);

/// Sets the uniforms at locations 0 to 4 of the current program.
void set_grid_uniforms(RivalContext& context, const KernelGrid& grid, RivalSize size);

enum class Lookup {
    blended,  ///< of the nodes around the parameter: the truth
    nearest,  ///< one read of a weight for each of a texel: the quickest dense form
};

/// Every weight of every pixel's own kernel, by texelFetch.
Result<VaryingRival> varying_dense_rival(RivalContext& context, const GpuKernelGrid& grid, RivalSize size,
                                         Lookup lookup);

/// What a plain gather spreads its taps over.
enum class GatherShape { disk, ellipse, line };

/// So many equal bilinear taps over the pixel's own disk, ellipse (half as wide as long) or line: sizes and
/// angles are the parameters.
Result<VaryingRival> varying_gather_rival(RivalContext& context, GatherShape shape, int taps, RivalSize size);

/// McGraw's separable terms of the nearest node's kernel, `rank` of them (1 to 4): each pixel its own.
Result<VaryingRival> varying_low_rank_rival(RivalContext& context, const KernelGrid& grid, int rank,
                                            RivalSize size);

}  // namespace tapestry::demo
