// The opening that a table was fitted to, from its metadata: held against closed forms, against the table's
// own kernel, and given every text that is none.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>
#include <random>
#include <string>

#include "tapestry/aperture.h"
#include "tapestry/aperture_outlines.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr double pi = std::numbers::pi;

TapTable shipped(const std::string& name) {
    auto table = read_table(std::string(TAPESTRY_ASSETS "/tables/") + name + ".tap");
    if (!table) FAIL(table.error().message);
    return std::move(*table);
}

void set_words(TapTable& table, const std::string& words) {
    for (auto& [key, text] : table.metadata)
        if (key == "kernel_field") text = words;
}

/// A table along radius_px with these words.
TapTable table_with(const std::string& words) {
    static const TapTable disk = shipped("disk_0-24_8x3_flat");
    TapTable table = disk;
    set_words(table, words);
    return table;
}

std::string words_of(const std::string& kernel, const std::string& numbers = "",
                     const std::string& more = "") {
    return "{\"kernel\":\"" + kernel + "\"" + (numbers.empty() ? "" : ",\"numbers\":{" + numbers + "}") +
           ",\"axes\":[[\"radius_px\",0.0,24.0]]" + more + "}";
}

ApertureMask exact(const std::string& words) {
    const auto mask = exact_aperture(table_with(words));
    if (!mask) FAIL("not known: " << words);
    REQUIRE(check(*mask));
    return *mask;
}

/// In squares of the radius.
double area(const ApertureMask& mask) {
    double sum = 0.0;
    for (const float value : mask.values) sum += double{value};
    return sum * 4.0 / (double(mask.size) * mask.size);
}

double largest_difference(const ApertureMask& a, const ApertureMask& b) {
    REQUIRE(a.size == b.size);
    double largest = 0.0;
    for (std::size_t i = 0; i < a.values.size(); ++i)
        largest = std::max(largest, std::abs(double{a.values[i]} - double{b.values[i]}));
    return largest;
}

/// What both have open over what one of them has, looked at in places of the radius.
double overlap(const ApertureMask& a, const ApertureMask& b) {
    const auto at = [](const ApertureMask& mask, double x, double y) {
        const auto cell = [&](double place) {
            return std::clamp(static_cast<int>((0.5 * place + 0.5) * mask.size), 0, mask.size - 1);
        };
        return mask.values[static_cast<std::size_t>(cell(y) * mask.size + cell(x))] > 0.5f;
    };
    int both = 0, any = 0;
    for (double y = -0.995; y < 1.0; y += 0.01)
        for (double x = -0.995; x < 1.0; x += 0.01) {
            both += at(a, x, y) && at(b, x, y);
            any += at(a, x, y) || at(b, x, y);
        }
    return double(both) / any;
}

}  // namespace

TEST_CASE("shapes have the area that they should have") {
    const auto check_area = [](const std::string& words, double expected) {
        INFO(words);
        CHECK(area(exact(words)) == doctest::Approx(expected).epsilon(2e-4));
    };
    check_area(words_of("disk"), pi);
    check_area(words_of("ring"), pi * (1.0 - 0.49));
    check_area(words_of("ring", "\"inner\":0.5"), pi * 0.75);
    check_area(words_of("square"), 2.0);
    for (const int blades : {3, 6, 9})
        check_area(words_of("ngon", "\"blades\":" + std::to_string(blades) + ".0"),
                   0.5 * blades * std::sin(2.0 * pi / blades));
    check_area(words_of("ngon", "\"blades\":5.0,\"curvature\":1.0"), pi);
    check_area(words_of("ellipse", "\"angle\":33.0,\"aspect\":0.25"), 0.25 * pi);
    // Triangles between a point, a corner beside it and the middle.
    check_area(words_of("star"), 4.0 * 0.35 * std::sin(pi / 4.0));
    check_area(words_of("star", "\"inner\":0.5,\"points\":7.0"), 7.0 * 0.5 * std::sin(pi / 7.0));
    // Two disks whose middles are 0.6 apart.
    check_area(words_of("catseye"), 2.0 * std::acos(0.3) - 0.6 * std::sqrt(1.0 - 0.09));
}

TEST_CASE("shipped tables tell their shapes, and their kernels are those") {
    int known = 0;
    for (const auto& entry : std::filesystem::directory_iterator(TAPESTRY_ASSETS "/tables")) {
        if (entry.path().extension() != ".tap") continue;
        const TapTable table = shipped(entry.path().stem().string());
        if (table.axes.empty() || table.axes[0].name != "radius_px") continue;
        INFO(entry.path().stem().string());
        const auto mask = exact_aperture(table);
        REQUIRE(mask);
        CHECK(check(*mask));
        CHECK(aperture_mask(table).values == mask->values);
        TapTable silent = table;
        silent.metadata.clear();
        CHECK_FALSE(exact_aperture(silent));
        // Kernels of few taps are soft: thin points of stars are short.
        CHECK(overlap(*mask, aperture_mask(silent)) > 0.8);
        ++known;
    }
    CHECK(known >= 25);
}

TEST_CASE("kernels that turn with the radius are turned as at the last knot") {
    const auto turned = exact_aperture(shipped("heart-turning_0-24_24x4_flat"));
    REQUIRE(turned);
    CHECK(largest_difference(*turned, exact(words_of("heart", "\"rotation\":90.0"))) < 1e-6);
    CHECK(largest_difference(*turned, exact(words_of("heart"))) > 0.9);
    CHECK(largest_difference(exact(words_of("heart", "", ",\"turn_deg\":90.0")), *turned) < 1e-6);
    CHECK(largest_difference(exact(words_of("ellipse", "", ",\"at_any_turn\":true")),
                             exact(words_of("ellipse"))) == 0.0);
}

