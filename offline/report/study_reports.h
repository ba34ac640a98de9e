/// The reports of the four studies, and what leads to them.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "offline/io/text_painter.h"
#include "offline/report/report_folder.h"
#include "offline/report/run_info.h"
#include "offline/study/bars.h"
#include "offline/study/configs_study.h"
#include "offline/study/gaussian_study.h"
#include "offline/study/init_study.h"
#include "offline/study/row.h"
#include "offline/study/shapes_study.h"

namespace tapestry::offline::report {

/// What every report is made from.
struct StudyResults {
    const study::Study& study;
    std::span<const study::Row> rows;
    RunInfo run;
};

/// Each: NAME.md, NAME.json, and the plots (NAME-*.svg) and contact sheets (NAME-*.png) that it shows.
std::vector<ReportFile> gaussian_report(const StudyResults& results, const TextPainter& text);
std::vector<ReportFile> shapes_report(const StudyResults& results, const study::ShapesSettings& settings,
                                      const TextPainter& text);
std::vector<ReportFile> init_report(const StudyResults& results, const TextPainter& text);
std::vector<ReportFile> configs_report(const StudyResults& results, const TextPainter& text);

/// README.md: what has to hold, and where the studies are. bars: of the shapes study.
std::vector<ReportFile> overview_report(const RunInfo& run, std::span<const study::Bar> bars);

}  // namespace tapestry::offline::report
