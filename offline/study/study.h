/// A study: kernels, and the jobs that run methods on them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "offline/study/bench.h"
#include "offline/study/kernel_case.h"

namespace tapestry::offline::study {

using Cases = std::vector<KernelCase>;

struct Study {
    std::string name;                    ///< "shapes"
    std::shared_ptr<const Cases> cases;  ///< the jobs refer to them
    std::vector<Job> jobs;
    JudgeOptions judging = {.perceptual = false};
};

/// Roughly what a fit's work costs on one core, for the time that is left. Measured on a 3 GHz core, 24 x 4
/// on 49 x 49: an Adam step 2 ms, a Levenberg-Marquardt step 2 ms, a proposed move of tempering 0.3 ms.
double published_seconds(const KernelCase& kernel, int layers, long long steps);
double fit_seconds(const KernelCase& kernel, int taps, int layers, int starts, int hops);
double tempering_seconds(const KernelCase& kernel, int layers, long long steps);
/// And what it costs to judge so many methods on the photographs.
double judging_seconds(int methods);

}  // namespace tapestry::offline::study
