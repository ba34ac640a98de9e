/// How steadily depth of field follows a camera that moves.
#pragma once

#include <string>
#include <vector>

#include "dof_case.h"
#include "tapestry/device.h"

namespace tapestry::demo {
class RivalContext;
}

namespace tapestry::bench {

struct DofSweep {
    int frames = 60;
    int samples = 256;      ///< pinholes of each frame's reference
    double step_px = 0.35;  ///< by which what is in focus moves to the left, a frame
};

struct DofSweepRow {
    std::string scene, method;
    /// Root mean square of what a frame changes by, less what the thin lens' changes by, of linear light cut
    /// at 1, over all frames and the pixels inside the border.
    double unsteadiness = 0.0;
};

/// Through the case's first aperture. Moves the case's camera. Error: the driver's.
Result<std::vector<DofSweepRow>> sweep_dof(Device& device, demo::RivalContext& context, DofCase& of,
                                           const DofSweep& sweep);

}  // namespace tapestry::bench
