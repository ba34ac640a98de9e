#include "tapestry/fit/table_json.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

using namespace tapestry;
using namespace tapestry::offline;

TEST_CASE("the JSON form holds every tap, entries row-major over the axes") {
    TapTable table;
    table.layer_taps = {1, 1};
    table.turnable = true;
    table.kernel = "a \"quoted\" name";
    table.axes = {{"radius_px", "px", {0.0f, 2.0f}, 0.0f, Beyond::scale},
                  {"angle_deg", "deg", {0.0f, 60.0f, 120.0f}, 180.0f, Beyond::clamp}};
    for (std::size_t i = 0; i < 12; ++i)
        table.payload.push_back({0.1f * static_cast<float>(i), -static_cast<float>(i), 1.0f, 0.0f});
    const auto json = nlohmann::json::parse(table_to_json(table));
    CHECK(json["format"] == "tapestry-table");
    CHECK(json["version"] == 2);
    CHECK(json["kernel"] == "a \"quoted\" name");
    CHECK(json["layer_taps"] == std::vector<int>{1, 1});
    CHECK(json["signed"] == false);
    CHECK(json["turnable"] == true);
    CHECK(json["axes"][0]["period"].is_null());
    CHECK(json["axes"][0]["beyond"] == "scale");
    CHECK(json["axes"][1]["period"] == 180.0);
    CHECK(json["axes"][1]["beyond"] == "clamp");
    CHECK(json["axes"][1]["knots"] == std::vector<double>{0, 60, 120});
    REQUIRE(json["entries"].size() == 6);
    for (std::size_t e = 0; e < 6; ++e) {
        const auto& entry = json["entries"][e];
        CHECK(entry["at"][0].get<float>() == table.axes[0].knots[e / 3]);
        CHECK(entry["at"][1].get<float>() == table.axes[1].knots[e % 3]);
        for (std::size_t l = 0; l < 2; ++l) {
            const Tap& tap = table.tap(l, 0, e);
            CHECK(entry["layers"][l][0][0].get<float>() == tap.dx);
            CHECK(entry["layers"][l][0][1].get<float>() == tap.dy);
            CHECK(entry["layers"][l][0][2].get<float>() == tap.weight);
        }
    }
    CHECK(table_to_json(table).find("0.1,") != std::string::npos);  // the shortest text of 0.1f
}
