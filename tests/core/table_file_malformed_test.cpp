/// Files that are wrong in one way each: all are refused, and the error says which way.
#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <string>

#include "allocation_watch.h"
#include "sample_tables.h"
#include "sealed_file.h"
#include "tapestry/table_file.h"

using namespace tapestry;
using test::poke;
namespace field = test::field;
using Bytes = std::vector<std::byte>;

namespace {

constexpr std::uint32_t huge = 0xffffffffu;

std::string complaint(std::span<const std::byte> file) {
    const Result<TapTable> table = decode_table(file);
    return table ? "accepted" : table.error().message;
}

bool starts_with(const std::string& text, const std::string& start) {
    return text.rfind(start, 0) == 0;
}

Bytes encoded_bytes(const TapTable& table) {
    Result<Bytes> bytes = encode_table(table);
    REQUIRE(bytes);
    return std::move(*bytes);
}

/// Layout of the wedge table's file, from table_file.h: where the tests below poke.
constexpr std::size_t layer_taps = 48;
constexpr std::size_t kernel_length = 52;
constexpr std::size_t axis_name_length = 61;
constexpr std::size_t knot_count = 80;
constexpr std::size_t period = 84;
constexpr std::size_t beyond = 88;
constexpr std::size_t knots = 92;
constexpr std::size_t padding = 104;
constexpr std::size_t payload = 112;

Bytes wedge_file() {
    return encoded_bytes(test::wedge_table());
}

/// What the reader says after one number of the wedge file was changed and the checksum made right.
template <class T>
std::string complaint_after(std::size_t position, T value) {
    Bytes file = wedge_file();
    poke<T>(file, position, value);
    test::seal_checksum(file);
    return complaint(file);
}

/// The same after its only layer was given other taps.
std::string complaint_with_taps(std::uint32_t taps) {
    Bytes file = wedge_file();
    poke(file, field::reads, taps);
    poke(file, layer_taps, taps);
    test::seal_checksum(file);
    return complaint(file);
}

/// The wedge file's sizes with other axes, without a payload: for what must be refused before it is read.
Bytes file_with_axes(std::uint32_t axes, std::uint32_t layers, std::uint32_t taps, std::uint32_t knots_each) {
    Bytes file = wedge_file();
    file.resize(layer_taps);
    poke(file, field::layers, layers);
    poke(file, field::reads, layers * taps);
    poke(file, field::axes, axes);
    const auto append = [&file](auto value) {
        file.resize(file.size() + sizeof(value));
        poke(file, file.size() - sizeof(value), value);
    };
    for (std::uint32_t layer = 0; layer < layers; ++layer) append(taps);
    append(std::uint32_t{0});
    for (std::uint32_t axis = 0; axis < axes; ++axis) {
        append(std::uint32_t{0});
        append(std::uint32_t{0});
        append(knots_each);
        append(0.0f);
        append(std::uint32_t{0});
        for (std::uint32_t knot = 0; knot < knots_each; ++knot) append(static_cast<float>(knot));
    }
    file.resize((file.size() + 15) / 16 * 16);
    test::seal(file);
    return file;
}

}  // namespace

TEST_CASE("a file cut at any byte is refused as truncated") {
    std::mt19937_64 random(test::test_seed());
    for (const TapTable& table : {test::wedge_table(), test::random_table(random, 2)}) {
        const Bytes file = encoded_bytes(table);
        for (std::size_t length = 0; length < file.size(); ++length) {
            // A copy of that very size, so that the sanitizer sees a read past its end.
            const Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
            CAPTURE(length);
            CHECK(starts_with(complaint(cut), "truncated: "));
        }
    }
}

TEST_CASE("a file cut anywhere is refused even when its size and checksum say that it is whole") {
    const Bytes file = wedge_file();
    for (std::size_t length = field::header_end; length < file.size(); ++length) {
        Bytes cut(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length));
        test::seal(cut);
        CAPTURE(length);
        CHECK(complaint(cut) != "accepted");
    }
}

TEST_CASE("a file with any one byte changed is refused") {
    std::mt19937_64 random(test::test_seed());
    for (const TapTable& table : {test::wedge_table(), test::random_table(random, 1)}) {
        Bytes file = encoded_bytes(table);
        for (std::size_t position = 0; position < file.size(); ++position) {
            for (const unsigned flip : {0x01u, 0x80u, 0xffu}) {
                file[position] ^= std::byte(flip);
                CAPTURE(position);
                CHECK(complaint(file) != "accepted");
                file[position] ^= std::byte(flip);
            }
        }
        CHECK(complaint(file) == "accepted");
    }
}

TEST_CASE("the envelope is checked first") {
    Bytes file = wedge_file();
    file[3] = std::byte('X');
    CHECK(complaint(file) == "not a tap table: the first bytes are not TAPESTRY");
    CHECK(complaint(std::as_bytes(std::span("PNG"))) == "not a tap table: the first bytes are not TAPESTRY");
    CHECK(complaint({}) == "truncated: 0 bytes, but the header alone takes 48");
    CHECK(complaint_after(field::version, 3u) == "unknown version 3: this reader knows version 2");
    CHECK(complaint_after(field::flags, 4u) == "unknown flags 4");
}

