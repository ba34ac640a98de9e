/// A scene's picture without a window: through one pinhole, or through a whole lens.
#pragma once

#include "command_line.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// Draws command.scene into command.out and says so on stdout: the thin lens' picture of command.reference
/// pinholes, or with 0 the antialiased pinhole alone. EXR is linear light; anything
/// else is a PNG, toned. Error: one
/// line; no picture is written then, but what was drawn of a reference is gone on with by the same command.
Result<void> run_scene_job(const CommandLine& command);

}  // namespace tapestry::demo
