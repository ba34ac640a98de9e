/// The depth-of-field measurement as Markdown, JSON and pictures.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench_report.h"
#include "dof_case.h"
#include "dof_scores.h"
#include "rivals/dof_rival.h"

namespace tapestry::bench {

struct DofRow {
    std::string scene;
    std::string depth;
    std::string aperture;
    std::string method;
    std::string family;
    bool is_ours = false;
    bool is_accumulation = false;
    demo::DofReads reads;
    double bytes = 0.0;  ///< a pixel; 0: not counted
    DofScores scores;
    double time_ms = 0.0;  ///< median
    double blurred_share = 0.0;
};

/// Of each method, over its scenes, apertures and depths, in the order in which methods first come.
std::vector<DofRow> means_of_methods(const std::vector<DofRow>& rows);

/// A table of the means over scenes for each aperture, and one for every scene and aperture.
std::string dof_markdown(const RunInfo& info, const std::vector<DofRow>& rows);
std::string dof_json(const RunInfo& info, const std::vector<DofRow>& rows);

struct DofPicture {
    std::string method;
    DofJudgement judgement;
    Image image;
};

/// The truth, the pinhole and methods beside each other as they are toned, FLIP's errors below.
Result<void> write_dof_sheet(const std::filesystem::path& path, const std::string& title,
                             const Image& reference, const std::vector<DofPicture>& pictures);

}  // namespace tapestry::bench
