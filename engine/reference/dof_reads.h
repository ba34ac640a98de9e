/// How many texels and bilinear samples a frame of DepthOfField reads, counted on the CPU pass by pass from
/// what its tiles need.
#pragma once

#include "reference/dof_reference.h"

namespace tapestry {

/// Reads a pixel of the picture; a bilinear read is one.
struct DofReadCount {
    double preparation = 0.0;  ///< all passes but those below
    double blur = 0.0;       ///< the cascade's layers with the radii that they look up, and the taps in focus
    double composite = 0.0;  ///< putting together, sprites included
    double all() const { return preparation + blur + composite; }
};

/// Of a frame of so much light and signed CoC in pixels, rounded to half; `hidden` may be null.
DofReadCount dof_reads(const DofSettings& settings, const Image& source, const ParameterMap& coc,
                       const TapTable& table, const DofHidden* hidden = nullptr);

}  // namespace tapestry
