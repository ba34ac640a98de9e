#include "offline/study/bench.h"
#include "offline/work/thread_count.h"

#include <algorithm>
#include <iterator>
#include <mutex>
#include <thread>

namespace tapestry::offline::study {
namespace {

class JobRun {
  public:
    JobRun(std::span<const Job> jobs, const BenchOptions& options)
        : jobs_(jobs),
          options_(options),
          total_(expected_seconds(jobs)),
          rows_(jobs.size()),
          done_(jobs.size()) {}

    void work() {
        std::size_t running = 0;
        const std::atomic<bool> never{false};
        const std::atomic<bool>& cancel = options_.cancel ? *options_.cancel : never;
        Bench bench(options_.photographs, options_.judging, cancel,
                    [&](double share) { report(running, share); });
        for (running = next_++; running < jobs_.size() && !bench.cancelled() && !failed_; running = next_++) {
            report(running, 0.0);
            auto rows = jobs_[running].run(bench);
            if (!rows) return fail(jobs_[running].name + ": " + rows.error().message);
            rows_[running] = std::move(*rows);
            report(running, 1.0);
        }
    }

    Result<std::vector<Row>> rows() {
        if (failed_) return Error{failure_};
        std::vector<Row> all;
        for (std::vector<Row>& part : rows_)
            all.insert(all.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
        return all;
    }

  private:
    void fail(const std::string& why) {
        const std::scoped_lock lock(mutex_);
        if (!failed_.exchange(true)) failure_ = why;
    }

    void report(std::size_t job, double share) {
        if (!options_.on_progress) return;
        const std::scoped_lock lock(mutex_);
        done_[job] = std::max(done_[job], std::min(share, 1.0));
        double seconds = 0.0;
        for (std::size_t i = 0; i < jobs_.size(); ++i) seconds += done_[i] * jobs_[i].expected_seconds;
        options_.on_progress(seconds / total_, jobs_[job].name);
    }

    const std::span<const Job> jobs_;
    const BenchOptions& options_;
    const double total_;
    std::atomic<std::size_t> next_{0};
    std::vector<std::vector<Row>> rows_;
    std::mutex mutex_;
    std::vector<double> done_;  // share of each job
    std::atomic<bool> failed_{false};
    std::string failure_;
};

// What reports show of an impulse: the target's box and some cells around it. Impulses of fits that leak are
// several times as large, and a study has hundreds of them.
DenseKernel shown_part(const DenseKernel& impulse, const DenseKernel& target) {
    constexpr int around = 8;
    const int half_x = std::min(impulse.width / 2, target.width / 2 + around);
    const int half_y = std::min(impulse.height / 2, target.height / 2 + around);
    DenseKernel part{2 * half_x + 1, 2 * half_y + 1, {}};
    for (int y = -half_y; y <= half_y; ++y)
        for (int x = -half_x; x <= half_x; ++x)
            part.values.push_back(impulse.at(impulse.width / 2 + x, impulse.height / 2 + y));
    return part;
}

}  // namespace

Row Bench::judged(Row row, const KernelCase& kernel, const FilterMethod& method) {
    if (judged_ != &kernel) {
        judge_ = std::make_unique<MethodJudge>(kernel.target, photographs_, judging_);
        judged_ = &kernel;
    }
    row.kernel = kernel.name;
    row.metrics = judge_->judge(method);
    row.image = row.metrics.mean();
    row.impulse = shown_part(method.impulse, kernel.target);
    return row;
}

double expected_seconds(std::span<const Job> jobs) {
    double total = 0.0;
    for (const Job& job : jobs) total += job.expected_seconds;
    return total;
}

Result<std::vector<Row>> run_jobs(std::span<const Job> jobs, const BenchOptions& options) {
    JobRun run(jobs, options);
    {
        std::vector<std::jthread> threads;
        const int count = std::min(thread_count(options.threads), static_cast<int>(jobs.size()));
        for (int i = 1; i < count; ++i) threads.emplace_back([&] { run.work(); });
        if (count > 0) run.work();
    }
    if (options.cancel && options.cancel->load()) return Error{"cancelled"};
    return run.rows();
}

}  // namespace tapestry::offline::study
