/// Gaussians: ours and the rivals that do nothing else.
#pragma once

#include <cstdint>
#include <vector>

#include "offline/study/fit_contestants.h"
#include "offline/study/study.h"
#include "tapestry/result.h"

namespace tapestry::offline::study {

struct GaussianSettings {
    std::vector<double> sigmas_px;
    std::vector<CascadeSize> sizes;
    Effort effort;
    int published_steps = 1000;
    long long tempering_steps = 100'000;
    int ranks = 2;
};

/// As published: sigma 5, 7, 9, 11 at 8x6 and 12x4. quick: sigma 5 and 9 at 12x4, everything shorter.
GaussianSettings gaussian_settings(bool quick);

/// Error: a sigma out of range.
Result<Study> gaussian_study(const GaussianSettings& settings, std::uint64_t seed);

}  // namespace tapestry::offline::study
