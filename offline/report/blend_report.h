/// The report of a family's blends: error along the axes, and a strip of blends against exact kernels.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "offline/io/text_painter.h"
#include "offline/metrics/blend_quality.h"
#include "offline/report/report_folder.h"

namespace tapestry::offline::report {

struct BlendResults {
    const TapTable& table;
    const KernelField& field;
    std::span<const BlendPoint> points;
    std::string name;  ///< the table's file
    std::string command_line;
    std::vector<std::string> photographs;  ///< names; empty: none were filtered
};

/// eval.md, eval.json, eval-N.svg (one an axis), eval.png. Error: an exact kernel that cannot be made.
Result<std::vector<ReportFile>> blend_report(const BlendResults& results, const TextPainter& text);

/// The same numbers as a JSON text.
std::string blend_json(const BlendResults& results);

}  // namespace tapestry::offline::report
