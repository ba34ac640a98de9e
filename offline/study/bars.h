/// What has to hold, with the measured figure beside each.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "offline/study/row.h"
#include "offline/study/shapes_study.h"

namespace tapestry::offline::study {

struct Bar {
    std::string claim;     ///< "`--budget 4`, non-negative: image PSNR above the published recipe"
    std::string wanted;    ///< "at least 12 dB"
    std::string measured;  ///< "13.1 dB"
    double value = 0.0;    ///< the measured number; not a number where there are no rows for it
    bool holds = false;
};

/// All bars of the single-kernel fit, from the rows of the shapes study. Means are over those of
/// `bar_kernels()` that the study has.
std::vector<Bar> shape_bars(std::span<const Row> rows, const ShapesSettings& settings);

}  // namespace tapestry::offline::study
