#include "effects/tile_shares.h"

#include <algorithm>
#include <cmath>

namespace tapestry::demo {
namespace {

constexpr int tile_px = 16;
constexpr int step_px = 4;
/// What is smaller is copied.
constexpr double sharp_below = 1e-3;
/// What the engine's floats do not tell apart.
constexpr double same_within = 1e-4;

enum class Work { sharp, uniform, varying };

Work work_of(const PixelFilters& filters, int left, int top, int right, int bottom) {
    const PixelFilter first = filters(left + 0.5, top + 0.5);
    bool is_sharp = true;
    bool is_same = true;
    for (int y = top; y < bottom; y += step_px)
        for (int x = left; x < right; x += step_px) {
            const PixelFilter pixel = filters(x + 0.5, y + 0.5);
            is_sharp = is_sharp && pixel.parameter.x <= sharp_below;
            is_same = is_same && pixel.turn_deg == first.turn_deg && pixel.scale == first.scale &&
                      std::abs(pixel.parameter.x - first.parameter.x) <= same_within &&
                      std::abs(pixel.parameter.y - first.parameter.y) <= same_within;
        }
    return is_sharp ? Work::sharp : is_same ? Work::uniform : Work::varying;
}

}  // namespace

TileShares count_tiles(const PixelFilters& filters, int width, int height) {
    TileShares shares;
    int count = 0;
    for (int top = 0; top < height; top += tile_px)
        for (int left = 0; left < width; left += tile_px) {
            const Work work =
                work_of(filters, left, top, std::min(left + tile_px, width), std::min(top + tile_px, height));
            (work == Work::sharp     ? shares.sharp
             : work == Work::uniform ? shares.uniform
                                     : shares.varying) += 1.0;
            ++count;
        }
    for (double* share : {&shares.sharp, &shares.uniform, &shares.varying}) *share /= std::max(1, count);
    return shares;
}

}  // namespace tapestry::demo
