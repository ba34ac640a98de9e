/// The benchmark's numbers as Markdown and as JSON.
#pragma once

#include <string>
#include <vector>

#include "bench_cases.h"

namespace tapestry::bench {

struct Measured {
    CaseSet::Choice choice;
    std::vector<Case> cases;
};

struct RunInfo {
    std::string renderer;
    std::string version;
    std::string clock;
    int rounds = 0;
};

double median_ms(const Case& measured);

std::string to_markdown(const RunInfo& info, const std::vector<Measured>& runs);
std::string to_json(const RunInfo& info, const std::vector<Measured>& runs);

}  // namespace tapestry::bench
