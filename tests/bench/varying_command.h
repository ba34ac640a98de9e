/// tapestry-bench varying: effects whose kernel differs from pixel to pixel.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "tapestry/result.h"

namespace tapestry::bench {

struct VaryingCommand {
    bool quick = false;  ///< one photograph, no times, no fits
    int rounds = 1;      ///< of every method; the dense ones take seconds on software GL
    std::string rival_tables = TAPESTRY_RIVAL_TABLES;  ///< folder; those that are not there yet are fitted
    bool quick_fits = false;
    bool no_fits = false;                  ///< methods whose tables are not there are left out
    std::string out;                       ///< folder for the report
    std::string json;                      ///< file for what varying.json holds, without the sheets
    std::vector<std::string> effects;      ///< names, or none for all
    std::vector<std::string> photographs;  ///< names of files, or none for all
    std::vector<std::string> tables;       ///< files to measure too, for effects that can use them
};

/// Adds the subcommand to the program.
CLI::App* add_varying_command(CLI::App& program, VaryingCommand& command);

/// Prints the tables; with `out` writes varying.md, varying.json and the contact sheets there.
Result<void> run_varying(const VaryingCommand& command);

}  // namespace tapestry::bench
