/// Samples as encoders take them.
#pragma once

#include <vector>

namespace tapestry::offline {

/// Pixels of `channels` samples each, row-major, row 0 on top.
template <class Sample>
struct PackedPicture {
    int width = 0;
    int height = 0;
    int channels = 4;
    std::vector<Sample> samples;
};

}  // namespace tapestry::offline
