/// The ring at many numbers of samples and layers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "offline/study/fit_contestants.h"
#include "offline/study/study.h"
#include "tapestry/result.h"

namespace tapestry::offline::study {

struct ConfigsSettings {
    std::string kernel = "ring";
    std::vector<int> taps, layers;
    Effort effort;
    int published_steps = 1000;
};

/// As published: {12, 24, 32, 48} samples x {4, 6, 8} layers. quick: {12, 24} x {4, 6}, everything shorter.
ConfigsSettings configs_settings(bool quick);

/// Error: a kernel that cannot be made.
Result<Study> configs_study(const ConfigsSettings& settings, std::uint64_t seed);

}  // namespace tapestry::offline::study
