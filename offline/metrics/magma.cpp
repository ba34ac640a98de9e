#include "offline/metrics/magma.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace tapestry::offline {
namespace {

using Rgb8 = std::array<double, 3>;

// Every eighth of "magma" (van der Walt, Smith, matplotlib 1.5, CC0), display values.
constexpr std::array<Rgb8, 9> anchors = {{{0, 0, 4},
                                          {28, 16, 68},
                                          {79, 18, 123},
                                          {129, 37, 129},
                                          {181, 54, 122},
                                          {229, 80, 100},
                                          {251, 135, 97},
                                          {254, 194, 135},
                                          {252, 253, 191}}};

}  // namespace

Picture8 magma_picture(const Plane& values) {
    Picture8 picture{values.width, values.height, {}};
    picture.rgba.reserve(4 * values.values.size());
    constexpr int last = static_cast<int>(anchors.size()) - 1;
    for (const double value : values.values) {
        // fmax turns NaN into 0.
        const double at = last * std::fmin(std::fmax(value, 0.0), 1.0);
        const int lower = std::min(static_cast<int>(at), last - 1);
        for (int c = 0; c < 3; ++c) {
            const double mixed =
                anchors[lower][c] + (at - lower) * (anchors[lower + 1][c] - anchors[lower][c]);
            picture.rgba.push_back(static_cast<std::uint8_t>(std::lround(mixed)));
        }
        picture.rgba.push_back(255);
    }
    return picture;
}

}  // namespace tapestry::offline
