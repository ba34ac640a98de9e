/// What the GPU can do at best, and how near to it the passes of depth of field come.
#pragma once

#include <string>
#include <vector>

#include "bench_clock.h"
#include "dof_methods.h"
#include "rivals/rival.h"

namespace tapestry::bench {

/// The best of many rounds. The bytes are what is read and what is written.
struct Roofline {
    double reads_per_s = 0.0;                               ///< bilinear, of RGBA16F
    double bytes_per_s_half = 0.0, bytes_per_s_full = 0.0;  ///< copies of RGBA16F and of RGBA32F

    double bytes_per_s() const;  ///< the larger
};

/// By square textures of so many pixels a side, which no cache should hold. Error: no memory, a shader's log.
Result<Roofline> measure_roofline(demo::RivalContext& context, const BenchClock& clock, int side, int rounds);

/// A shader's dispatches in a frame.
struct ShaderLoad {
    std::string shader;
    int dispatches = 0;
    double time_ms = 0.0;
    double reads = 0.0, bytes = 0.0;  ///< a pixel of the picture
    bool is_exact = true;             ///< as PassPrice's
};

/// Times of a frame, with what was counted of another of the same picture, that may be smaller: per pixel
/// both do nearly the same. Shaders that ran in one of them only are left out.
std::vector<ShaderLoad> loads_of(const std::vector<ShaderTime>& times,
                                 const std::vector<test::PassPrice>& prices);

struct RooflineReport {
    std::string vendor, renderer, version, context, clock;
    int rounds = 0;
    Roofline roofline;
    std::string scene;                               ///< empty: there are only probes
    demo::PictureSize size = {}, counted_size = {};  ///< of times, of reads and bytes
    std::vector<ShaderLoad> loads = {};              ///< in their order
};

/// The dearest first.
std::string roofline_markdown(const RooflineReport& report);
std::string roofline_json(const RooflineReport& report);

}  // namespace tapestry::bench