TEST_CASE("a second axis is looked at where it begins") {
    TapTable eyes = shipped("catseye_0-24_16x3_flat");
    const auto whole = exact_aperture(eyes);
    REQUIRE(whole);
    CHECK(largest_difference(*whole, exact(words_of("disk"))) < 1e-3);
    for (float& knot : eyes.axes[1].knots) knot += 0.3f;
    const auto cut = exact_aperture(eyes);
    REQUIRE(cut);
    // Knots are floats, off by 1.2e-8 at 0.3: 1.5e-6 of a cell.
    CHECK(largest_difference(*cut, exact(words_of("catseye"))) < 4e-6);
    for (float& knot : eyes.axes[1].knots) knot += 0.7f;
    CHECK_FALSE(exact_aperture(eyes));
    const auto angled = exact_aperture(shipped("ellipse_0-24_32x4_photo"));
    REQUIRE(angled);
    CHECK(largest_difference(*angled, exact(words_of("ellipse"))) < 1e-6);
}

TEST_CASE("a host's own outline is an aperture") {
    Outline triangle;
    triangle.move_to({0.0, -3.0});
    triangle.line_to({2.0, 1.0});
    triangle.line_to({-2.0, 1.0});
    const ApertureMask mask = aperture_mask(triangle);
    REQUIRE(check(mask));
    CHECK(mask.size == exact_aperture_cells);
    CHECK(area(mask) == doctest::Approx(8.0 / 9.0).epsilon(1e-4));
    CHECK(largest_difference(aperture_mask(polygon_outline(6)), exact(words_of("ngon"))) == 0.0);
}

TEST_CASE("words that tell of no shape leave the table's own kernel") {
    const std::string axes = ",\"axes\":[[\"radius_px\",0.0,24.0]]}";
    for (const std::string& words :
         {std::string(),
          std::string("{}"),
          std::string("heart"),
          std::string("{\"kernel\":\"heart\"}"),
          words_of("gaussian"),
          words_of("glyph"),
          words_of("ampersand"),
          words_of("Disk"),
          words_of(""),
          words_of("disk", "\"inner\":0.5"),
          words_of("ngon", "\"blades\":5.5"),
          words_of("ngon", "\"blades\":2.0"),
          words_of("ngon", "\"blades\":1e999"),
          words_of("ngon", "\"blades\":nan"),
          words_of("ngon", "\"blades\":"),
          words_of("ngon", "\"blades\":17.0"),
          words_of("ngon", "\"blades\":-6.0"),
          words_of("ring", "\"inner\":1.0"),
          words_of("ngon", "\"blades\":6.0,\"blades\":6.0,\"leaves\":1.0"),
          words_of("heart", "\"rotation\":1e9"),
          words_of("heart", "\"radius\":3.0"),
          words_of("heart", "", ",\"morph_to\":\"disk\""),
          words_of("heart", "", ",\"turn_deg\":\"90\""),
          words_of("heart", "", ",\"at_any_turn\":false"),
          words_of("heart") + " ",
          "{\"mask\":\"heart.png\",\"centred\":true" + axes,
          "{\"kernel\":\"glyph\",\"words\":{\"glyph\":\"A\"}" + axes,
          std::string("{\"kernel\":\"heart\",\"axes\":[]}"),
          std::string("{\"kernel\":\"heart\",\"axes\":[[\"sigma_px\",0.0,24.0]]}"),
          std::string("{\"kernel\":\"heart\",\"axes\":[[\"radius_px\",24.0,0.0]]}"),
          std::string("{\"kernel\":\"heart\",\"axes\":[[\"radius_px\",0.0,0.0]],\"turn_deg\":90.0}"),
          std::string(
              "{\"kernel\":\"heart\",\"axes\":[[\"radius_px\",0.0,24.0],[\"angle_deg\",0.0,360.0]]}")}) {
        INFO("\"" << words << "\"");
        const TapTable table = table_with(words);
        CHECK_FALSE(exact_aperture(table));
    }
    TapTable silent = table_with("");
    silent.metadata.clear();
    CHECK(aperture_mask(table_with("{}")).values == aperture_mask(silent).values);
}

TEST_CASE("words cut short anywhere, or with any byte changed, are a shape or none") {
    const std::string words =
        words_of("star", "\"inner\":0.4,\"points\":5.0,\"rotation\":12.0", ",\"turn_deg\":-30.5");
    REQUIRE(exact_aperture(table_with(words)));
    for (std::size_t length = 0; length < words.size(); ++length)
        CHECK_FALSE(exact_aperture(table_with(words.substr(0, length))));
    std::mt19937 random(5);
    int known = 0;
    for (int i = 0; i < 400; ++i) {
        std::string changed = words;
        const auto byte = static_cast<char>(i % 2 == 0 ? '0' + random() % 10 : random() % 256);
        changed[random() % changed.size()] = byte;
        INFO("\"" << changed << "\"");
        const auto mask = exact_aperture(table_with(changed));
        if (!mask) continue;
        CHECK(check(*mask));
        ++known;
    }
    // Digits may be others.
    CHECK(known > 0);
    CHECK(known < 200);
}

}  // namespace tapestry::test
