/// The functions of the current context, and what it can do.
#pragma once

#include <memory>

#include "gl/device_state.h"

namespace tapestry {

struct LoadedContext {
    std::unique_ptr<const GlFunctions> gl;
    ContextTraits traits;
};

/// GL_RENDERER and the like; empty where there is none.
std::string string_of(const GladGLContext& gl, GLenum name);

/// Error: as Device::create.
Result<LoadedContext> load_context(ProcLookup get_proc_address);

}  // namespace tapestry
