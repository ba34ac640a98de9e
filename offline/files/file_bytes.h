/// Whole files in memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "tapestry/result.h"

namespace tapestry::offline {

/// Reads a file to its end. Error, with the path: what the system says, a folder,
/// a device, a pipe, or more than `max_bytes`.
Result<std::vector<std::uint8_t>> read_file_bytes(const std::filesystem::path& path, std::size_t max_bytes);

}  // namespace tapestry::offline
