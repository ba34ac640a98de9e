#include "tapestry/fit/table_source.h"

#include "tapestry/table_file.h"

#include <doctest/doctest.h>

#include <cctype>
#include <cstdlib>
#include <string>
#include <vector>

using namespace tapestry;
using namespace tapestry::offline;

namespace {

TapTable sample_table() {
    TapTable table;
    table.layer_taps = {2, 1};
    table.kernel = "two\nlines";
    table.axes = {{"radius_px", "px", {0.0f, 1.5f, 1e9f}, 0.0f, Beyond::clamp}};
    for (int i = 0; i < 9; ++i)
        table.payload.push_back(
            {0.1f * static_cast<float>(i), -3.0f, 1.0f / static_cast<float>(3 + i), 0.0f});
    return table;
}

/// All numbers of `count` after a part of the text.
std::vector<float> numbers_after(const std::string& text, const std::string& part, std::size_t count) {
    const std::size_t found = text.find(part);
    REQUIRE(found != std::string::npos);
    std::vector<float> numbers;
    for (std::size_t at = found + part.size(); numbers.size() < count && at < text.size();) {
        const bool begins = std::string("-0123456789").find(text[at]) != std::string::npos;
        // Digits of names like vec3 are none.
        const bool of_word = std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;
        if (!begins || of_word) {
            ++at;
            continue;
        }
        char* end = nullptr;
        numbers.push_back(std::strtof(text.c_str() + at, &end));
        at = static_cast<std::size_t>(end - text.c_str());
    }
    return numbers;
}

void check_numbers(const std::string& text, const std::string& taps, const std::string& knots,
                   const std::string& first_taps) {
    const TapTable table = sample_table();
    const std::vector<float> payload = numbers_after(text, taps, 27);
    REQUIRE(payload.size() == 27);
    for (std::size_t i = 0; i < 9; ++i) {
        CHECK(payload[3 * i] == table.payload[i].dx);
        CHECK(payload[3 * i + 1] == table.payload[i].dy);
        CHECK(payload[3 * i + 2] == table.payload[i].weight);
    }
    CHECK(numbers_after(text, knots, 3) == table.axes[0].knots);
    CHECK(numbers_after(text, first_taps, 3) == std::vector<float>{0.0f, 2.0f, 3.0f});
    // A name of two lines stays a comment.
    CHECK(text.starts_with("// two lines: "));
}

}  // namespace

TEST_CASE("source has a table's numbers, bit for bit") {
    check_numbers(table_to_glsl(sample_table()),
                  "kernel_tap[9] = ", "kernel_knot[3] = ", "kernel_first_tap[3] = ");
    check_numbers(table_to_header(sample_table()), "Tap taps[] = ", "knots[] = ", "first_tap[] = ");
}

TEST_CASE("C has a table's file, byte by byte, whatever its axes and names are") {
    TapTable table = sample_table();
    table.axes.push_back({"angle_deg", "deg", {0.0f, 90.0f}, 180.0f, Beyond::clamp});
    table.axes[0].knots[0] = 0.5f;  // at 0 nothing is read beside the pixel
    table.payload.clear();
    // Of two taps and of one, for six filters; what a layer reads sums to 1.
    for (int i = 0; i < 12; ++i) table.payload.push_back({0.1f * static_cast<float>(i), -3.0f, 0.5f, 0.0f});
    for (int i = 0; i < 6; ++i) table.payload.push_back({0.25f * static_cast<float>(i), 1.5f, 1.0f, 0.0f});
    const auto text = table_to_c(table, "8x-disk.v2");
    REQUIRE(text);
    const auto bytes = encode_table(table);
    REQUIRE(bytes);
    const std::string array = "unsigned char table_8x_disk_v2[" + std::to_string(bytes->size()) + "] = {";
    const std::vector<float> numbers = numbers_after(*text, array, bytes->size() + 1);
    REQUIRE(numbers.size() == bytes->size());
    for (std::size_t i = 0; i < numbers.size(); ++i)
        REQUIRE(numbers[i] == static_cast<float>(std::to_integer<unsigned>((*bytes)[i])));
    CHECK(table_to_c(table, "a_Z9")->find(" a_Z9[") != std::string::npos);
    CHECK(table_to_c(table, "")->find(" table[") != std::string::npos);
    table.payload.clear();
    CHECK_FALSE(table_to_c(table, "broken"));
}

TEST_CASE("a kernel alone has one knot") {
    TapTable table = sample_table();
    table.axes.clear();
    table.payload.resize(3);
    CHECK(table_to_glsl(table).find("const int kernel_knots = 1;") != std::string::npos);
    CHECK(numbers_after(table_to_header(table), "Tap taps[] = ", 100).size() == 9);
}