TEST_CASE("trailing bytes are refused") {
    Bytes file = wedge_file();
    file.push_back(std::byte(0));
    CHECK(complaint(file) == "trailing bytes: the header announces 160 bytes after it, but there are 161");
    test::seal(file);
    CHECK(complaint(file) == "payload: 97 bytes, but the counts ask for 96");
    CHECK(complaint_after(field::body_bytes, ~std::uint64_t{0}) ==
          "truncated: the header announces 18446744073709551615 bytes after it, but there are 160");
}

TEST_CASE("a damaged file is refused by its checksum") {
    Bytes file = wedge_file();
    poke(file, payload, 1.0f);
    CHECK(complaint(file) == "wrong checksum: the file is damaged");
}

TEST_CASE("counts of the header are refused before anything is sized by them") {
    CHECK(complaint_after(field::layers, huge) == "layers: 4294967295, but it must be 1 to 16");
    CHECK(complaint_after(field::layers, 0u) == "layers: 0, but it must be 1 to 16");
    CHECK(complaint_after(field::reads, huge) == "reads: 4294967295, but it must be 1 to 256");
    CHECK(complaint_after(field::reads, 0u) == "reads: 0, but it must be 1 to 256");
    CHECK(complaint_after(layer_taps, huge) == "taps: 4294967295, but it must be 1 to 256");
    CHECK(complaint_after(layer_taps, 0u) == "taps: 0, but it must be 1 to 256");
    CHECK(complaint_after(layer_taps, 3u) == "reads: 2, but the layers have 3");
    CHECK(complaint_after(field::axes, 3u) == "axes: 3, but it must be 0 to 2");
    CHECK(complaint_after(field::metadata_pairs, huge) ==
          "metadata pairs: 4294967295, but it must be 0 to 1024");
    CHECK(complaint_after(knot_count, huge) ==
          "axis 'radius_px': knots: 4294967295, but it must be 2 to 1024");
    CHECK(complaint_after(knot_count, 0u) == "axis 'radius_px': knots: 0, but it must be 2 to 1024");
}

TEST_CASE("texts, knots and pairs that run past the end are refused") {
    CHECK(complaint_after(kernel_length, huge) == "the file ends inside the kernel name");
    CHECK(complaint_after(axis_name_length, huge) == "the file ends inside the axes");
    CHECK(complaint_after(knot_count, 1000u) == "the file ends inside the axes");
    CHECK(complaint_after(field::metadata_pairs, 100u) == "the file ends inside the metadata");
}

TEST_CASE("a payload of another size than the counts ask for is refused") {
    CHECK(complaint_with_taps(1) == "payload: 96 bytes, but the counts ask for 48");
    CHECK(complaint_with_taps(256) == "payload: 96 bytes, but the counts ask for 12288");
    CHECK(complaint(file_with_axes(2, 16, 256, 1024)) ==
          "payload: 4294967296 taps, but at most 4194304 are allowed");
    CHECK(complaint(file_with_axes(2, 4, 16, 256)) == "payload: 0 bytes, but the counts ask for 67108864");
}

TEST_CASE("a small file makes the reader allocate little") {
    const auto largest_allocation = [](const Bytes& file) {
        const test::AllocationWatch watch;
        CHECK_FALSE(decode_table(file));
        return watch.largest();
    };
    const Bytes grid = file_with_axes(2, 4, 16, 256);
    CHECK(largest_allocation(grid) <= grid.size());
    for (const std::size_t position : {field::layers, field::reads, layer_taps, field::axes,
                                       field::metadata_pairs, kernel_length, axis_name_length, knot_count}) {
        Bytes file = wedge_file();
        poke(file, position, huge);
        test::seal_checksum(file);
        CAPTURE(position);
        // A message is the most that is built; its stream starts with a few hundred bytes.
        CHECK(largest_allocation(file) <= 1024);
    }
}

TEST_CASE("padding is zero") {
    CHECK(complaint_after(padding, std::uint8_t{1}) == "the padding before the payload is not zero");
    CHECK(complaint_after(payload - 1, std::uint8_t{1}) == "the padding before the payload is not zero");
}

TEST_CASE("what validate() refuses is refused in files with a right checksum") {
    constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();
    CHECK(complaint_after(payload + 1 * 16 + 8, not_a_number) ==
          "layer 0, tap 0, entry 1: the weight is not finite");
    CHECK(complaint_after(payload + 1 * 16 + 8, 0.5f) ==
          "layer 0, entry 1: the weights sum to 1.25, not to 1");
    CHECK(complaint_after(payload + 1 * 16 + 8, -0.25f) ==
          "layer 0, tap 0, entry 1: the weight is negative in a table that is not signed");
    CHECK(complaint_after(payload, 1.0f) ==
          "axis 'radius_px': the entry at 0 must be the identity, but entry 0 has taps away from (0, 0)");
    CHECK(complaint_after(knots + 4, 8.0f) ==
          "axis 'radius_px': knots must increase, but knot 2 is 8 after 8");
    CHECK(complaint_after(knots, not_a_number) == "axis 'radius_px': knot 0 is not finite");
    CHECK(complaint_after(period, 7.0f) ==
          "axis 'radius_px': knots must lie within one period of 7, but span 8");
    CHECK(complaint_after(beyond, 7u) == "axis 'radius_px': unknown behaviour 7 beyond the last knot");
}
