/// Depth as pictures have it that no renderer drew: a case's own, made worse in the ways of phones, networks
/// and stereo.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dof_case.h"

namespace tapestry::bench {

/// "displaced": edges lie 1 to 3 px beside where they are. "blurred": over 2 to 6 px, as networks have them.
/// "disparity8": 256 steps of 1/m. "half", "quarter": of the resolution, enlarged. "outliers": specks of any
/// depth, and nothing known on one side of near things, as in depth from two views. "sweep", "blocks":
/// computed from pictures of the scene alone, by plane sweep over five views and block matching of two.
/// "half-drawn", "half-jittered": drawn at half the resolution as hosts do that are upscaled, in the middle
/// of its pixels or beside that; rivals have the nearest of its pixels.
std::span<const std::string_view> imperfect_depth_kinds();

/// Gives methods such depth in place of the case's own. `seed`: of what is random. Error: an unknown kind,
/// with those that there are; the driver has no memory.
Result<void> make_depth_imperfect(const GladGLContext& gl, DofCase& of, std::string_view kind,
                                  std::uint32_t seed);

}  // namespace tapestry::bench
