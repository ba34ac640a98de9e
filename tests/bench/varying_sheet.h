/// Contact sheets of the varying benchmark.
#pragma once

#include <vector>

#include "offline/io/image_file.h"
#include "offline/io/text_painter.h"
#include "varying_cases.h"

namespace tapestry::bench {

/// A column a method: the picture, its FLIP error, and what it makes of lights at three places.
offline::Picture8 draw_sheet(const std::string& title, const std::vector<VaryingMethod>& methods,
                             const offline::report::TextPainter& text);

}  // namespace tapestry::bench
