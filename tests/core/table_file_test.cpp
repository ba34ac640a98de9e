#include "tapestry/table_file.h"

#include <doctest/doctest.h>

#include <cstring>
#include <filesystem>
#include <string>

#include "sample_tables.h"
#include "sealed_file.h"
#include "tapestry/atomic_file.h"
#include "temporary_folder.h"

namespace fs = std::filesystem;
using namespace tapestry;
using test::peek;
using Bytes = std::vector<std::byte>;

namespace {

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

bool same_axis(const Axis& a, const Axis& b) {
    return a.name == b.name && a.unit == b.unit && same_bits(a.knots, b.knots) && a.period == b.period &&
           a.beyond == b.beyond;
}

bool same_table(const TapTable& a, const TapTable& b) {
    return a.layer_taps == b.layer_taps && a.is_signed == b.is_signed && a.turnable == b.turnable &&
           std::equal(a.axes.begin(), a.axes.end(), b.axes.begin(), b.axes.end(), same_axis) &&
           a.kernel == b.kernel && a.metadata == b.metadata && a.payload.size() == b.payload.size() &&
           std::memcmp(a.payload.data(), b.payload.data(), a.payload.size() * sizeof(Tap)) == 0;
}

std::string text_at(const Bytes& file, std::size_t position, std::size_t length) {
    std::string text(length, ' ');
    std::memcpy(text.data(), file.data() + position, length);
    return text;
}

Bytes encoded(const TapTable& table) {
    Result<Bytes> bytes = encode_table(table);
    REQUIRE(bytes);
    return std::move(*bytes);
}

}  // namespace

TEST_CASE("random tables come back bit by bit, and encode to the same bytes again") {
    const std::uint64_t seed = test::test_seed();
    MESSAGE("seed ", seed);
    std::mt19937_64 random(seed);
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        const TapTable table = test::random_table(random, round % 3);
        const Bytes bytes = encoded(table);
        const Result<TapTable> decoded = decode_table(bytes);
        REQUIRE(decoded);
        CHECK(same_table(*decoded, table));
        CHECK(encoded(*decoded) == bytes);
    }
}

TEST_CASE("the file is laid out as its header says") {
    TapTable table = test::wedge_table();
    table.turnable = true;
    table.metadata = {{"command", "fit"}};
    const Bytes file = encoded(table);

    CHECK(text_at(file, 0, 8) == "TAPESTRY");
    CHECK(peek<std::uint32_t>(file, test::field::version) == 2);
    CHECK(peek<std::uint32_t>(file, test::field::flags) == 2);
    CHECK(peek<std::uint32_t>(file, test::field::layers) == 1);
    CHECK(peek<std::uint32_t>(file, test::field::reads) == 2);
    CHECK(peek<std::uint32_t>(file, test::field::axes) == 1);
    CHECK(peek<std::uint32_t>(file, test::field::metadata_pairs) == 1);
    CHECK(peek<std::uint64_t>(file, test::field::body_bytes) == file.size() - 48);

    CHECK(peek<std::uint32_t>(file, 48) == 2);  // taps of the only layer
    CHECK(peek<std::uint32_t>(file, 52) == 5);
    CHECK(text_at(file, 56, 5) == "wedge");
    CHECK(peek<std::uint32_t>(file, 61) == 9);
    CHECK(text_at(file, 65, 9) == "radius_px");
    CHECK(peek<std::uint32_t>(file, 74) == 2);
    CHECK(text_at(file, 78, 2) == "px");
    CHECK(peek<std::uint32_t>(file, 80) == 3);  // knots
    CHECK(peek<float>(file, 84) == 0.0f);       // period
    CHECK(peek<std::uint32_t>(file, 88) == 1);  // beyond
    CHECK(peek<float>(file, 96) == 4.0f);       // the second knot
    CHECK(text_at(file, 104, 18) == std::string("\7\0\0\0command\3\0\0\0fit", 18));
    CHECK(text_at(file, 122, 6) == std::string(6, '\0'));
    REQUIRE(file.size() == 128 + 6 * 16);
    CHECK(std::memcmp(file.data() + 128, table.payload.data(), 6 * 16) == 0);
}

TEST_CASE("the checksum is FNV-1a of the file with the field at 0") {
    // The published value for this text tells that the test's own FNV-1a is right.
    CHECK(test::fnv1a(std::as_bytes(std::span("foobar", 6))) == 0x85944171f73967e8u);
    const Bytes file = encoded(test::wedge_table());
    Bytes sealed = file;
    test::seal(sealed);
    CHECK(sealed == file);
}

TEST_CASE("a table that breaks a rule is not encoded") {
    TapTable table = test::wedge_table();
    table.layer_taps = {3};
    const Result<Bytes> bytes = encode_table(table);
    REQUIRE_FALSE(bytes);
    CHECK(bytes.error().message == "payload: 6 taps, but the counts ask for 9");
}

TEST_CASE("a table written to disk is read back") {
    const test::TemporaryFolder folder;
    const TapTable table = test::wedge_table();
    REQUIRE(write_table(table, folder.path() / "wedge.tap"));
    const Result<TapTable> read = read_table(folder.path() / "wedge.tap");
    REQUIRE(read);
    CHECK(same_table(*read, table));
}

TEST_CASE("errors of files carry the path and the reason") {
    const test::TemporaryFolder folder;
    const auto complaint = [](const fs::path& path) {
        const Result<TapTable> table = read_table(path);
        return table ? "read" : table.error().message;
    };
    const fs::path missing = folder.path() / "missing.tap";
    CHECK(complaint(missing) == missing.string() + ": No such file or directory");
    CHECK(complaint(folder.path()) == folder.path().string() + ": not a regular file");
#ifndef _WIN32
    CHECK(complaint("/dev/null") == "/dev/null: not a regular file");
#endif

    const fs::path empty = folder.path() / "empty.tap";
    REQUIRE(write_file_atomically(empty, {}));
    CHECK(complaint(empty) == empty.string() + ": truncated: 0 bytes, but the header alone takes 48");

    fs::resize_file(empty, std::uintmax_t{1} << 33);
    CHECK(complaint(empty) == empty.string() + ": not a tap table: 8589934592 bytes is more than any takes");

    TapTable broken = test::wedge_table();
    broken.layer_taps.clear();
    const fs::path target = folder.path() / "broken.tap";
    CHECK(write_table(broken, target).error().message ==
          target.string() + ": layers: 0, but it must be 1 to 16");
    CHECK_FALSE(fs::exists(target));
}
