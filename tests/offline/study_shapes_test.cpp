#include <doctest/doctest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "offline/report/markdown.h"
#include "offline/report/study_reports.h"
#include "offline/study/shapes_study.h"
#include "tests/offline/xml_reading.h"

using namespace tapestry;
using namespace tapestry::offline::report;
using namespace tapestry::offline::study;
using nlohmann::json;

namespace {

// Two kernels, few taps, a handful of steps: everything that the real study does, in two seconds.
ShapesSettings tiny_settings() {
    ShapesSettings settings;
    settings.kernels = {"disk", "square"};
    settings.sizes = {{4, 2}, {6, 2}};
    settings.main_size = {6, 2};
    settings.long_budget = 0.05;
    settings.short_budget = 0.02;
    settings.published_steps = {1000};
    settings.tempering_steps = 500;
    settings.ranks = 2;
    return settings;
}

std::vector<Image> pictures() {
    Image picture(64, 56);
    for (int y = 0; y < picture.height; ++y)
        for (int x = 0; x < picture.width; ++x)
            picture.at(x, y) = glm::dvec4((x * 37 + y * 11) % 64 / 64.0, x / 64.0, (x / 8 + y / 8) % 2, 1.0);
    return {picture, picture};
}

struct TinyRun {
    ShapesSettings settings = tiny_settings();
    Study study;
    std::vector<Row> rows;
    std::vector<ReportFile> files;

    TinyRun() {
        auto planned = shapes_study(settings, 3);
        REQUIRE(planned);
        study = std::move(*planned);
        const std::vector<Image> photographs = pictures();
        auto made =
            run_jobs(study.jobs, {.photographs = photographs, .judging = study.judging, .threads = 2});
        REQUIRE(made);
        rows = std::move(*made);
        auto font = TextPainter::load(caption_font);
        REQUIRE(font);
        RunInfo run;
        run.command_line = "tapestry-fit reproduce shapes";
        run.photographs = {"one", "two"};
        files = shapes_report({study, rows, run}, settings, *font);
    }

    const ReportFile& file(const std::string& name) const {
        const auto found =
            std::find_if(files.begin(), files.end(), [&](const ReportFile& f) { return f.name == name; });
        REQUIRE(found != files.end());
        return *found;
    }
    const std::string& text(const std::string& name) const {
        return std::get<std::string>(file(name).content);
    }
};

}  // namespace

TEST_CASE("a tiny study end to end gives consistent Markdown, JSON, plots and sheets") {
    const TinyRun run;
    const std::string& markdown = run.text("shapes.md");
    const json report = json::parse(run.text("shapes.json"));
    CHECK(report["format"] == "tapestry-study");
    CHECK(report["study"] == "shapes");
    REQUIRE(report["rows"].size() == run.rows.size());
    for (std::size_t i = 0; i < run.rows.size(); ++i) {
        const json& row = report["rows"][i];
        CHECK(row["kernel"] == run.rows[i].kernel);
        CHECK(row["image"]["psnr_db"] == run.rows[i].image.psnr);
        CHECK(row["kernel_error"]["psnr_db"] == run.rows[i].metrics.kernel.psnr);
        CHECK(row["photographs"].size() == 2);
    }
    for (const json& bar : report["bars"]) {
        CAPTURE(bar["claim"]);
        CHECK(markdown.find(bar["claim"]) != std::string::npos);
        CHECK(markdown.find(bar["measured"]) != std::string::npos);
    }
    for (const Row& row : run.rows)
        if (row.method == Method::low_rank && row.settings.rank == 2)
            CHECK(markdown.find(decibels(row.metrics.kernel.psnr) + " / " + decibels(row.image.psnr)) !=
                  std::string::npos);
    // Every picture that is shown is there, and every plot is well-formed.
    std::size_t shown = 0;
    for (std::size_t at = markdown.find("]("); at != std::string::npos;
         at = markdown.find("](", at + 1), ++shown)
        run.file(markdown.substr(at + 2, markdown.find(')', at) - at - 2));
    CHECK(shown == 5);
    for (const ReportFile& file : run.files) {
        CAPTURE(file.name);
        if (file.name.ends_with(".svg")) CHECK(tapestry::test::read_xml(std::get<std::string>(file.content)));
        if (file.name.ends_with(".png")) CHECK(std::get<offline::Picture8>(file.content).width > 1000);
    }
}

TEST_CASE("every contestant runs on every kernel") {
    const TinyRun run;
    for (const std::string& kernel : run.settings.kernels) {
        const auto count = [&](Method method) {
            return std::count_if(run.rows.begin(), run.rows.end(), [&](const Row& row) {
                return row.kernel == kernel && row.method == method;
            });
        };
        CHECK(count(Method::ours) == 4);  // two sizes, the short budget, a hundredth of tempering's time
        CHECK(count(Method::ours_signed) == 3);
        CHECK(count(Method::ours_one_run) == 1);
        CHECK(count(Method::published) == 4);
        CHECK(count(Method::published_raw) == 4);
        CHECK(count(Method::tempering) == 2);
        CHECK(count(Method::low_rank) == 2);
    }
    for (const Row& row : run.rows) CHECK(row.metrics.taps_read > 0.0);
}

TEST_CASE("a kernel that does not exist ends the plan with its name") {
    ShapesSettings settings = tiny_settings();
    settings.kernels = {"disk", "blob"};
    const auto study = shapes_study(settings, 1);
    REQUIRE_FALSE(study);
    CHECK(study.error().message.find("blob") != std::string::npos);
}
