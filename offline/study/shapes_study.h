/// Shapes and PSFs at several sizes, with the trade-off of quality against taps.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "offline/study/fit_contestants.h"
#include "offline/study/study.h"
#include "tapestry/result.h"

namespace tapestry::offline::study {

/// The kernels that the bars are means over.
const std::vector<std::string>& bar_kernels();

struct ShapesSettings {
    std::vector<std::string> kernels;
    std::vector<CascadeSize> sizes;  ///< small to large
    CascadeSize main_size{24, 4};    ///< the size of the bars
    double long_budget = 4.0;        ///< seconds of our fit on one core
    double short_budget = 0.2;       ///< the same, at the main size
    std::vector<int> published_steps;
    long long tempering_steps = 100'000;
    int ranks = 6;
};

/// As published: eleven kernels, S, M and L. quick: four kernels, S and M, everything shorter.
ShapesSettings shapes_settings(bool quick);

/// Error: a kernel that cannot be made.
Result<Study> shapes_study(const ShapesSettings& settings, std::uint64_t seed);

}  // namespace tapestry::offline::study
