/// The binary file of a tap table (`.tap`).
///
/// Little-endian. Layout, version 2:
///
///     offset  size  field
///          0     8  magic "TAPESTRY"
///          8     4  version (2)
///         12     4  flags (bit 0 signed, bit 1 turnable)
///         16     4  layers
///         20     4  reads: the taps of all layers
///         24     4  axes (0..2)
///         28     4  metadata pairs
///         32     8  bytes of everything after this header of 48 bytes
///         40     8  FNV-1a 64 checksum of header (with this field 0) and everything after it
///         48        taps u32 of each layer; kernel name; per axis: name, unit, knot count u32, period f32,
///         beyond u32, knots f32;
///                   per metadata pair: key, value; zero bytes up to a multiple of 16 from the file's start;
///                   then the payload, 16 bytes a tap, tap-major: layer by layer, [tap][entry]
///
/// A string is its length (u32, at most 65535) and its bytes (no terminator). It is meant to be UTF-8 and not
/// checked: a command line carries whatever the file system calls its files.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// Serialises a valid table. Error: the rule that `validate` found broken.
TAPESTRY_CORE_EXPORT Result<std::vector<std::byte>> encode_table(const TapTable& table);

/// Parses and validates. Never reads outside `bytes`; never allocates more than `bytes` warrants. The error
/// says what is wrong with the file: magic, version, truncation, counts, checksum, or the rule of `validate`.
TAPESTRY_CORE_EXPORT Result<TapTable> decode_table(std::span<const std::byte> bytes);

/// Reads a table file. Errors: as `decode_table`, or the system's reason, with the path in front.
TAPESTRY_CORE_EXPORT Result<TapTable> read_table(const std::filesystem::path& path);

/// Writes a table file whole or not at all: a temporary beside it, flushed, then renamed over it.
TAPESTRY_CORE_EXPORT Result<void> write_table(const TapTable& table, const std::filesystem::path& path);

}  // namespace tapestry
