/// Tap tables as text of programs.
#pragma once

#include <string>

#include "tapestry/export.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// Constants and a function that runs one layer at a parameter, for GLSL 3.30 / ES 3.00 on. Of tables of at
/// most one axis.
TAPESTRY_FIT_EXPORT std::string table_to_glsl(const TapTable& table);

/// constexpr arrays for C++17. Of tables of at most one axis.
TAPESTRY_FIT_EXPORT std::string table_to_header(const TapTable& table);

}  // namespace tapestry::offline
