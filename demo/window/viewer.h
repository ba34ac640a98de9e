/// The window: opens it, runs it until it is closed, or until its screenshot is taken.
#pragma once

#include "command_line.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// Error: one line; no display, no OpenGL 4.3, or a file that the command line names is bad.
Result<void> run_viewer(const CommandLine& command);

}  // namespace tapestry::demo
