/// FNV-1a, 64 bits (Fowler, Noll, Vo). Every step is a bijection of the state, so no single changed byte goes
/// unseen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace tapestry {

constexpr std::uint64_t fnv_start = 0xcbf29ce484222325u;
constexpr std::uint64_t fnv_prime = 0x100000001b3u;

constexpr std::uint64_t fnv1a(std::uint64_t state, std::span<const std::byte> bytes) {
    for (const std::byte byte : bytes) state = (state ^ std::to_integer<std::uint64_t>(byte)) * fnv_prime;
    return state;
}

}  // namespace tapestry
