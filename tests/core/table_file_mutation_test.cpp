/// A short, deterministic stand-in for the fuzzer in tests/fuzz, which needs clang.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>

#include "sample_tables.h"
#include "sealed_file.h"
#include "tapestry/table_file.h"

using namespace tapestry;
using Bytes = std::vector<std::byte>;

namespace {

std::size_t random_position(std::mt19937_64& random, const Bytes& file) {
    return static_cast<std::size_t>(test::uniform_int(random, 0, static_cast<int>(file.size()) - 1));
}

void change_byte(std::mt19937_64& random, Bytes& file) {
    file[random_position(random, file)] = std::byte(test::uniform_int(random, 0, 255));
}

/// Numbers at which counts overflow and floats misbehave.
void change_word(std::mt19937_64& random, Bytes& file) {
    constexpr std::array words = {0u,          1u,          2u,          16u,         0xffffu,
                                  0x10000u,    0x7fffffffu, 0x80000000u, 0xffffffffu, 0x7f800000u,
                                  0x7fc00000u, 0x3f800000u, 0xbf800000u};
    const std::size_t position = random_position(random, file);
    if (position + 4 > file.size()) return;
    test::poke(file, position,
               words[static_cast<std::size_t>(test::uniform_int(random, 0, words.size() - 1))]);
}

void remove_range(std::mt19937_64& random, Bytes& file) {
    const auto first = file.begin() + static_cast<std::ptrdiff_t>(random_position(random, file));
    file.erase(first, first + std::min<std::ptrdiff_t>(test::uniform_int(random, 1, 32), file.end() - first));
}

void repeat_range(std::mt19937_64& random, Bytes& file) {
    const std::size_t first = random_position(random, file);
    const Bytes range(file.begin() + static_cast<std::ptrdiff_t>(first),
                      file.begin() + static_cast<std::ptrdiff_t>(std::min(first + 16, file.size())));
    file.insert(file.begin() + static_cast<std::ptrdiff_t>(random_position(random, file)), range.begin(),
                range.end());
}

void mutate(std::mt19937_64& random, Bytes& file) {
    using Mutation = void (*)(std::mt19937_64&, Bytes&);
    constexpr std::array<Mutation, 4> mutations = {change_byte, change_word, remove_range, repeat_range};
    for (int left = test::uniform_int(random, 1, 3); left > 0 && !file.empty(); --left)
        mutations[static_cast<std::size_t>(test::uniform_int(random, 0, 3))](random, file);
}

/// Refused with a message, or a table that holds every rule and encodes to these very bytes.
bool judged_well(const Bytes& file) {
    const Result<TapTable> table = decode_table(file);
    if (!table) return !table.error().message.empty();
    const Result<Bytes> again = encode_table(*table);
    return again && *again == file;
}

}  // namespace

TEST_CASE("mutated files are refused or hold every rule") {
    const std::uint64_t seed = test::test_seed();
    MESSAGE("seed ", seed);
    std::mt19937_64 random(seed);
    int accepted = 0;
    for (int round = 0; round < 30000; ++round) {
        Bytes file = *encode_table(test::random_table(random, round % 3));
        mutate(random, file);
        // Without a right checksum nothing behind it would be reached.
        if (round % 8 != 0) test::seal(file);
        CAPTURE(round);
        REQUIRE(judged_well(file));
        accepted += static_cast<bool>(decode_table(file));
    }
    // Some mutations are harmless, such as a letter of a name: both ways out were taken.
    CHECK(accepted > 100);
    CHECK(accepted < 29000);
}
