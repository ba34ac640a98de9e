#include <doctest/doctest.h>

#include <atomic>
#include <set>

#include "offline/kernels/disk.h"
#include "offline/metrics/filter_method.h"
#include "offline/study/bench.h"
#include "offline/study/fit_contestants.h"
#include "offline/study/photographs.h"
#include "tests/core/temporary_folder.h"

using namespace tapestry;
using namespace tapestry::offline::study;

namespace {

Job row_job(const std::string& name, double seconds = 1.0) {
    return {name, seconds, [name](Bench&) -> Result<std::vector<Row>> {
                Row row;
                row.kernel = name;
                return std::vector{row};
            }};
}

std::vector<Job> many_jobs(int count) {
    std::vector<Job> jobs;
    for (int i = 0; i < count; ++i) jobs.push_back(row_job(std::to_string(i)));
    return jobs;
}

}  // namespace

TEST_CASE("rows come in the jobs' order, whatever the number of threads") {
    const std::vector<Job> jobs = many_jobs(40);
    for (const int threads : {1, 4, 64}) {
        const auto rows = run_jobs(jobs, {.threads = threads});
        REQUIRE(rows);
        REQUIRE(rows->size() == jobs.size());
        for (std::size_t i = 0; i < rows->size(); ++i) CHECK((*rows)[i].kernel == std::to_string(i));
    }
    CHECK(run_jobs({}, {})->empty());
}

TEST_CASE("progress never falls and ends at everything") {
    std::vector<Job> jobs = many_jobs(5);
    jobs.push_back({"long", 5.0, [](Bench& bench) -> Result<std::vector<Row>> {
                        bench.progress(0.5);
                        bench.progress(0.25);  // a job that errs about itself
                        return std::vector<Row>{};
                    }});
    double last = 0.0;
    std::set<std::string> names;
    const auto rows = run_jobs(jobs, {.threads = 3,

                                      .on_progress = [&](double share, const std::string& job) {
                                          CHECK(share >= last);
                                          last = share;
                                          names.insert(job);
                                      }});
    REQUIRE(rows);
    CHECK(last == doctest::Approx(1.0));
    CHECK(names.size() == 6);
}

TEST_CASE("a job's error ends the study and names the job") {
    std::vector<Job> jobs = many_jobs(3);
    jobs.push_back({"broken", 1.0, [](Bench&) -> Result<std::vector<Row>> { return Error{"no light"}; }});
    const auto rows = run_jobs(jobs, {.threads = 2});
    REQUIRE_FALSE(rows);
    CHECK(rows.error().message == "broken: no light");
}

TEST_CASE("a cancelled study has no rows, and its fits stop") {
    const KernelCase kernel{"disk", *offline::disk_kernel(12.0), 0.0};
    std::atomic<bool> cancel{false};
    std::vector<Job> jobs;
    jobs.push_back({"canceller", 1.0, [&](Bench&) -> Result<std::vector<Row>> {
                        cancel = true;
                        return std::vector<Row>{};
                    }});
    const auto endless = [&](auto run) { jobs.push_back({"endless", 1.0, run}); };
    endless([&](Bench& bench) { return run_ours(kernel, {8, 2}, false, {.budget_seconds = 1e6}, 1, bench); });
    endless([&](Bench& bench) {
        return run_published(kernel, {{8, 2}, offline::StartKind::random, 1'000'000'000, false}, 1, bench);
    });
    const auto rows = run_jobs(jobs, {.threads = 3, .cancel = &cancel});
    REQUIRE_FALSE(rows);
    CHECK(rows.error().message == "cancelled");
}

TEST_CASE("rows carry what the method does to the kernel and the photographs") {
    const KernelCase kernel{"disk", *offline::disk_kernel(4.0), 0.0};
    Image picture(40, 40, glm::dvec4(0.25, 0.25, 0.25, 1.0));
    picture.at(20, 20) = glm::dvec4(1.0);
    const std::vector<Image> pictures = {picture};
    offline::FilterMethod exact;
    exact.taps_read = 81.0;
    exact.impulse = kernel.target;
    const std::vector<Job> jobs = {{"exact", 1.0, [&](Bench& bench) -> Result<std::vector<Row>> {
                                        return std::vector{bench.judged(Row{}, kernel, exact)};
                                    }}};
    const auto rows =
        run_jobs(jobs, {.photographs = pictures, .judging = {.perceptual = false}, .threads = 1});
    REQUIRE(rows);
    const Row& row = rows->front();
    CHECK(row.kernel == "disk");
    CHECK(row.metrics.taps_read == 81.0);
    CHECK(row.image.psnr > 200.0);
    CHECK(row.impulse.values.size() == kernel.target.values.size());
}

TEST_CASE("curves have every early step, a dozen a decade, and the last") {
    int points = 0;
    for (long long step = 1; step <= 100'000; ++step) points += is_curve_step(step, 100'000);
    CHECK(points > 50);
    CHECK(points < 70);
    CHECK(is_curve_step(7, 100));
    CHECK(is_curve_step(2999, 2999));
    CHECK_FALSE(is_curve_step(2998, 2999));
}

TEST_CASE("photographs come from a folder by name, and what cannot be read is named") {
    const auto photographs = load_photographs(std::string(TAPESTRY_ASSETS) + "/photos");
    REQUIRE(photographs);
    CHECK(photographs->names.size() == photographs->images.size());
    CHECK(std::is_sorted(photographs->names.begin(), photographs->names.end()));
    const test::TemporaryFolder folder;
    const auto empty = load_photographs(folder.path());
    REQUIRE_FALSE(empty);
    CHECK(empty.error().message.find("holds no photographs") != std::string::npos);
    const auto missing = load_photographs(folder.path() / "none");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message.find("none") != std::string::npos);
}
