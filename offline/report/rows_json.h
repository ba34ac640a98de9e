/// A study's numbers as JSON.
#pragma once

#include <span>
#include <string>

#include "offline/report/run_info.h"
#include "offline/study/bars.h"
#include "offline/study/row.h"

namespace tapestry::offline::report {

/// {"format": "tapestry-study", "version": 1, "study", "run": {...}, "bars": [...], "rows": [...]}: what the
/// report's tables and plots show, at full precision. Numbers that are infinite or unknown are null.
std::string rows_to_json(const std::string& study, const RunInfo& run, std::span<const study::Bar> bars,
                         std::span<const study::Row> rows);

}  // namespace tapestry::offline::report
