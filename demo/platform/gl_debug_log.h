/// What the driver has to say about our OpenGL calls, on stderr.
#pragma once

#include <glad/gl.h>

namespace tapestry::demo {

/// Prints every KHR_debug message above the rank of a notification, synchronously, as `OpenGL: ...` on
/// stderr. Needs a debug context to be of much use.
void install_gl_debug_log(const GladGLContext& gl);

}  // namespace tapestry::demo
