/// What Windows does otherwise than POSIX: nothing else in the libraries knows which of them it runs on.
/// Reasons of failures are in errno.
#pragma once

#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <span>

#include "tapestry/export.h"

namespace tapestry::os {

TAPESTRY_CORE_EXPORT int process_id();

/// Whether somebody may be looking at what is written there.
TAPESTRY_CORE_EXPORT bool is_terminal(std::FILE* file);

/// Null: it cannot be read. Bytes as they are, names in any alphabet.
TAPESTRY_CORE_EXPORT std::FILE* open_to_read(const std::filesystem::path& path);

/// A descriptor of a file that was not there before, to be written to; below 0: none.
int create_file(const std::filesystem::path& path);

/// How many of the bytes were written; below 0: none.
std::ptrdiff_t write_some(int descriptor, std::span<const std::byte> bytes);

/// Brings what was written to the disk, and closes. Network file systems report a full disk as late as there.
bool flush(int descriptor);
bool close(int descriptor);

/// Makes names that were given in the folder last. Some file systems cannot; their files are whole all the
/// same.
void flush_folder(const std::filesystem::path& folder);

}  // namespace tapestry::os
