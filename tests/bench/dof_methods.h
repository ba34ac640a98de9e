/// Everything that makes depth of field of a case's picture and depth: ours and the rivals.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "bench_clock.h"
#include "dof_case.h"
#include "passes/dof_pass_run.h"
#include "rivals/dof_rival.h"
#include "tapestry/device.h"

namespace tapestry::bench {

struct DofMethod {
    std::string name;
    std::string family;  ///< that differ in their number of reads alone
    bool is_ours = false;
    bool is_accumulation = false;  ///< draws the scene again and again: of equal time only
    demo::DofReads reads;
    double bytes = 0.0;  ///< a pixel, as test::PassPrice counts them; 0: not counted
    /// Draws into an RGBA16F texture of the case's size.
    std::function<Result<void>(GLuint target)> run;
};

enum class DofMethodSet {
    all,
    contest,      ///< Tapestry 16x3 without and with hidden surfaces, the ring gathers of 81 (with our
                  ///< sprites too) and 96 taps, and the importance-sampled ones but for the single frame of
                  ///< noise, at half resolution; reads are not counted
    swept,        ///< Tapestry and the ring gathers of the contest, and 16x3 with a history, whose frames are
                  ///< 1/60 s apart, and steadied by it, without and with hidden surfaces
    one_surface,  ///< the contest without what only a renderer knows
    curve,        ///< Tapestry and the gathers at many numbers of reads
};

/// Ours by the 8x3, 12x3, 16x3 and 24x4 tables, 16x3 with hidden surfaces too, ring gathers of 49, 64, 81 and
/// 96 taps at half and full resolution, importance-sampled gathers, a separable Gaussian, and the
/// accumulation of 16 and 64 pinholes; for one of the case's apertures. `of` has to outlive them. `only`:
/// those whose names contain it. Error: no
/// memory, a shader's log, a table that is not there.
Result<std::vector<DofMethod>> dof_methods(Device& device, demo::RivalContext& context, const DofCase& of,
                                           std::size_t aperture, DofMethodSet set = DofMethodSet::all,
                                           const std::string& only = {});

/// What the passes of Tapestry 16x3, without hidden surfaces, cost on a case. Error: as dof_methods.
Result<std::vector<test::PassPrice>> price_of_16x3(Device& device, const GladGLContext& gl, const DofCase& of,
                                                   std::size_t aperture);

/// Milliseconds of all dispatches of a shader in a frame.
struct ShaderTime {
    std::string shader;
    int dispatches = 0;
    double time_ms = 0.0;
};

/// Of Tapestry 16x3, without hidden surfaces, in the order in which shaders first run: medians over frames,
/// by the device's timers, or where the clock is the processor's by that, waiting for each pass. Error: as
/// dof_methods.
Result<std::vector<ShaderTime>> times_of_16x3(Device& device, const GladGLContext& gl,
                                              const BenchClock& clock, const DofCase& of,
                                              std::size_t aperture, int frames);

/// What a method draws into a texture of the case's size. Waits for the GPU.
Result<Image> picture_of(const GladGLContext& gl, const DofMethod& method, const Texture& target,
                         demo::PictureSize size);

}  // namespace tapestry::bench
