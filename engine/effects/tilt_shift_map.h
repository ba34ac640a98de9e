/// The tilt-shift band's radius map on the GPU.
#pragma once

#include "gl/device.h"
#include "tapestry/texture.h"
#include "tapestry/tilt_shift_options.h"

namespace tapestry {

/// The blur radius of every pixel in pixels, in an R32F texture of the pool: tilt_shift_map of
/// tilt_shift_options.h. Runs inside an EffectScope; the options are clamped. Error: no memory, a shader that
/// does not compile.
Result<TexturePool::Lease> draw_tilt_shift_map(DeviceState& device, const TiltShiftOptions& options,
                                               Row0 row0, int width, int height);

}  // namespace tapestry
