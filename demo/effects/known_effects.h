/// The effects that the viewer knows by more than their kind.
#pragma once

#include <span>

#include "tapestry/depth_of_field_options.h"
#include "tapestry/focal_plane_options.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry::demo {

inline constexpr const char* depth_of_field_name = "depth-of-field";

/// Focus and aperture among the values of depth of field.
void store_lens(const Lens& lens, std::span<float> values);
float& focus_distance_of(std::span<float> values);
float& f_number_of(std::span<float> values);
DepthOfFieldOptions depth_of_field_options(std::span<const float> values);
/// Where autofocus looks, [0, 1] of the picture from its top left.
void look_for_focus_at(float x, float y, std::span<float> values);

inline constexpr const char* tilted_focus_name = "tilted-focus";

/// But for the camera's field of view.
FocalPlaneOptions tilted_focus_options(std::span<const float> values);

/// The band's options, for handles that are dragged on the picture.
TiltShiftOptions tilt_shift_options(std::span<const float> values);
void store_tilt_shift_options(const TiltShiftOptions& options, std::span<float> values);

}  // namespace tapestry::demo
