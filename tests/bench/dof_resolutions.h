/// Whether depth of field looks alike at every size of the picture.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dof_case.h"
#include "tapestry/device.h"

namespace tapestry::demo {
class RivalContext;
}

namespace tapestry::bench {

struct DofResolutionRow {
    std::string scene;
    int height = 0;  ///< lines at which the effect ran, then averaged down to the fewest
    /// FLIP's mean, to the picture of the fewest lines, where the effect is given the same picture at every
    /// height: that of the most lines, averaged, with the depth of one of its pixels.
    double flip = 0.0;
    double drawn_flip = 0.0;  ///< the same where the scene is drawn anew at every height,
    double input_flip = 0.0;  ///< and of the drawings: mips and normal maps show other details at other sizes
};

/// Tapestry 16x3 on pictures of several heights. Error: heights of which one is below 128 or does not divide
/// the next; the scene's; the driver's.
Result<std::vector<DofResolutionRow>> compare_resolutions(Device& device, demo::RivalContext& context,
                                                          const std::filesystem::path& scene,
                                                          const std::vector<int>& heights);

}  // namespace tapestry::bench
