/// Fields of lenses and of depth.
#pragma once

#include "c/c_struct.h"
#include "tapestry/lens.h"

namespace tapestry::c {

template <class Copy>
void fields(auto& c, Lens& cpp, const Copy& copy) {
    auto& [focus_distance_m, f_number, focal_length_mm, sensor_height_mm] = cpp;
    copy(c.focus_distance_m, focus_distance_m);
    copy(c.f_number, f_number);
    copy(c.focal_length_mm, focal_length_mm);
    copy(c.sensor_height_mm, sensor_height_mm);
}

template <class Copy>
void fields(auto& c, DepthConvention& cpp, const Copy& copy) {
    auto& [kind, near_m, far_m, reversed, signed_range] = cpp;
    copy(c.kind, kind);
    copy(c.near_m, near_m);
    copy(c.far_m, far_m);
    copy(c.reversed, reversed);
    copy(c.signed_range, signed_range);
    copy.reserved(c.reserved);
}

}  // namespace tapestry::c
