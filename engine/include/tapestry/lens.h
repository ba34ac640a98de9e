/// Circles of confusion: how far out of focus a thin lens leaves a point. No OpenGL here.
///
/// A circle of confusion (CoC) is a signed radius: negative before the plane of focus, positive behind it.
/// As a fraction of the picture's height it is
///
///     coc(z) = coc_at_infinity * (1 - focus_distance / z)
///
/// for a point at distance z along the view's axis (not along the ray). Source: Potmesil, Chakravarty, "A
/// Lens and Aperture Camera Model for Synthetic Image Generation", SIGGRAPH 1981, equations 1-5.
#pragma once

#include <limits>
#include <span>

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// A thin lens, focused. NaN is an error by name; other values are clamped into their ranges.
struct Lens {
    float focus_distance_m = 5.0f;   ///< (focal length, inf]: from the lens to the plane of focus
    float f_number = 2.8f;           ///< [0.1, 1024]: focal length / diameter of the aperture
    float focal_length_mm = 50.0f;   ///< [1, 2000]
    float sensor_height_mm = 24.0f;  ///< [1, 200]: the picture's height on the sensor
};

/// The lens with every value in its range; a focus within 1.01 focal lengths is moved there, because no lens
/// can focus nearer. Error: the name of a value that is NaN.
TAPESTRY_CORE_EXPORT Result<Lens> clamped(const Lens& lens);

/// CoC radius of a point at infinity, in picture heights. A camera that looks through points of an aperture
/// of radius focal_length / (2 f_number) and keeps the plane of focus in place shows exactly this.
TAPESTRY_CORE_EXPORT double coc_at_infinity(const Lens& lens);

/// Vertical field of view of a lens that is focused at infinity, in degrees.
TAPESTRY_CORE_EXPORT double vertical_field_of_view_deg(const Lens& lens);

/// What the numbers in a depth texture are.
enum class DepthKind {
    perspective = 0,   ///< what a projection leaves in the depth buffer: hyperbolic between near and far
    orthographic = 1,  ///< the same of an orthographic camera: linear between near and far
    metres = 2,        ///< distance along the view's axis
    signed_coc = 3,    ///< no depth: CoC radius in picture heights, negative before the plane of focus
};

/// How to read a depth texture. NaN is an error by name.
struct DepthConvention {
    DepthKind kind = DepthKind::perspective;
    float near_m = 0.1f;    ///< (0, inf): distance of the near plane; perspective and orthographic alone
    float far_m = 1000.0f;  ///< (near, inf]: of the far plane; infinity only for perspective
    bool reversed = false;  ///< the near plane has the texture's largest number
    /// The numbers run from -1 to 1 between the planes. Off: from 0 to 1, as every depth buffer of GL does,
    /// whatever its clip space.
    bool signed_range = false;
};

/// What clip space makes of depth before it is stored from 0 to 1.
enum class ClipDepth {
    minus_one_to_one = 0,  ///< GL's own: half of it and a half is stored
    zero_to_one = 1,       ///< as it is stored: glClipControl, and matrices made for Direct3D or Vulkan
};

/// How to read what a camera with this projection matrix leaves in a depth buffer: near and far plane, a far
/// one at infinity, reversed or not, perspective or orthographic, looking down -z or +z. The matrix is
/// column-major, as glUniformMatrix4fv takes it, so that element [4 * column + row] multiplies a point's
/// coordinate `column`. Jitter, lens shift and flipped rows do not matter. Error: a number that is not
/// finite; a matrix that is no projection; a near plane that is oblique, or not before the camera.
TAPESTRY_CORE_EXPORT Result<DepthConvention> depth_of_projection(std::span<const float, 16> matrix,
                                                                 ClipDepth clip_depth);

/// Error: a plane that is NaN, not positive or in the wrong order; a kind that is none.
TAPESTRY_CORE_EXPORT Result<void> check(const DepthConvention& depth);

/// Distance along the view's axis, in metres, of a number that a depth texture holds; within the planes where
/// the convention has planes. NaN counts as the far plane, and so do metres that are not positive. Not for
/// DepthKind::signed_coc. Same function in shaders/include/coc.glsl.
TAPESTRY_CORE_EXPORT double view_distance_m(const DepthConvention& depth, double stored);

}  // namespace tapestry
