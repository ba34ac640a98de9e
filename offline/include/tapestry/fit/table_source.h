/// Tap tables as text of programs.
#pragma once

#include <string>
#include <string_view>

#include "tapestry/export.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

/// Constants and a function that runs one layer at a parameter, for GLSL 3.30 / ES 3.00 on. Of tables of at
/// most one axis.
TAPESTRY_FIT_EXPORT std::string table_to_glsl(const TapTable& table);

/// constexpr arrays for C++17. Of tables of at most one axis.
TAPESTRY_FIT_EXPORT std::string table_to_header(const TapTable& table);

/// The table's file as an array of bytes, for C99 and C++, to be embedded: what tapestry::decode_table takes.
/// Of any table. `name`: the array's; what C does not take in names becomes `_`. Error: the table is not
/// valid.
TAPESTRY_FIT_EXPORT Result<std::string> table_to_c(const TapTable& table, std::string_view name);

}  // namespace tapestry::offline
