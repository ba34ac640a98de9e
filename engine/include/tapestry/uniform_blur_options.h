/// A Gaussian of a given sigma: options, and what a table has to be asked for to give it. No OpenGL here; the
/// effect is in uniform_blur.h.
#pragma once

#include "tapestry/export.h"
#include "tapestry/resolution.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// In what a sigma is given.
enum class SigmaUnit {
    pixels = 0,
    picture_heights = 1,  ///< so that the look does not depend on resolution
};

/// Values out of range are clamped; NaN is an error by name.
struct UniformBlurOptions {
    float sigma = 4.0f;  ///< [0, 0.1 of the height]: standard deviation
    SigmaUnit unit = SigmaUnit::pixels;
    /// [0.25, 4]: multiplies the kernel's width on the picture, however it is turned, and leaves its height:
    /// of what is round, width over height. Anamorphic lenses have about 0.5.
    float aspect = 1.0f;
};

/// The options on a picture of this height: sigma in pixels, clamped. Error: the option's name when it is
/// NaN, or `unit` when it is none of its values.
TAPESTRY_CORE_EXPORT Result<UniformBlurOptions> clamped(const UniformBlurOptions& options, int height);

/// Per axis of the picture, of the impulse response of a table's filter at a parameter, bilinear reads
/// included; at reduced resolution with what the way down and up blurs, the mean over the places that a light
/// can have between reduced pixels.
TAPESTRY_CORE_EXPORT double blur_variance_px2(const TapTable& table, double parameter, Resolution resolution);

/// The parameter of a table of one axis sigma_px at which blur_variance_px2 is sigma squared, and the
/// resolution at which to use it.
struct GaussianSetting {
    double parameter = 0.0;  ///< 0: the source itself
    Resolution resolution = Resolution::full;
};
TAPESTRY_CORE_EXPORT GaussianSetting gaussian_setting(const TapTable& table, double sigma_px,
                                                      Resolution finest);

}  // namespace tapestry
