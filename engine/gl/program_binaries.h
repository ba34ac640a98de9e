/// Programs as a driver has compiled them, in one block of bytes that hosts keep from run to run.
///
///   offset  bytes
///        0     8  TAPESPRG
///        8     8  version, 1
///       16     8  FNV-1a 64 of everything after it
///       24     8  FNV-1a 64 of what they are for: the driver, and the library's shaders
///       32        for each program: hash of its source (8), format (4), bytes (4), the bytes
///
/// Numbers are in the machine's order: no driver of another takes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "tapestry/result.h"

namespace tapestry {

struct ProgramBinary {
    std::uint32_t format = 0;  ///< the driver's own
    std::vector<std::byte> bytes;
};

/// By their sources' hashes.
using ProgramBinaries = std::map<std::uint64_t, ProgramBinary>;

/// Which is what ProgramBinaries are found by.
std::uint64_t hash_of(std::string_view text);

std::vector<std::byte> encode_binaries(const ProgramBinaries& binaries, std::uint64_t made_for);

/// Empty where they were made for something else. Error: the bytes are no such block, or damaged.
Result<ProgramBinaries> decode_binaries(std::span<const std::byte> bytes, std::uint64_t made_for);

}  // namespace tapestry
