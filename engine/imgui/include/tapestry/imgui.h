/// Panels of Dear ImGui for the options of effects: one call an effect, within a window of the host's.
///
///     if (ImGui::Begin("Depth of field")) tapestry::imgui::panel(options, height);
///     ImGui::End();
///
/// Every option has its unit, the range that is accepted, a tooltip, and a way back to the engine's default
/// once it differs; options that mean nothing at the moment are not shown. Control and a click types a
/// number, as everywhere in ImGui. Nothing is remembered between frames: the options are the host's. Built
/// with Dear ImGui 1.80 or later, in the context that is current.
#pragma once

#include "tapestry/cats_eye_options.h"
#include "tapestry/depth_of_field_options.h"
#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/lens_psf_options.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/rotational_bokeh_options.h"
#include "tapestry/tilt_shift_options.h"
#include "tapestry/uniform_blur_options.h"

namespace tapestry::imgui {

// True when an option was changed. `picture_height`, in pixels: lengths that are fractions of it are told in
// pixels, too; 0: they are not. Options that are NaN are shown as the engine's default, and stay NaN until
// they are touched.

bool panel(DepthOfFieldOptions& options, int picture_height = 0);
bool panel(TiltShiftOptions& options, int picture_height = 0);
bool panel(RotationalBokehOptions& options, int picture_height = 0);
bool panel(CatsEyeOptions& options, int picture_height = 0);
bool panel(LensPsfOptions& options, int picture_height = 0);
bool panel(RadialMotionBlurOptions& options, int picture_height = 0);
bool panel(DirectionalMotionBlurOptions& options, int picture_height = 0);
/// In the unit that the options have.
bool panel(UniformBlurOptions& options, int picture_height = 0);

}  // namespace tapestry::imgui
