/// Rotational bokeh: options. No OpenGL here; the effect is in rotational_bokeh.h.
#pragma once

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// Ellipses that grow from the centre, long along the circle about it, as Petzval lenses swirl their
/// background. Values out of range are clamped; NaN is an error by name.
struct RotationalBokehOptions {
    float center_x = 0.5f;  ///< [-1, 2] of the width: what the picture swirls about
    float center_y = 0.5f;  ///< [-1, 2] of the height, 0 = top
    float max_radius =
        0.03f;            ///< [0, 0.25] of the height: half the long axis, half a diagonal off the centre
    float growth = 1.0f;  ///< [0.25, 4]: radius as this power of the distance from the centre
};

/// The options with every value clamped into its range. Error: the option's name when it is NaN.
TAPESTRY_CORE_EXPORT Result<RotationalBokehOptions> clamped(const RotationalBokehOptions& options);

}  // namespace tapestry
