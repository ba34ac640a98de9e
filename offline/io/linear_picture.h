/// Linear light as it is filtered, saved and read: one float a number.
#pragma once

#include <vector>

namespace tapestry::offline {

/// RGBA: linear light of sRGB's primaries (below 0 outside their gamut, above 1 where it is brighter than
/// paper), premultiplied; row-major, row 0 on top.
struct LinearPicture {
    int width = 0;
    int height = 0;
    std::vector<float> rgba;  ///< 4 a pixel
};

}  // namespace tapestry::offline
