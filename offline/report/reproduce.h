/// Runs studies and writes their reports.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "tapestry/result.h"

namespace tapestry::offline::report {

/// "gaussian", "shapes", "init", "configs", "varying", in the order in which `all` runs them.
const std::vector<std::string>& study_names();

struct ReproduceOptions {
    std::string study;             ///< one of `study_names()`, or "all"
    std::filesystem::path out;     ///< an existing folder
    std::filesystem::path assets;  ///< photographs are in its photos/
    bool quick = false;
    std::uint64_t seed = 1;
    int threads = 0;  ///< [0, 256] studies run one fit a thread; 0 = as many as the machine has
    std::string command_line;
    const std::atomic<bool>* cancel = nullptr;
    /// share: [0, 1] of all that was asked for; may be empty. Called from several threads, one at a time.
    std::function<void(double share, double seconds, const std::string& job)> on_progress;
    std::function<void(const std::string& line)> on_result;  ///< what people want to read; may be empty
};

/// Each study's report is written when the study is done, whole or not at all; when a later study is
/// cancelled or fails, the reports before it stay. Error: a folder, photographs or a font that cannot be used
/// (before anything runs), cancelled, or a report that cannot be written.
Result<void> reproduce(const ReproduceOptions& options);

}  // namespace tapestry::offline::report
