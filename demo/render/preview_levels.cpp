#include "render/preview_levels.h"

#include <algorithm>
#include <cmath>

namespace tapestry::demo {
namespace {

/// Of a new measurement. Frames are held up by other things; nothing makes them quicker than they are.
constexpr double weight_of_more = 0.3;
constexpr double weight_of_less = 0.7;
/// The current level is left for a coarser one above this share of the budget, and for a finer one below the
/// other.
constexpr double most_share_to_stay = 1.3;
constexpr double most_share_to_refine = 0.9;

}  // namespace

PreviewLevels::PreviewLevels(int width, int height, double milliseconds_per_pixel)
    : width_(width), height_(height), milliseconds_per_pixel_(milliseconds_per_pixel) {}

double PreviewLevels::pixels(int level) const {
    return static_cast<double>(std::max(1, width_ >> level)) * std::max(1, height_ >> level);
}

void PreviewLevels::note(int level, double milliseconds) {
    auto& known = milliseconds_[static_cast<std::size_t>(level)];
    if (!known) {
        known = milliseconds;
        return;
    }
    *known += (milliseconds < *known ? weight_of_less : weight_of_more) * (milliseconds - *known);
}

PreviewLevels::Line PreviewLevels::line() const {
    double count = 0.0, n = 0.0, t = 0.0, nn = 0.0, nt = 0.0;
    for (int level = 0; level < most_levels; ++level) {
        const auto& known = milliseconds_[static_cast<std::size_t>(level)];
        if (!known) continue;
        // Squares relative to the size: otherwise the finest level would decide alone.
        const double weight = 1.0 / pixels(level);
        count += weight;
        n += weight * pixels(level);
        t += weight * *known;
        nn += weight * pixels(level) * pixels(level);
        nt += weight * pixels(level) * *known;
    }
    if (count == 0.0) return {0.0, milliseconds_per_pixel_};
    const double determinant = count * nn - n * n;
    // One level says nothing about a fixed time.
    if (determinant <= 1e-9 * count * nn) return {0.0, t / n};
    const double a_pixel = (count * nt - n * t) / determinant;
    const double fixed = (t - a_pixel * n) / count;
    if (fixed < 0.0) return {0.0, nt / nn};
    if (a_pixel < 0.0) return {t / count, 0.0};
    return {fixed, a_pixel};
}

int PreviewLevels::within(double budget_milliseconds, int current) const {
    const Line expected = line();
    const double room = std::max(budget_milliseconds - expected.fixed, expected.fixed);
    int level = 0;
    while (level + 1 < most_levels && (height_ >> (level + 1)) >= fewest_lines &&
           (width_ >> (level + 1)) >= fewest_lines) {
        const double share = expected.a_pixel * pixels(level) / room;
        const double most = level == current  ? most_share_to_stay
                            : level < current ? most_share_to_refine
                                              : 1.0;
        if (share <= most) break;
        ++level;
    }
    return level;
}

}  // namespace tapestry::demo
