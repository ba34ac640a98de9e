/// The commands of tapestry-fit. Each registers its options on the program and, when chosen, runs.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "tapestry/result.h"

namespace tapestry::offline::cli {

/// What a command does once its options are parsed.
using Action = std::function<Result<void>()>;

/// Adds the command to `program`; stores its action in `chosen` when it is the one that was asked for.
/// `command_line`: the program's words without the output path, which tables carry so that they can be made
/// again.
void add_fit_command(CLI::App& program, Action& chosen, const std::string& command_line);
void add_basis_command(CLI::App& program, Action& chosen, const std::string& command_line);
void add_kernels_command(CLI::App& program, Action& chosen);
void add_kernel_command(CLI::App& program, Action& chosen);
void add_info_command(CLI::App& program, Action& chosen);
void add_export_command(CLI::App& program, Action& chosen);
void add_eval_command(CLI::App& program, Action& chosen, const std::string& command_line);
void add_reproduce_command(CLI::App& program, Action& chosen, const std::string& command_line);

}  // namespace tapestry::offline::cli
