/// Tables as files for engines: Tapestry's own, JSON, GLSL, a C++ header, and C to embed them.
#pragma once

#include <filesystem>
#include <span>

#include "tapestry/export.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline {

struct TableFormat {
    const char* extension;  ///< with the dot
    const char* label;
    const char* help;
};
TAPESTRY_FIT_EXPORT std::span<const TableFormat> table_formats();

/// That of a file name's extension; null: it is no table's.
TAPESTRY_FIT_EXPORT const TableFormat* table_format_of(const std::filesystem::path& path);

/// Whole or not at all. Error: a table of more than one axis as GLSL or C++, or the system's reason.
TAPESTRY_FIT_EXPORT Result<void> export_table(const TapTable& table, const TableFormat& format,
                                              const std::filesystem::path& path);

/// In the format of its extension. Error: also another extension.
TAPESTRY_FIT_EXPORT Result<void> export_table(const TapTable& table, const std::filesystem::path& path);

}  // namespace tapestry::offline
