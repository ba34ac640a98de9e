/// Frames that reach every pass of the library. What they show does not matter: all passes of a frame are
/// compiled, whatever its tiles need.
#pragma once

#include "glad/gl.h"
#include "tapestry/device.h"

namespace tapestry::test {

/// Draws them, after which the device's shader library has their programs. Error: the first of them.
Result<void> draw_every_pass(Device& device, const GladGLContext& gl);

}  // namespace tapestry::test
