#include "gl/program_binaries.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "core/error_of.h"
#include "core/fnv1a.h"

namespace tapestry {
namespace {

struct Header {
    std::array<char, 8> magic = {'T', 'A', 'P', 'E', 'S', 'P', 'R', 'G'};
    std::uint64_t version = 1;
    std::uint64_t checksum = 0;
    std::uint64_t made_for = 0;
};
static_assert(sizeof(Header) == 32);
constexpr std::size_t summed_from = 24;

struct Record {
    std::uint64_t source = 0;
    std::uint32_t format = 0;
    std::uint32_t bytes = 0;
};
static_assert(sizeof(Record) == 16);

/// Puts bytes at a position, which it moves behind them.
void put(std::vector<std::byte>& block, std::size_t& at, std::span<const std::byte> bytes) {
    std::ranges::copy(bytes, block.begin() + static_cast<std::ptrdiff_t>(at));
    at += bytes.size();
}

template <class T>
std::span<const std::byte> bytes_of_value(const T& value) {
    return std::as_bytes(std::span(&value, 1));
}

/// Precondition: there are so many bytes.
template <class T>
T take(std::span<const std::byte>& bytes) {
    T value;
    std::memcpy(&value, bytes.data(), sizeof(T));
    bytes = bytes.subspan(sizeof(T));
    return value;
}

std::uint64_t checksum_of(std::span<const std::byte> block) {
    return fnv1a(fnv_start, block.subspan(summed_from));
}

}  // namespace

std::uint64_t hash_of(std::string_view text) {
    return fnv1a(fnv_start, std::as_bytes(std::span(text)));
}

std::vector<std::byte> encode_binaries(const ProgramBinaries& binaries, std::uint64_t made_for) {
    std::size_t size = sizeof(Header), at = sizeof(Header);
    for (const auto& [source, binary] : binaries) size += sizeof(Record) + binary.bytes.size();
    std::vector<std::byte> block(size);
    for (const auto& [source, binary] : binaries) {
        const Record record{source, binary.format, static_cast<std::uint32_t>(binary.bytes.size())};
        put(block, at, bytes_of_value(record));
        put(block, at, binary.bytes);
    }
    Header header;
    header.made_for = made_for;
    std::memcpy(block.data(), &header, sizeof(Header));
    header.checksum = checksum_of(block);
    std::memcpy(block.data(), &header, sizeof(Header));
    return block;
}

Result<ProgramBinaries> decode_binaries(std::span<const std::byte> bytes, std::uint64_t made_for) {
    ProgramBinaries binaries;
    if (bytes.size() < sizeof(Header))
        return error_of("program binaries: truncated: ", bytes.size(), " bytes");
    std::span<const std::byte> rest = bytes;
    const auto header = take<Header>(rest);
    if (header.magic != Header().magic) return error_of("program binaries: the first bytes are not TAPESPRG");
    if (header.version != Header().version) return binaries;
    if (header.checksum != checksum_of(bytes))
        return error_of("program binaries: wrong checksum: they are damaged");
    if (header.made_for != made_for) return binaries;
    while (!rest.empty()) {
        if (rest.size() < sizeof(Record)) return error_of("program binaries: truncated within a program");
        const auto record = take<Record>(rest);
        if (rest.size() < record.bytes) return error_of("program binaries: truncated within a program");
        const auto program = rest.first(record.bytes);
        binaries[record.source] = {record.format, {program.begin(), program.end()}};
        rest = rest.subspan(record.bytes);
    }
    return binaries;
}

}  // namespace tapestry
