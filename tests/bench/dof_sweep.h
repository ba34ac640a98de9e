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

struct DofResolutionRow {
    std::string scene;
    int height = 0;     ///< lines at which the effect ran, then averaged down to the fewest
    double flip = 0.0;  ///< mean, to the picture of the fewest lines
    /// The same of what the effect was given: mips and normal maps show other details at other sizes.
    double input_flip = 0.0;
};

/// Tapestry 16x3 on pictures of several heights, each a multiple of the first. Error: the scene's, the
/// driver's.
Result<std::vector<DofResolutionRow>> compare_resolutions(Device& device, demo::RivalContext& context,
                                                          const std::filesystem::path& scene,
                                                          const std::vector<int>& heights);

}  // namespace tapestry::bench
