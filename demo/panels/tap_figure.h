/// The taps of one layer as dots.
#pragma once

#include <initializer_list>
#include <span>
#include <string>

#include "panels/picture_transform.h"
#include "window/theme.h"

namespace tapestry::demo {

/// Where a read takes light to, in pixels from the middle.
struct TapDot {
    double x = 0.0, y = 0.0, weight = 0.0;
};

/// Dots whose area is their weight, cold ones negative, in a scale of the layer's own; what that is, is
/// written below the square.
void draw_tap_figure(const Theme& theme, const Rect& square, std::span<const TapDot> dots);

/// A small text centred under a square: the first of the wordings, longest first, that does not reach into a
/// neighbour's.
void draw_caption(const Theme& theme, const Rect& square, std::initializer_list<std::string> wordings);

}  // namespace tapestry::demo
