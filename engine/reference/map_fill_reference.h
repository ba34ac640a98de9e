/// The passes of map_fill.comp on the CPU.
#pragma once

#include "core/map_fill.h"
#include "tapestry/image.h"

namespace tapestry {

/// Fills in place. `turns`: degrees, which go with the parameters that a pixel takes over; may be null.
/// `reach_of_size`: pixels that layers after the first read, beside the first parameter. `most`: no first
/// parameter is larger. In floats, as the shader counts.
void fill_steps(ParameterMap& parameters, ParameterMap* turns, float reach_of_size, float most);

}  // namespace tapestry
