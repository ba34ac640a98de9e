/// The effects' clamped options in pixels, as their map passes take them: one function an effect.
#pragma once

#include "shared/layout.h"
#include "tapestry/cats_eye_options.h"
#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/focal_plane_options.h"
#include "tapestry/lens_psf_options.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/rotational_bokeh_options.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {

layout::TiltShiftPass map_block(const TiltShiftOptions& options, const layout::TapestryPicture& picture);
layout::RotationalBokehPass map_block(const RotationalBokehOptions& options,
                                      const layout::TapestryPicture& picture);
layout::RadialMotionPass map_block(const RadialMotionBlurOptions& options,
                                   const layout::TapestryPicture& picture);
/// `origin`: first pixel of the picture within the velocities.
layout::DirectionalMotionPass map_block(const DirectionalMotionBlurOptions& options,
                                        const layout::TapestryPicture& picture,
                                        layout::ivec2 origin = layout::ivec2(0));
layout::FieldPass map_block(const CatsEyeOptions& options, const layout::TapestryPicture& picture);
layout::FieldPass map_block(const LensPsfOptions& options, const layout::TapestryPicture& picture);

/// `origin`: first pixel of the picture within the depths.
layout::FocalPlanePass map_block(const FocalPlaneOptions& options, const DepthConvention& depth,
                                 const layout::TapestryPicture& picture,
                                 layout::ivec2 origin = layout::ivec2(0));

}  // namespace tapestry
