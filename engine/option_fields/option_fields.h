/// The options of every effect as people meet them, for the viewer and for panels in hosts.
#pragma once

#include "option_fields/bound_fields.h"
#include "tapestry/cats_eye_options.h"
#include "tapestry/depth_of_field_options.h"
#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/lens_psf_options.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/rotational_bokeh_options.h"
#include "tapestry/tilt_shift_options.h"
#include "tapestry/uniform_blur_options.h"

namespace tapestry {

const BoundFields<CatsEyeOptions>& cats_eye_fields();
/// Without what the picture says itself: how its depth came about, and the camera.
const BoundFields<DepthOfFieldOptions>& depth_of_field_fields();
const BoundFields<DepthOfFieldOptions>& all_depth_of_field_fields();
const BoundFields<DirectionalMotionBlurOptions>& directional_motion_blur_fields();
const BoundFields<LensPsfOptions>& lens_psf_fields();
const BoundFields<RadialMotionBlurOptions>& radial_motion_blur_fields();
const BoundFields<RotationalBokehOptions>& rotational_bokeh_fields();
const BoundFields<TiltShiftOptions>& tilt_shift_fields();
/// In picture heights.
const BoundFields<UniformBlurOptions>& uniform_blur_fields();
const BoundFields<UniformBlurOptions>& uniform_blur_fields_in_pixels();

}  // namespace tapestry
