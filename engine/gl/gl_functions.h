/// The GL functions of one context that the engine calls, in glad's struct of all of them.
///
/// Looked up here rather than by glad's own loader, which is for every function that there is: a tenth of a
/// small host's program. Another function needs its line in gl_functions.cpp; tests/gl_functions_test.py
/// finds those that lack one.
#pragma once

#include <glad/gl.h>

#include "tapestry/proc_lookup.h"

namespace tapestry {

/// A type of the engine's own to allocate and delete: what templates like std::make_unique make of
/// GladGLContext itself has the same symbols in a host with a glad of another size, and the linker keeps one.
/// Other functions than ours are null, and so are those that this context need not have and has not.
struct GlFunctions : GladGLContext {};

/// OpenGL 4.3 or OpenGL ES 3.1, and what extensions add. Returns the name of the first function that the
/// context must have and `lookup` does not find; null: it finds all.
const char* load_functions(GlFunctions& gl, ProcLookup lookup, bool is_es);

}  // namespace tapestry
