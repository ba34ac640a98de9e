/// tapestry-bench roofline: what the GPU can do at best, and how near to it depth of field comes.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "tapestry/result.h"

namespace tapestry::bench {

struct RooflineCommand {
    int side = 4096;                  ///< pixels of the probes' textures
    std::string scene = "ironwork";   ///< name; empty: only the probes
    std::string size = "1920x1080";   ///< whose passes are timed
    std::string counted = "640x360";  ///< whose reads and bytes are counted, on the CPU
    int rounds = 15;
    std::string markdown, json;  ///< files to write
};

/// Adds the subcommand to the program.
CLI::App* add_roofline_command(CLI::App& program, RooflineCommand& roofline);

/// Prints the tables.
Result<void> run_roofline(const RooflineCommand& command);

}  // namespace tapestry::bench
