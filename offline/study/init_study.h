/// The initialisation study: three starts, and how three optimisers go on from them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "offline/study/fit_contestants.h"
#include "offline/study/study.h"
#include "tapestry/result.h"

namespace tapestry::offline::study {

struct InitSettings {
    std::vector<std::string> kernels;
    CascadeSize size{24, 4};
    int seeds = 3;  ///< runs of each, whose curves are averaged
    int published_steps = 3000;
    long long tempering_steps = 100'000;
};

/// As published: flower and bird, 3,000 and 100,000 steps. quick: the flower once, everything shorter.
InitSettings init_settings(bool quick);

/// The starts that are compared, in the published order of quality.
const std::vector<StartKind>& compared_starts();

/// Error: a kernel that cannot be made.
Result<Study> init_study(const InitSettings& settings, std::uint64_t seed);

}  // namespace tapestry::offline::study
