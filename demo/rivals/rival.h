/// Blurs to compare the cascade with, each in the best form that we can write. None of this is in the
/// library.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "gl/gl_objects.h"
#include "gl/shader_library.h"
#include "offline/rivals/dual_filter.h"
#include "tapestry/image.h"

namespace tapestry::demo {

/// What the rivals share of one GL context, which must be current whenever they are called.
class RivalContext {
  public:
    explicit RivalContext(const GladGLContext& functions);

    const GladGLContext& gl;
    ShaderLibrary shaders;
    Sampler linear;
};

struct RivalSize {
    int width = 0;
    int height = 0;
};

/// Runs from one RGBA16F texture of linear light to another of the same size.
struct Rival {
    std::string name;
    double reads = 0.0;     ///< of texels or bilinear, a pixel
    std::size_t bytes = 0;  ///< of GPU memory, beside source and target
    std::function<void(GLuint source, GLuint target)> run;
};

/// All weights by texelFetch.
Result<Rival> dense_rival(RivalContext& context, const DenseKernel& kernel, RivalSize size);

/// All weights from shared memory. Kernels of up to 97 cells a side.
Result<Rival> dense_shared_rival(RivalContext& context, const DenseKernel& kernel, RivalSize size);

/// The nearest sum of `rank` (1 to 4) separable kernels. Square kernels.
Result<Rival> low_rank_rival(RivalContext& context, const DenseKernel& kernel, int rank, RivalSize size);

/// Two passes of bilinear taps that each read two texels.
Result<Rival> separable_gaussian_rival(RivalContext& context, double sigma_px, RivalSize size);

Result<Rival> dual_filter_rival(RivalContext& context, const offline::DualFilter& filter, RivalSize size);

/// One pass of equal taps over a disk, as engines gather bokeh.
Result<Rival> ring_gather_rival(RivalContext& context, double radius_px, int taps, RivalSize size);

/// 24 bilinear reads that cost nothing else: the roofline.
Result<Rival> fill_rate_probe(RivalContext& context, RivalSize size);

/// Copies a texture of this format, RGBA16F or RGBA32F, to another: the roofline of what only moves bytes.
Result<Rival> bandwidth_probe(RivalContext& context, GLenum format, RivalSize size);

}  // namespace tapestry::demo
