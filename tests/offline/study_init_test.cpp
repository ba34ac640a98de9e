#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "offline/report/mean_curve.h"
#include "offline/report/study_reports.h"
#include "tests/offline/xml_reading.h"

using namespace tapestry;
using namespace tapestry::offline::report;
using namespace tapestry::offline::study;

namespace {

// The studies' own settings, cut down to what a test has time for.
Result<Study> tiny_init() {
    return init_study(
        {.kernels = {"flower"}, .size = {6, 2}, .seeds = 2, .published_steps = 30, .tempering_steps = 1000},
        1);
}

std::vector<Row> rows_of(const Study& study) {
    const std::vector<Image> photographs = {Image(60, 60, glm::dvec4(0.5))};
    auto rows = run_jobs(study.jobs, {.photographs = photographs, .judging = study.judging, .threads = 2});
    REQUIRE(rows);
    return std::move(*rows);
}

TextPainter plot_font() {
    auto painter = TextPainter::load(caption_font);
    REQUIRE(painter);
    return std::move(*painter);
}

void check_report(const std::vector<ReportFile>& files, const std::string& name) {
    CHECK(files.front().name == name + ".md");
    CHECK(files.back().name == name + ".json");
    for (const ReportFile& file : files)
        if (file.name.ends_with(".svg")) CHECK(tapestry::test::read_xml(std::get<std::string>(file.content)));
}

}  // namespace

TEST_CASE("the initialisation study has a rising curve for each optimiser and start") {
    auto study = tiny_init();
    REQUIRE(study);
    const std::vector<Row> rows = rows_of(*study);
    int curves = 0;
    for (const Row& row : rows) {
        if (row.curve.empty()) continue;
        ++curves;
        CHECK(row.curve.front().step == 1.0);
        CHECK(std::is_sorted(row.curve.begin(), row.curve.end(),
                             [](const CurvePoint& a, const CurvePoint& b) { return a.step < b.step; }));
        CHECK(row.curve.back().step <= (row.method == Method::tempering ? 1000.0 : 202.0));
        // Raw cascades are scored as they are, so the last point is the row's own figure (tempering: to the
        // rounding of its closed form).
        if (row.method == Method::tempering)
            CHECK(row.curve.back().kernel_psnr_db == doctest::Approx(row.metrics.kernel.psnr).epsilon(1e-3));
    }
    CHECK(curves == 3 * 3 * 2);
    const auto files = init_report({*study, rows, {}}, plot_font());
    check_report(files, "init");
    const auto plot = std::find_if(files.begin(), files.end(),
                                   [](const ReportFile& f) { return f.name == "init-flower.svg"; });
    REQUIRE(plot != files.end());
    const auto root = tapestry::test::read_xml(std::get<std::string>(plot->content));
    REQUIRE(root);
    CHECK(root->named("polyline").size() == 9);
}

TEST_CASE("curves of the same optimiser are averaged where either has a point") {
    Row a, b;
    a.curve = {{1.0, 0.0, 10.0}, {100.0, 1.0, 20.0}};
    b.curve = {{1.0, 0.0, 12.0}, {10.0, 0.5, 14.0}};
    const Row* rows[] = {&a, &b};
    const std::vector<glm::dvec2> mean = mean_curve(rows, &CurvePoint::step);
    REQUIRE(mean.size() == 3);
    CHECK(mean[0].y == doctest::Approx(11.0));
    CHECK(mean[1].y == doctest::Approx(0.5 * (15.0 + 14.0)));  // halfway in log steps
    CHECK(mean[2].y == doctest::Approx(0.5 * (20.0 + 14.0)));  // b stays where it ended
    CHECK(mean_curve(rows, &CurvePoint::seconds).size() == 2);
}

TEST_CASE("the Gaussians and the sizes have their reports too") {
    auto gaussians = gaussian_study({.sigmas_px = {2.0, 3.0},
                                     .sizes = {{4, 2}},
                                     .effort = {.starts = 1, .hops = 0},
                                     .published_steps = 10,
                                     .tempering_steps = 200,
                                     .ranks = 1},
                                    1);
    REQUIRE(gaussians);
    const std::vector<Row> gaussian_rows = rows_of(*gaussians);
    CHECK(std::count_if(gaussian_rows.begin(), gaussian_rows.end(),
                        [](const Row& row) { return row.method == Method::kawase; }) == 2);
    check_report(gaussian_report({*gaussians, gaussian_rows, {}}, plot_font()), "gaussian");

    auto configs = configs_study({.kernel = "ring",
                                  .taps = {4, 6},
                                  .layers = {2, 3},
                                  .effort = {.starts = 1, .hops = 0},
                                  .published_steps = 10},
                                 1);
    REQUIRE(configs);
    const std::vector<Row> config_rows = rows_of(*configs);
    CHECK(config_rows.size() == 4 * 4);
    check_report(configs_report({*configs, config_rows, {}}, plot_font()), "configs");
}
