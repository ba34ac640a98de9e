/// The effects' clamped options in pixels, as their map passes take them: one function an effect, beside its
/// options.
#pragma once

#include "picture_field.h"
#include "shared/layout.h"
#include "tapestry/cats_eye_options.h"
#include "tapestry/directional_motion_blur_options.h"
#include "tapestry/export.h"
#include "tapestry/lens_psf_options.h"
#include "tapestry/radial_motion_blur_options.h"
#include "tapestry/rotational_bokeh_options.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {

TAPESTRY_CORE_EXPORT layout::TiltShiftPass map_block(const TiltShiftOptions& options,
                                                     const layout::TapestryPicture& picture);
TAPESTRY_CORE_EXPORT layout::RotationalBokehPass map_block(const RotationalBokehOptions& options,
                                                           const layout::TapestryPicture& picture);
TAPESTRY_CORE_EXPORT layout::RadialMotionPass map_block(const RadialMotionBlurOptions& options,
                                                        const layout::TapestryPicture& picture);
TAPESTRY_CORE_EXPORT layout::DirectionalMotionPass map_block(const DirectionalMotionBlurOptions& options,
                                                             const layout::TapestryPicture& picture);
TAPESTRY_CORE_EXPORT layout::FieldPass map_block(const CatsEyeOptions& options,
                                                 const layout::TapestryPicture& picture);
TAPESTRY_CORE_EXPORT layout::FieldPass map_block(const LensPsfOptions& options,
                                                 const layout::TapestryPicture& picture);

/// How every block begins.
template <class Block>
Block block_for(const layout::TapestryPicture& picture) {
    Block block = {};
    block.area = {{0, 0}, layout::ivec2(picture.size)};
    block.picture = picture;
    return block;
}

inline float half_diagonal_px(const layout::TapestryPicture& picture) {
    return static_cast<float>(
        half_diagonal_px(static_cast<int>(picture.size.x), static_cast<int>(picture.size.y)));
}

}  // namespace tapestry
