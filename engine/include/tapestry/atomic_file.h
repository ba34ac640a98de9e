/// Files that are written whole or not at all.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// Writes `bytes` to a temporary file beside `path`, flushes it to disk and renames it over `path`. On any
/// error (no such folder, no permission, disk full) the temporary is removed, an existing `path` is left as
/// it was, and the error carries the path and the system's reason. A folder, a pipe or a device is refused,
/// because the rename would put a file in its place. Windows may refuse while another writer replaces `path`.
TAPESTRY_CORE_EXPORT Result<void> write_file_atomically(const std::filesystem::path& path,
                                                        std::span<const std::byte> bytes);

}  // namespace tapestry
