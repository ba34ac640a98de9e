/// What of a picture is the kernel's shape, and what lies around it: noise, haze, a dim background, the
/// ringing of JPEG.
#pragma once

#include <optional>

#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline {

struct SupportOptions {
    std::optional<double> threshold;  ///< [0, 1) of the peak: at and below it is background; none: estimated
    bool is_lossy = false;            ///< the picture was a JPEG: what is faint around the shape may ring
};

/// Shares are of the picture's peak, sizes in px.
struct MaskSupport {
    GreyPicture picture;          ///< 0 outside the shape, the background subtracted in it
    double background = 0.0;      ///< level that was subtracted
    double noise = 0.0;           ///< standard deviation around it
    double threshold = 0.0;       ///< what every part of the shape is above, or lies beside in numbers
    bool is_changed = false;      ///< false: the picture is as it was, bit for bit
    bool seems_inverted = false;  ///< dark on a bright ground
    int width = 0, height = 0;    ///< of the box around what is lit
};

/// The shape is what stands out of the background: connected pieces with a pixel that noise does not make, as
/// far as they are above noise, alone or in numbers. A picture whose surroundings are 0, or fall off
/// smoothly, has no background and stays as it is. Values are finite and at least 0. Error: a threshold out
/// of range.
Result<MaskSupport> mask_support(const GreyPicture& mask, const SupportOptions& options);

}  // namespace tapestry::offline
