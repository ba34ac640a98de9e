/// How a study was run, for the head of its report.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace tapestry::offline::report {

struct RunInfo {
    std::string command_line;
    bool quick = false;
    std::uint64_t seed = 1;
    int threads = 1;
    double seconds = 0.0;  ///< of the whole study
    std::vector<std::string> photographs;
    std::string processor;  ///< "" where the system does not say
};

/// What the system calls the processor; empty where it does not say.
std::string processor_name();

/// "12 min 5 s".
std::string duration(double seconds);

/// The paragraph below a report's title: how it was made, and what the numbers are.
std::string introduction(const RunInfo& run);

}  // namespace tapestry::offline::report
