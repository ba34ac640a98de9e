#include "filter_cases.h"

namespace tapestry::test {

std::vector<FilterCase> filter_cases() {
    const RandomTableShape no_axis;
    RandomTableShape clamped;
    clamped.axes = {radius_axis(Beyond::clamp)};
    RandomTableShape as_published = clamped;
    as_published.layer_taps = {24, 24, 24, 24};
    RandomTableShape scaled;
    scaled.axes = {radius_axis(Beyond::scale)};
    RandomTableShape turning;
    turning.axes = {angle_axis()};
    RandomTableShape negative = clamped;
    negative.is_signed = true;
    RandomTableShape one_layer = clamped;
    one_layer.layer_taps = {256};  // the most that a layer may have
    RandomTableShape grid;
    grid.axes = {radius_axis(Beyond::scale), angle_axis()};
    return {{"no axis", no_axis, {0.0f, 0.0f}},
            {"four layers of 24 taps", as_published, {5.3f, 0.0f}, 0.0, 8.0},
            {"below and above, clamped", clamped, {11.0f, 0.0f}, -3.0, 14.0},
            {"above, scaled", scaled, {11.0f, 0.0f}, -1.5, 7.0, 2.0f},
            {"below", scaled, {-2.0f, 0.0f}, -4.0, -1.0},
            {"periodic", turning, {335.0f, 0.0f}, -700.0, 700.0},
            {"signed", negative, {2.0f, 0.0f}, 0.0, 8.0},
            {"one layer of 256 taps", one_layer, {4.0f, 0.0f}, 0.0, 8.0},
            {"two axes", grid, {9.5f, 250.0f}}};
}

}  // namespace tapestry::test
