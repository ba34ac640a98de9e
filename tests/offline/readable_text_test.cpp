// Names of any bytes, shown and found again.
#include "offline/files/readable_text.h"

#include <doctest/doctest.h>

#include <random>
#include <string>

#include "offline/files/json_text.h"
#include "offline/report/line_figure.h"
#include "offline/report/markdown.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/fit/table_json.h"
#include "tests/offline/xml_reading.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

const std::string latin1 = "m\xE9";
const std::string latin1_shown = "m\xEF\xBF\xBD";

std::string random_bytes(std::mt19937& random) {
    std::string bytes;
    for (auto count = random() % 40; count > 0; --count) bytes += static_cast<char>(random() % 256);
    return bytes;
}

// nlohmann's own check of UTF-8, which knows nothing of ours.
bool is_utf8(const std::string& text) {
    try {
        (void)nlohmann::json(text).dump();
        return true;
    } catch (const nlohmann::json::type_error&) {
        return false;
    }
}

}  // namespace

TEST_CASE("well-formed text stays as it is; every other byte is shown as U+FFFD") {
    for (const std::string text : {"", "plain",
                                   "stra\xC3\x9F"
                                   "e",
                                   "\xE2\x82\xAC", "\xF0\x9F\x8E\x9E", "\xEF\xBF\xBD", "a\tb\nc"})
        CHECK(readable(text) == text);
    CHECK(readable(latin1) == latin1_shown);
    CHECK(readable("\xE9t\xE9") == "\xEF\xBF\xBDt\xEF\xBF\xBD");
    // Cut short, longer than need be, half of a surrogate pair, beyond the last character.
    CHECK(readable("\xE2\x82") == "\xEF\xBF\xBD\xEF\xBF\xBD");
    for (const std::string text : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8"})
        CHECK(readable(text).size() == 3 * text.size());
    CHECK(readable("a\x01"
                   "b") ==
          "a\xEF\xBF\xBD"
          "b");
}

TEST_CASE("whatever the bytes, what is shown is UTF-8 and what is encoded comes back") {
    const auto seed = std::random_device{}();
    MESSAGE("seed " << seed);
    std::mt19937 random(seed);
    for (int i = 0; i < 2000; ++i) {
        const std::string bytes = random_bytes(random);
        CHECK(is_utf8(readable(bytes)));
        CHECK(readable(readable(bytes)) == readable(bytes));
        CHECK(is_utf8(percent_encoded(bytes)));
        CHECK(percent_decoded(percent_encoded(bytes)) == bytes);
        const auto json = nlohmann::json::parse(json_text(name_to_json<nlohmann::json>(bytes)));
        CHECK(name_from_json(json) == bytes);
    }
    CHECK(name_to_json<nlohmann::json>("stra\xC3\x9F"
                                       "e 100%.png") ==
          "stra\xC3\x9F"
          "e 100%.png");
    for (const char* broken : {"%", "%4", "%4g", "a%-1", "%+1"}) CHECK_FALSE(percent_decoded(broken));
    for (const char* broken : {"1", "[]", "{}", R"({"percent-encoded": 1})", R"({"percent-encoded": "%"})",
                               R"({"percent-encoded": "a", "more": 1})"})
        CHECK_FALSE(name_from_json(nlohmann::json::parse(broken)));
}

TEST_CASE("a table remembers a mask and a font whose names are not UTF-8") {
    FieldSpec spec;
    spec.mask = "/masks/" + latin1 + ".png";
    spec.axes = {{"radius_px", 0.0, 6.0}};
    spec.settings.words["font"] = "/fonts/" + latin1 + ".ttf";
    const auto metadata = to_metadata(spec);
    for (const auto& [key, value] : metadata) CHECK(is_utf8(value));
    const auto again = spec_from_metadata(metadata);
    REQUIRE(again);
    CHECK(again->mask == spec.mask);
    CHECK(again->settings.words == spec.settings.words);
}

TEST_CASE("JSON, SVG and Markdown show such names") {
    TapTable table;
    table.layer_taps = {1};
    table.payload.push_back({0.0f, 0.0f, 1.0f, 0.0f});
    table.kernel = latin1;
    CHECK(nlohmann::json::parse(table_to_json(table))["kernel"] == latin1_shown);

    report::LineFigure figure;
    figure.title = latin1 + "\x02";
    figure.x = {.label = "steps", .ticks = {0.0, 1.0}};
    figure.y = {.label = "dB", .ticks = {0.0, 1.0}};
    figure.panels = {{latin1, {{.name = latin1, .points = {{0.0, 0.0}, {1.0, 1.0}}}}}};
    const std::string svg = report::to_svg(figure);
    CHECK(is_utf8(svg));
    CHECK(svg.find('\x02') == std::string::npos);
    REQUIRE(test::read_xml(svg));
    CHECK(test::read_xml(svg)->children.front().text == latin1_shown + "\xEF\xBF\xBD");

    report::Markdown markdown;
    markdown.paragraph(latin1);
    CHECK(markdown.text() == latin1_shown + "\n");
}
