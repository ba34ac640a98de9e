/// The varying benchmark's numbers as Markdown and as JSON.
#pragma once

#include <string>
#include <vector>

#include "bench_report.h"
#include "varying_cases.h"

namespace tapestry::bench {

struct MeasuredScene {
    VaryingEffectKind kind;
    std::string photograph;
    int width = 0, height = 0, kernel_side = 0;
    std::vector<VaryingMethod> methods;  ///< pictures may have been dropped
};

std::string varying_markdown(const RunInfo& info, const std::vector<MeasuredScene>& scenes);
std::string varying_json(const RunInfo& info, const std::vector<MeasuredScene>& scenes);

}  // namespace tapestry::bench
