/// The GL functions of one context, as glad loads them.
#pragma once

#include <glad/gl.h>

namespace tapestry {

/// A type of the engine's own to allocate and delete: what templates like std::make_unique make of
/// GladGLContext itself has the same symbols in a host with a glad of another size, and the linker keeps one.
struct GlFunctions : GladGLContext {};

/// Looks up all functions of OpenGL, or of OpenGL ES, and asks the context for its version.
void load_functions(GlFunctions& gl, bool is_es, GLADuserptrloadfunc lookup, void* user);

}  // namespace tapestry
