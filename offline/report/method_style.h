/// How methods are called and drawn, the same in every table and plot.
#pragma once

#include <string>

#include "offline/report/line_figure.h"
#include "offline/study/row.h"

namespace tapestry::offline::report {

/// "ours", "published recipe", "low-rank".
std::string method_name(study::Method method);

/// "sparse sampling", "radial", "random", "scattered".
std::string start_name(StartKind start);

/// The row's method with what it was run with, without its size: "published recipe, radial, 1,000 steps".
std::string variant_name(const study::Row& row);

/// "24x4"; empty for methods that have no such size.
std::string size_name(const study::Row& row);

/// A series in the method's colour and marker, without points.
Series method_series(study::Method method, std::string name);

/// Solid, dashed or dotted, by start.
Dash start_dash(StartKind start);

}  // namespace tapestry::offline::report
