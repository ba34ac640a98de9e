/// How steadily depth of field follows a camera that moves, a pull of focus, or depth that is jittered.
#pragma once

#include <string>
#include <vector>

#include "dof_case.h"
#include "tapestry/device.h"

namespace tapestry::demo {
class RivalContext;
}

namespace tapestry::bench {

enum class SweepKind {
    camera = 0,  ///< it moves to the right
    pull = 1,    ///< the focus goes from half to twice the scene's distance
    /// Nothing moves, but depth is drawn at another point of the pixels in each frame, as for temporal
    /// antialiasing; the picture is antialiased already.
    jitter = 2,
};

struct DofSweep {
    int frames = 60;
    int samples = 256;      ///< pinholes of each frame's reference
    double step_px = 0.35;  ///< by which what is in focus moves to the left, a frame
    SweepKind kind = SweepKind::camera;
};

/// Of linear light cut at 1, over all frames and the pixels inside the border.
struct DofSweepRow {
    std::string scene, method;
    /// Root mean square of what a frame changes by, less what the thin lens' changes by.
    double unsteadiness = 0.0;
    double largest = 0.0;  ///< of one frame
    double blurred = 0.0;  ///< unsteadiness of the pixels whose CoC is above 1.5 px
    /// Of those, too: what goes one way in a frame and back in the next, as flicker does and errors that move
    /// with the picture do not. Second differences, scaled so that noise has its unsteadiness.
    double to_and_fro = 0.0;
    double psnr = 0.0;  ///< dB, of all frames
};

/// Through the case's first aperture, at 60 frames a second. Moves or focuses the case's camera. Error: the
/// driver's.
Result<std::vector<DofSweepRow>> sweep_dof(Device& device, demo::RivalContext& context, DofCase& of,
                                           const DofSweep& sweep);

}  // namespace tapestry::bench
