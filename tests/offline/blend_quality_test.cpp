#include "offline/metrics/blend_quality.h"

#include <doctest/doctest.h>

#include "offline/report/blend_report.h"
#include "tapestry/fit/family_table.h"
#include "tapestry/fit/make_family.h"
#include "tests/offline/xml_reading.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

struct SmallTable {
    KernelField field = *make_field({.kernel = "disk", .axes = {{"radius_px", 0.0, 8.0}}});
    TapTable table;

    SmallTable() {
        const FamilyGrid grid = *make_grid(field, std::vector{5}, 0.0, Beyond::scale);
        MakeFamilyOptions options;
        options.fit.taps = 8;
        options.fit.layers = 2;
        options.fit.starts = 4;
        options.fit.hops = 0;
        table = family_table(make_family(field, grid, options)->knots, grid.axes(), "disk", false);
    }
};

}  // namespace

TEST_CASE("parameters are spread over the axes, off the knots, and the same for a seed") {
    const auto field =
        make_field({.kernel = "ellipse", .axes = {{"radius_px", 0.0, 24.0}, {"angle_deg", 0.0, 180.0}}});
    const auto parameters = spread_parameters(*field, 64, 3);
    CHECK(parameters == spread_parameters(*field, 64, 3));
    CHECK(parameters != spread_parameters(*field, 64, 4));
    int quadrants[4] = {};
    for (const glm::dvec2 p : parameters) {
        CHECK(p.x >= 0.7);
        CHECK(p.x <= 24.0);
        CHECK((p.y >= 0.0 && p.y <= 180.0));
        ++quadrants[(p.x > 12.35) + 2 * (p.y > 90.0)];
    }
    for (const int count : quadrants) CHECK(count >= 12);
}

TEST_CASE("blends are measured, worst and where, the same on any number of threads") {
    const SmallTable small;
    const std::vector<Image> photographs = {Image(40, 40, glm::dvec4(0.5))};
    const auto parameters = spread_parameters(small.field, 12, 1);
    const auto one = blend_quality(small.table, small.field, parameters, photographs, {.threads = 1});
    const auto two = blend_quality(small.table, small.field, parameters, photographs, {.threads = 2});
    REQUIRE(one);
    REQUIRE(two);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        CHECK((*one)[i].at == parameters[i]);
        CHECK((*one)[i].kernel_psnr == (*two)[i].kernel_psnr);
        CHECK((*one)[i].kernel_psnr > 10.0);
        CHECK((*one)[i].image_psnr > 60.0);  // a constant picture stays as it is
    }
    const BlendSummary summary = summarise(*one, &BlendPoint::kernel_psnr);
    CHECK(summary.worst <= summary.mean);
    CHECK(summary.count == 12);
    const std::vector<Image> tiny = {Image(9, 9)};
    CHECK(blend_quality(small.table, small.field, parameters, tiny, {}).error().message ==
          "a photograph is smaller than a kernel");
    const std::atomic<bool> cancel{true};
    CHECK(blend_quality(small.table, small.field, parameters, {}, {.cancel = &cancel}).error().message ==
          "cancelled");
}

TEST_CASE("blends of a family for any turn are measured at all angles") {
    const KernelField field =
        *make_field({.kernel = "line", .axes = {{"length_px", 0.0, 12.0}}, .at_any_turn = true});
    for (const glm::dvec2 p : spread_parameters(field, 16, 1)) CHECK((p.y >= 0.0 && p.y <= 360.0));
    // One tap in the middle and one to the right: turned by 90 degrees the light lies below.
    TapTable table;
    table.layer_taps = {2};
    table.turnable = true;
    table.axes = {{"length_px", "px", {0.0f, 12.0f}, 0.0f, Beyond::clamp}};
    table.payload = {{0, 0, 0.5f, 0}, {0, 0, 0.5f, 0}, {2, 0, 0.5f, 0}, {-2, 0, 0.5f, 0}};
    const std::vector<glm::dvec2> at = {{4.0, 0.0}, {4.0, 90.0}, {4.0, 45.0}};
    const auto points = blend_quality(table, field, at, {}, {});
    REQUIRE(points);
    CHECK((*points)[0].kernel_psnr == doctest::Approx((*points)[1].kernel_psnr).epsilon(1e-9));
    CHECK((*points)[0].kernel_psnr != doctest::Approx((*points)[2].kernel_psnr).epsilon(1e-3));
}

TEST_CASE("the blends' report has its table, its plot and its pictures") {
    const SmallTable small;
    const auto parameters = spread_parameters(small.field, 10, 1);
    const auto points = blend_quality(small.table, small.field, parameters, {}, {});
    REQUIRE(points);
    auto text = report::TextPainter::load(report::caption_font);
    const auto files = report::blend_report(
        {small.table, small.field, *points, "t.tap", "tapestry-fit eval t.tap", {}}, *text);
    REQUIRE(files);
    CHECK(files->front().name == "eval.md");
    CHECK(files->back().name == "eval.json");
    int pictures = 0;
    for (const auto& file : *files) {
        if (file.name.ends_with(".svg")) CHECK(test::read_xml(std::get<std::string>(file.content)));
        pictures += file.name.ends_with(".png");
        if (file.name.ends_with(".png") || file.name.ends_with(".svg"))
            CHECK(std::get<std::string>(files->front().content).find("](" + file.name + ")") !=
                  std::string::npos);
    }
    CHECK(pictures == 8);
}
