#include "offline/report/run_info.h"

#include <cmath>
#include <fstream>

namespace tapestry::offline::report {

std::string processor_name() {
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("model name") && line.find(": ") != std::string::npos)
            return line.substr(line.find(": ") + 2);
    return "";
}

std::string duration(double seconds) {
    const long long whole = std::llround(seconds);
    if (whole < 60) return std::to_string(whole) + " s";
    return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
}

std::string introduction(const RunInfo& run) {
    std::string text;
    if (run.quick)
        text +=
            "**A quick run: fewer kernels, steps and hops than the study has. Take its numbers as a first "
            "look.**\n\n";
    text +=
        "Made by `" + run.command_line + "` in " + duration(run.seconds) + " on " +
        std::to_string(run.threads) + (run.threads == 1 ? " thread" : " threads") +
        (run.processor.empty() ? "" : " (" + run.processor + ")") + ", seed " + std::to_string(run.seed) +
        ". All methods ran in the same process on the same kernels and photographs, each on one core; the "
        "seconds are that core's.\n\n"
        "*Kernel PSNR*: peak = the target's maximum, leaked light counted. *Image PSNR*: photographs "
        "filtered "
        "against the dense kernel, linear RGB, peak 1, mean over";
    for (std::size_t i = 0; i < run.photographs.size(); ++i)
        text += (i == 0 ? " " : ", ") + run.photographs[i];
    return text + ".";
}

}  // namespace tapestry::offline::report
