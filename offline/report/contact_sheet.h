/// Contact sheets: a target kernel, what each method makes of it, and the signed errors under them.
#pragma once

#include <string>
#include <vector>

#include "offline/io/image_file.h"
#include "offline/io/text_painter.h"
#include "tapestry/image.h"

namespace tapestry::offline::report {

struct SheetEntry {
    std::string caption;             ///< the method
    std::vector<std::string> notes;  ///< lines under it, alike in number for all entries
    DenseKernel kernel;              ///< origin in the middle cell; of any size
};

struct ContactSheet {
    std::string title;
    DenseKernel target;
    std::vector<SheetEntry> entries;
    /// The error, as a share of the target's peak, at which the error's colours end.
    double error_range = 0.25;
    int columns = 8;  ///< entries beside each other, the target not counted
};

/// Where things are on a sheet, in pixels.
struct SheetLayout {
    int scale = 1;   ///< pixels a side of a kernel's cell
    int margin = 0;  ///< cells around the target's box that are shown, for the light that leaks
    int tile = 0;    ///< pixels a side of a kernel's picture
    int width = 0, height = 0;

    struct Corner {
        int x = 0, y = 0;  ///< top left of a picture
    };
    Corner target;
    std::vector<Corner> kernels, errors;  ///< of each entry

    int caption_height = 0;
};

SheetLayout lay_out(const ContactSheet& sheet);

/// Kernels as light, through the sRGB curve; the sheet says what is white. Errors: red where there is too
/// much light, blue where there is too little.
Picture8 draw(const ContactSheet& sheet, const TextPainter& text);

/// The 1, 2 or 5 times a power of ten that nearly all errors of the middle method, as shares of the peak, lie
/// below.
double fitting_error_range(const ContactSheet& sheet);

}  // namespace tapestry::offline::report
