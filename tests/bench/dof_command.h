/// tapestry-bench dof: depth of field against the thin lens.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "tapestry/result.h"

namespace tapestry::bench {

struct DofOptions {
    std::vector<std::string> scenes;  ///< names; empty: all that are shipped
    std::vector<std::string> apertures = {"disk", "hexagon", "heart"};
    std::string size = "640x360";
    int samples = 1024;                                   ///< pinholes of the references
    int rounds = 3;                                       ///< of each method's time
    std::filesystem::path references = "dof-references";  ///< folder
    std::filesystem::path out;   ///< folder for dof.md, dof.json and contact sheets; empty: only stdout
    std::filesystem::path json;  ///< file for what dof.json holds, without the sheets; empty: none
    std::string only;            ///< methods whose names contain this
    bool references_only = false;
    bool passes = false;                     ///< also prints what each of our passes takes, on stderr
    bool contest = false;                    ///< only the strongest methods; reads are not counted
    bool bytes = false;                      ///< what our passes cost, instead
    bool curve = false;                      ///< quality against reads, instead
    int sweep_frames = 0;                    ///< not 0: the steadiness under a moving camera instead
    bool pull = false;                       ///< the sweep pulls focus instead of moving the camera
    bool jitter = false;                     ///< or the camera stands still, and its depth is jittered
    std::vector<std::string> depths;         ///< kinds, or "all"; empty: as it is rendered
    double tilt_deg = 0.0, swing_deg = 0.0;  ///< of the plane of focus
    std::uint32_t seed = 1;                  ///< of what is random in depth
    std::vector<int> heights;                ///< not empty: the look at these heights instead
    std::filesystem::path shader_dir;        ///< shaders to try in place of the library's
};

Result<void> run_dof(const DofOptions& options);

}  // namespace tapestry::bench
