/// Table files taken apart byte by byte, from their description in table_file.h alone, to damage them on
/// purpose.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

namespace tapestry::test {

/// Where the header's fields are.
namespace field {
inline constexpr std::size_t version = 8;
inline constexpr std::size_t flags = 12;
inline constexpr std::size_t layers = 16;
inline constexpr std::size_t reads = 20;
inline constexpr std::size_t axes = 24;
inline constexpr std::size_t metadata_pairs = 28;
inline constexpr std::size_t body_bytes = 32;
inline constexpr std::size_t checksum = 40;
inline constexpr std::size_t header_end = 48;
}  // namespace field

/// FNV-1a, 64 bits.
std::uint64_t fnv1a(std::span<const std::byte> bytes);

/// Sets the body's size and the checksum right, so that a reader gets to see what else is wrong. Files
/// shorter than a header stay as they are.
void seal(std::vector<std::byte>& file);

/// Sets the checksum alone right.
void seal_checksum(std::vector<std::byte>& file);

template <class T>
void poke(std::vector<std::byte>& file, std::size_t position, T value) {
    std::memcpy(std::span(file).subspan(position, sizeof(T)).data(), &value, sizeof(T));
}

template <class T>
T peek(std::span<const std::byte> file, std::size_t position) {
    T value;
    std::memcpy(&value, file.subspan(position, sizeof(T)).data(), sizeof(T));
    return value;
}

}  // namespace tapestry::test
