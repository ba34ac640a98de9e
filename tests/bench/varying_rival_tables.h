/// The tables of rivals that are cascades too: fitted once, then read.
#pragma once

#include <filesystem>
#include <string>

#include "varying_cases.h"

namespace tapestry::bench {

/// A rival's table for an effect in the folder of rivals' tables: "rotational-bokeh independent.tap". Rivals:
/// "independent" and "tempered".
std::filesystem::path rival_table_path(const std::filesystem::path& folder, VaryingEffectKind kind,
                                       const std::string& rival);

/// Fits the tables of all effects that are not in the folder yet, as `tapestry-fit reproduce varying` does.
/// Error: a fit or a file that fails.
Result<void> fit_rival_tables(const std::filesystem::path& folder, bool quick);

}  // namespace tapestry::bench
