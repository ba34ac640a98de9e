/// Pictures turned upright.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace tapestry::offline {

/// True of EXIF's 5 to 8, which lay the picture on its side.
constexpr bool swaps_sides(int orientation) {
    return orientation >= 5;
}

/// Rows of `width` x `height` pixels of `channels` samples each, stored as EXIF's `orientation` says (1 to
/// 8), made upright; sides change place where they must.
template <class Sample>
void turn_upright(std::vector<Sample>& samples, int& width, int& height, std::size_t channels,
                  int orientation) {
    if (orientation <= 1 || orientation > 8) return;
    const bool swaps = swaps_sides(orientation);
    const int to_width = swaps ? height : width, to_height = swaps ? width : height;
    // Which sides of the stored picture are the upright one's right and bottom.
    const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_bottom = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    std::vector<Sample> turned(samples.size());
    std::size_t to = 0;
    for (int y = 0; y < to_height; ++y)
        for (int x = 0; x < to_width; ++x) {
            int stored_x = swaps ? y : x, stored_y = swaps ? x : y;
            if (from_right) stored_x = width - 1 - stored_x;
            if (from_bottom) stored_y = height - 1 - stored_y;
            const std::size_t from =
                channels * (static_cast<std::size_t>(stored_y) * static_cast<std::size_t>(width) +
                            static_cast<std::size_t>(stored_x));
            for (std::size_t c = 0; c < channels; ++c) turned[to++] = samples[from + c];
        }
    samples = std::move(turned);
    width = to_width;
    height = to_height;
}

}  // namespace tapestry::offline
