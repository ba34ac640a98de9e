/// What an effect does at one pixel, on the CPU: for exact pictures to hold it against, and for figures.
#pragma once

#include <functional>
#include <glm/vec2.hpp>

#include "tapestry/lens.h"
#include "tapestry/tap_table.h"

namespace tapestry::demo {

struct PixelFilter {
    glm::dvec2 parameter = glm::dvec2(0.0);  ///< of the table's axes
    double turn_deg = 0.0;                   ///< of its taps, clockwise on the picture
    double scale = 1.0;   ///< of its turned offsets; -1 turns a far light's shape to a near one's
    double aspect = 1.0;  ///< of their x
    int side =
        0;  ///< of what a lens shows there: -1 before the focus, 1 behind it, 0 where that means nothing

    bool operator==(const PixelFilter&) const = default;
};

/// A position of the picture in pixels, from its top left corner, pixel centres at .5.
using PixelFilters = std::function<PixelFilter(double x, double y)>;

/// What an effect's CPU side needs to know of its picture.
struct PictureFacts {
    int width = 0, height = 0;
    Lens lens = {};  ///< what it was taken with
    /// Along the view, of what is at a position as above; empty: nobody knows.
    std::function<double(double x, double y)> distance_m = {};
};

/// A size and an angle, for tables that have both for axes, or the size and are turnable.
PixelFilter sized_and_turned(const TapTable& table, glm::dvec2 size_and_angle);

/// The blended taps.
Filter filter_at(const TapTable& table, const PixelFilter& pixel);

}  // namespace tapestry::demo
