/// Runs a study's jobs on all cores, one job a core.
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "offline/metrics/method_metrics.h"
#include "offline/study/kernel_case.h"
#include "offline/study/row.h"
#include "tapestry/result.h"

namespace tapestry::offline::study {

/// What a job works with: its thread's judge, and the strings to the outside.
class Bench {
  public:
    Bench(std::span<const Image> photographs, JudgeOptions judging, const std::atomic<bool>& cancel,
          std::function<void(double)> on_progress)
        : photographs_(photographs),
          judging_(judging),
          cancel_(cancel),
          on_progress_(std::move(on_progress)) {}

    bool cancelled() const { return cancel_.load(std::memory_order_relaxed); }
    const std::atomic<bool>& cancel() const { return cancel_; }

    /// share: [0, 1] of the job that is running.
    void progress(double share) { on_progress_(share); }

    /// The row with what the method does to the kernel and to the photographs filled in.
    Row judged(Row row, const KernelCase& kernel, const FilterMethod& method);

  private:
    std::span<const Image> photographs_;
    JudgeOptions judging_;
    std::unique_ptr<MethodJudge> judge_;  // of the kernel that was asked about last
    const KernelCase* judged_ = nullptr;
    const std::atomic<bool>& cancel_;
    std::function<void(double)> on_progress_;
};

struct Job {
    std::string name;
    double expected_seconds = 1.0;  ///< on one core; only the proportions between jobs matter
    /// Rows, or why there are none. When cancelled, whatever is at hand: it is not looked at.
    std::function<Result<std::vector<Row>>(Bench&)> run;
};

double expected_seconds(std::span<const Job> jobs);

struct BenchOptions {
    std::span<const Image> photographs = {};
    JudgeOptions judging = {};
    int threads = 0;  ///< 0 = as many as the machine has; decides nothing but the time
    const std::atomic<bool>* cancel = nullptr;  ///< set from any thread or signal
    /// share: [0, 1] of the expected work; job: one that is running. Called from worker threads, one at a
    /// time; may be empty.
    std::function<void(double share, const std::string& job)> on_progress = {};
};

/// The jobs' rows in the jobs' order. Error: cancelled, or a job's.
Result<std::vector<Row>> run_jobs(std::span<const Job> jobs, const BenchOptions& options);

}  // namespace tapestry::offline::study
