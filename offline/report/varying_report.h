/// The report of the spatially-varying study.
#pragma once

#include <vector>

#include "offline/io/text_painter.h"
#include "offline/report/report_folder.h"
#include "offline/report/run_info.h"
#include "offline/study/varying_study.h"

namespace tapestry::offline::report {

/// varying.md, a sheet of pictures an effect (varying-N.png), varying.json.
std::vector<ReportFile> varying_report(const study::VaryingResults& results, const RunInfo& run,
                                       const TextPainter& text);

}  // namespace tapestry::offline::report
