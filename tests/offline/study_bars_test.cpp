#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "offline/study/bars.h"

using namespace tapestry::offline;
using namespace tapestry::offline::study;

namespace {

// Rows of a study in which every method does as told on every kernel.
class RowMaker {
  public:
    explicit RowMaker(const ShapesSettings& settings) : settings_(settings) {}

    Row& add(const std::string& kernel, Method method, CascadeSize size, double image, double kernel_db,
             double seconds = 1.0) {
        Row row;
        row.kernel = kernel;
        row.method = method;
        row.settings.taps = size.taps;
        row.settings.layers = size.layers;
        row.image.psnr = image;
        row.metrics.kernel.psnr = kernel_db;
        row.seconds = seconds;
        row.steps = 50;
        rows.push_back(row);
        return rows.back();
    }

    void add_kernel(const std::string& kernel) {
        const CascadeSize main = settings_.main_size;
        const auto published = [&](StartKind start, double image) {
            Row& row = add(kernel, Method::published, main, image, 20.0, 2.0);
            row.settings.start = start;
            row.settings.steps = 1000;
        };
        published(StartKind::sparse_sampling, 56.0);
        published(StartKind::increasing_radial, 50.0);
        published(StartKind::random, 43.0);
        add(kernel, Method::ours, main, 70.0, 23.0).settings.budget_seconds = settings_.long_budget;
        add(kernel, Method::ours_signed, main, 73.0, 24.0).settings.budget_seconds = settings_.long_budget;
        add(kernel, Method::ours, main, 67.0, 22.5, 0.2).settings.budget_seconds = settings_.short_budget;
        add(kernel, Method::ours, {12, 4}, 60.0, 19.0).settings.budget_seconds = settings_.long_budget;
        Row& quick = add(kernel, Method::ours, main, 66.0, 22.0, 0.2);
        quick.settings.budget_seconds = 0.2;
        quick.settings.against_tempering = true;
        add(kernel, Method::tempering, main, 55.0, 19.0, 20.0);
        add(kernel, Method::ours_one_run, main, 66.0, 22.0, 0.1);
        for (const int rank : {2, 3}) {
            Row& row = add(kernel, Method::low_rank, {0, 0}, rank == 2 ? 62.0 : 71.0, 18.0, 0.0);
            row.settings.rank = rank;
        }
    }

    std::vector<Row> rows;

  private:
    const ShapesSettings& settings_;
};

const Bar& bar_about(const std::vector<Bar>& bars, const std::string& words) {
    const auto found = std::find_if(
        bars.begin(), bars.end(), [&](const Bar& bar) { return bar.claim.find(words) != std::string::npos; });
    REQUIRE(found != bars.end());
    return *found;
}

ShapesSettings two_kernels() {
    ShapesSettings settings;
    settings.kernels = {"disk", "heart", "square"};  // the square is in no bar
    settings.sizes = {{12, 4}, {24, 4}};
    settings.published_steps = {1000};
    return settings;
}

}  // namespace

TEST_CASE("bars are computed from the rows") {
    const ShapesSettings settings = two_kernels();
    RowMaker maker(settings);
    for (const char* kernel : {"disk", "heart"}) maker.add_kernel(kernel);
    const std::vector<Bar> bars = shape_bars(maker.rows, settings);
    const Bar& order = bar_about(bars, "sparse sampling > radial > random");
    CHECK(order.holds);
    CHECK(order.measured == "56.0 > 50.0 > 43.0 dB");
    const Bar& gain = bar_about(bars, "`--budget 4`: image PSNR");
    CHECK(gain.value == doctest::Approx(14.0));
    CHECK(gain.holds);
    const Bar& signed_gain = bar_about(bars, "`--budget 4 --signed`: image PSNR");
    CHECK(signed_gain.value == doctest::Approx(17.0));
    CHECK(bar_about(bars, "`--budget 0.2`: image PSNR").value == doctest::Approx(11.0));
    CHECK(bar_about(bars, "`--budget 4`: kernel PSNR").value == doctest::Approx(3.0));
    CHECK(bar_about(bars, "12x4").measured == "4.0 dB above, on 2 of 2");
    CHECK(bar_about(bars, "low-rank 2").measured == "on 2 of 2, least 8.0 dB (disk)");
    // The disk is excepted and reported beside.
    CHECK(bar_about(bars, "low-rank 3").measured == "on 0 of 1, least -1.0 dB (heart); disk -1.0 dB");
    CHECK_FALSE(bar_about(bars, "low-rank 3").holds);
    CHECK(bar_about(bars, "with a hundredth").measured ==
          "on 2 of 2, least 11.0 dB (disk); 0.2 s against 20 s: 1/100");
    CHECK(bar_about(bars, "Marquardt step").value == doctest::Approx(2.0));
    CHECK(bar_about(bars, "whole").holds);
}

TEST_CASE("one kernel that is lost, or one that is missing, breaks a bar on every kernel") {
    const ShapesSettings settings = two_kernels();
    RowMaker maker(settings);
    for (const char* kernel : {"disk", "heart"}) maker.add_kernel(kernel);
    std::vector<Row> lost = maker.rows;
    for (Row& row : lost)
        if (row.kernel == "heart" && row.method == Method::tempering) row.image.psnr = 80.0;
    CHECK_FALSE(bar_about(shape_bars(lost, settings), "with a hundredth").holds);
    CHECK(bar_about(shape_bars(lost, settings), "with a hundredth")
              .measured.starts_with("on 1 of 2, least -14.0 dB (heart)"));
}

TEST_CASE("what was not measured does not hold") {
    const ShapesSettings settings = two_kernels();
    for (const Bar& bar : shape_bars({}, settings)) {
        CAPTURE(bar.claim);
        CHECK_FALSE(bar.holds);
        CHECK(bar.measured == "not measured");
        CHECK(std::isnan(bar.value));
    }
}
