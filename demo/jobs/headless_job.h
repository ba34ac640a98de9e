/// The viewer's work without its window.
#pragma once

#include "command_line.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// Filters command.photo into command.out and says so on stdout. Error: one line; no file is written then.
Result<void> run_headless_job(const CommandLine& command);

}  // namespace tapestry::demo
