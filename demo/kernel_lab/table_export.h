/// Tables as files for engines: Tapestry's own, JSON, GLSL and a C++ header.
#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::demo {

struct TableFormat {
    const char* extension;  ///< with the dot
    const char* label;
    const char* help;
};
std::span<const TableFormat> table_formats();

/// Its extension is one of a table's.
bool is_table_name(const std::filesystem::path& path);

/// By the path's extension, whole or not at all. Error: another extension, or the system's reason.
Result<void> export_table(const TapTable& table, const std::filesystem::path& path);

/// Constants and a function that runs one layer at a parameter, for GLSL 3.30 / ES 3.00 on. Tables of at most
/// one axis.
std::string table_to_glsl(const TapTable& table);
/// constexpr arrays for C++17.
std::string table_to_header(const TapTable& table);

}  // namespace tapestry::demo
