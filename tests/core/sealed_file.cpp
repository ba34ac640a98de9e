#include "sealed_file.h"

namespace tapestry::test {

std::uint64_t fnv1a(std::span<const std::byte> bytes) {
    std::uint64_t hash = 14695981039346656037u;
    for (const std::byte byte : bytes) {
        hash ^= static_cast<std::uint64_t>(byte);
        hash *= 1099511628211u;
    }
    return hash;
}

void seal_checksum(std::vector<std::byte>& file) {
    if (file.size() < field::header_end) return;
    poke<std::uint64_t>(file, field::checksum, 0);
    poke<std::uint64_t>(file, field::checksum, fnv1a(file));
}

void seal(std::vector<std::byte>& file) {
    if (file.size() < field::header_end) return;
    poke<std::uint64_t>(file, field::body_bytes, file.size() - field::header_end);
    seal_checksum(file);
}

}  // namespace tapestry::test
