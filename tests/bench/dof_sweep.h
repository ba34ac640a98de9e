/// How steadily depth of field follows a camera that moves, or a pull of focus.
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
    bool is_pull = false;   ///< instead the focus goes from half to twice the scene's distance
};

struct DofSweepRow {
    std::string scene, method;
    /// Root mean square of what a frame changes by, less what the thin lens' changes by, of linear light cut
    /// at 1, over all frames and the pixels inside the border.
    double unsteadiness = 0.0;
    double largest = 0.0;  ///< of one frame
};

/// Through the case's first aperture, at 60 frames a second. Moves or focuses the case's camera. Error: the
/// driver's.
Result<std::vector<DofSweepRow>> sweep_dof(Device& device, demo::RivalContext& context, DofCase& of,
                                           const DofSweep& sweep);

}  // namespace tapestry::bench
