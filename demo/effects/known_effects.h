/// The effects that the viewer knows by more than their kind.
#pragma once

#include <span>

#include "effects/pixel_filter.h"
#include "tapestry/depth_of_field_options.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry::demo {

inline constexpr const char* depth_of_field_name = "depth-of-field";
inline constexpr const char* tilted_focus_name = "tilted-focus";

// Of the effects that need depth: depth of field, and tilted focus, which is the same with another beginning.

/// Focus and aperture as this lens has them.
void store_lens(const Lens& lens, std::span<float> values);
float& focus_distance_of(std::span<float> values);
float& f_number_of(std::span<float> values);
/// The largest blur before and behind the focus, relative to the picture's height.
void store_limits(float limit, std::span<float> values);
/// Divides the aperture's width by the factor.
void close_aperture(float factor, std::span<float> values);
DepthOfFieldOptions depth_of_field_options(std::span<const float> values);
/// The focus with which what is at a position in pixels is sharp; infinity where none is.
double focus_on(std::span<const float> values, const PictureFacts& picture, double x, double y);
/// Where autofocus looks, [0, 1] of the picture from its top left.
void look_for_focus_at(float x, float y, std::span<float> values);

/// The band's options, for handles that are dragged on the picture.
TiltShiftOptions tilt_shift_options(std::span<const float> values);
void store_tilt_shift_options(const TiltShiftOptions& options, std::span<float> values);

}  // namespace tapestry::demo
