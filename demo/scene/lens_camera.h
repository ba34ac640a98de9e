/// A camera that looks through one point of its lens. No OpenGL here.
///
/// A thin lens sees the mean of what pinholes see that are spread over its aperture, when what lies in the
/// plane of focus stays where it is in all their pictures. That takes a shear, not a turn, of the view:
/// P. Haeberli, K. Akeley, "The Accumulation Buffer: Hardware Support for High-Quality Rendering",
/// SIGGRAPH 1990, section 4.4.
#pragma once

#include <glm/mat4x4.hpp>
#include <glm/vec2.hpp>
#include <glm/vec3.hpp>

#include "tapestry/lens.h"

namespace tapestry::demo {

/// Where the camera stands. Metres, y up.
struct CameraPose {
    glm::dvec3 eye_m = {0.0, 0.0, 5.0};
    glm::dvec3 target_m = {0.0, 0.0, 0.0};
    glm::dvec3 up = {0.0, 1.0, 0.0};
};

/// Depth goes from 0 at near_m to 1 at far_m: DepthConvention with its defaults and these planes.
struct DepthPlanes {
    double near_m = 0.05;  ///< (0, far)
    double far_m = 500.0;  ///< (near, inf)
};

struct PictureSize {
    int width = 0;
    int height = 0;

    bool operator==(const PictureSize&) const = default;
};

struct LensCamera {
    CameraPose pose;
    DepthPlanes planes;
    Lens lens;  ///< its field of view is the camera's, as focused at infinity: focusing does not zoom
    /// Tangents of the swing and the tilt of the plane of focus, as DepthOfFieldOptions has them; 0: it faces
    /// the lens, and the lens' focus is everywhere its distance.
    glm::dvec2 focus_slope = {0.0, 0.0};

    void tilt_focus(double tilt_deg, double swing_deg);
};

/// Metres. The radius with which the pinholes' mean has exactly the circles of confusion of
/// tapestry/lens.h: that of the lens but for the field of view, which is held as the focus moves.
double aperture_radius_m(const Lens& lens);

/// One of the pinholes, and how a picture of it is sampled.
struct LensSample {
    /// On the aperture of radius 1, x right and y down as the picture of a far light shows it.
    glm::dvec2 aperture_point = {0.0, 0.0};
    /// [-0.5, 0.5] px, x right and y down: which point of its pixels the picture samples.
    glm::dvec2 pixel_offset = {0.0, 0.0};
};

/// From the world to GL's clip space. A point on the plane of focus falls on the same pixel for every
/// aperture_point; one at distance z is displaced by aperture_point times its signed circle of confusion.
glm::dmat4 view_projection(const LensCamera& camera, const LensSample& sample, PictureSize size);

/// Where that pinhole is, in the world.
glm::dvec3 pinhole_m(const LensCamera& camera, const LensSample& sample);

/// Depth of the numbers that the projection leaves in the depth buffer.
DepthConvention depth_convention(const LensCamera& camera);

/// Signed CoC in pixels at a distance along the view, unlimited: positive is far. In the middle of the
/// picture where the plane of focus is tilted.
double signed_coc_px(const LensCamera& camera, double distance_m, int height);

/// The same at a place of the picture, in pixels from its top left.
double signed_coc_px(const LensCamera& camera, double distance_m, glm::dvec2 place_px, PictureSize size);

/// Of a tilted plane of focus: by how much nearer it is than in the middle, a pixel right and a pixel down.
glm::dvec2 plane_slope_of_px(const LensCamera& camera, PictureSize size);

}  // namespace tapestry::demo
