/// Sheets of pictures side by side: a filtered photograph by several methods, and their errors.
#pragma once

#include <string>
#include <vector>

#include "offline/io/image_file.h"
#include "offline/io/text_painter.h"
#include "tapestry/image.h"

namespace tapestry::offline::report {

struct SheetPicture {
    std::string caption;
    std::string note;  ///< a line below it; may be empty
    Image image;       ///< linear light
};

/// The truth on top, then a row of pictures with their error below: grey where equal, `error_gain` times the
/// difference of linear light. Precondition: pictures of the truth's size.
Picture8 draw_pictures(const std::string& title, const Image& truth,
                       const std::vector<SheetPicture>& pictures, double error_gain, const TextPainter& text);

}  // namespace tapestry::offline::report
