/// What a frame of depth of field runs, of a scene of the benchmarks.
#pragma once

#include <vector>

#include "glad/gl.h"
#include "scene/lens_camera.h"
#include "tapestry/device.h"

namespace tapestry {
struct ComputeProgram;
}

namespace tapestry::test {

/// Workgroups that a program was run with. Of tiles: as many as the frame's lists have.
struct Dispatch {
    const ComputeProgram* program = nullptr;
    long groups = 0;
};

/// Of `scene` (night-lights, ...) at this size through the 16x3 disk, as `tapestry-bench dof` has it: at half
/// resolution, with lights drawn apart, blur of any size. Error: the scene's, the driver's.
Result<std::vector<Dispatch>> dof_dispatches(const Device& device, const GladGLContext& gl, const char* scene,
                                             demo::PictureSize size);

}  // namespace tapestry::test
