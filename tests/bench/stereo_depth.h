/// Depth from pictures alone, as cameras with several lenses or a moving one have it.
#pragma once

#include "dof_case.h"

namespace tapestry::bench {

/// Signed CoC in pixels of every pixel of a case's picture, row 0 on top. Views through points of the lens'
/// edge, in which what has this CoC is displaced by it, are compared with the picture at every CoC of the
/// scene in steps of half a pixel.
struct StereoDepth {
    std::vector<float> coc_px;
};

/// Plane sweep: views to all four sides, of which the better pair counts, so that edges lie where they are
/// but for the window; 5x5 windows, a parabola between steps, a 5x5 median. R. T. Collins, "A Space-Sweep
/// Approach to True Multi-Image Matching", CVPR 1996; S. B. Kang, R. Szeliski, J. Chai, "Handling Occlusions
/// in Dense Multi-view Stereo", CVPR 2001. Error: the driver has no memory.
Result<StereoDepth> plane_sweep(const GladGLContext& gl, const DofCase& of);

/// Block matching: a view to the right, 9x9 windows; what the view does not confirm takes the farther of its
/// row's neighbours. Error: as above.
Result<StereoDepth> block_matching(const GladGLContext& gl, const DofCase& of);

}  // namespace tapestry::bench
