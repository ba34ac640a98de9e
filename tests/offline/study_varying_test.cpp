#include "offline/study/varying_study.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <glm/vec3.hpp>

#include "offline/report/picture_sheet.h"

using namespace tapestry;
using namespace tapestry::offline;
using namespace tapestry::offline::study;

namespace {

// Discs that grow from the left to the right.
std::vector<VaryingEffect> small_effect() {
    return {{"ramp",
             {.kernel = "disk", .axes = {{"radius_px", 0.0, 6.0}}},
             {5},
             6,
             2,
             30.0,
             [](int x, int, int width, int) { return glm::dvec2(6.0 * x / width, 0.0); }}};
}

Photographs small_photographs() {
    Image image(96, 64);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            image.at(x, y) = glm::dvec4((x * 13 + y * 7) % 32 / 32.0, x / 96.0, (x / 8 + y / 8) % 2, 1.0);
    return {{"made"}, {image}};
}

}  // namespace

TEST_CASE("every basis is measured against every pixel's own kernel") {
    const std::vector<VaryingEffect> effects = small_effect();
    std::vector<double> shares;
    VaryingOptions options;
    options.effects = &effects;
    options.on_progress = [&](double share, const std::string&) { shares.push_back(share); };
    const auto results = run_varying_study(small_photographs(), options);
    REQUIRE(results);
    REQUIRE(results->rows.size() == 5);
    CHECK(shares.back() == 1.0);
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    const auto psnr = [&](Basis basis) {
        return std::find_if(results->rows.begin(), results->rows.end(),
                            [&](const VaryingRow& row) { return row.basis == basis; })
            ->psnr_db;
    };
    CHECK(psnr(Basis::ours) > psnr(Basis::geometric));
    CHECK(psnr(Basis::ours) > psnr(Basis::independent) + 3.0);
    for (const VaryingRow& row : results->rows) {
        CHECK(row.reads > 0.0);
        CHECK(row.picture.width == 48);
        CHECK(row.worst_db <= row.psnr_db);
    }
}

TEST_CASE("what turns is also measured with taps that are turned exactly") {
    const std::vector<VaryingEffect> effects = {
        {"turning",
         {.kernel = "ellipse", .axes = {{"radius_px", 0.0, 6.0}, {"angle_deg", 0.0, 180.0}}},
         {3, 4},
         8,
         2,
         30.0,
         [](int x, int y, int width, int height) {
             return glm::dvec2(6.0 * x / width, 180.0 * y / height);
         }}};
    VaryingOptions options;
    options.effects = &effects;
    // No detail of a pixel's size: how much of it bilinear reads lose depends on the angle.
    Photographs waves = small_photographs();
    for (int y = 0; y < waves.images[0].height; ++y)
        for (int x = 0; x < waves.images[0].width; ++x)
            waves.images[0].at(x, y) = glm::dvec4(glm::dvec3(0.5 + 0.5 * std::sin(0.3 * x + 0.2 * y)), 1.0);
    const auto results = run_varying_study(waves, options);
    REQUIRE(results);
    REQUIRE(results->rows.size() == 6);
    const VaryingRow &grid = results->rows[0], &turned = results->rows[1];
    CHECK(grid.basis == Basis::ours);
    CHECK(turned.basis == Basis::turned);
    CHECK(turned.filters == 17);
    CHECK(turned.reads == grid.reads);
    // Turned the wrong way, or of filters that do not blend, it is 9 dB below.
    CHECK(turned.psnr_db > grid.psnr_db - 2.0);
}

TEST_CASE("the varying study can be cancelled") {
    const std::vector<VaryingEffect> effects = small_effect();
    const std::atomic<bool> cancel{true};
    VaryingOptions options;
    options.effects = &effects;
    options.cancel = &cancel;
    CHECK(run_varying_study(small_photographs(), options).error().message == "cancelled");
}

TEST_CASE("a sheet shows the truth, the pictures, and errors around grey") {
    auto text = report::TextPainter::load(report::caption_font);
    REQUIRE(text);
    const Image truth(50, 30, glm::dvec4(0.5, 0.5, 0.5, 1.0));
    const Picture8 sheet = report::draw_pictures("title", truth, {{"same", "note", truth}}, 10.0, *text);
    // Equal pictures have an error of even grey; the lower right picture ends at the margins.
    const auto at = [&](int x, int y) {
        return sheet.rgba[4 * (static_cast<std::size_t>(y) * sheet.width + x)];
    };
    CHECK(at(sheet.width - 30, sheet.height - 30) == at(sheet.width - 100, sheet.height - 80));
    CHECK(at(sheet.width - 30, sheet.height - 30) < 200);
    CHECK(at(sheet.width - 10, sheet.height - 10) == 255);
}
