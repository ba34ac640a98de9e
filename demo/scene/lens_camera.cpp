#include "scene/lens_camera.h"

#include <algorithm>
#include <cmath>
#include <glm/ext/matrix_transform.hpp>
#include <glm/geometric.hpp>
#include <glm/trigonometric.hpp>

namespace tapestry::demo {
namespace {

// As far as focus matters; keeps infinity out of the matrices.
constexpr double farthest_focus_m = 1e6;

double focus_m(const Lens& lens) {
    return std::min(static_cast<double>(lens.focus_distance_m), farthest_focus_m);
}

/// Picture heights at distance 1.
double view_height(const Lens& lens) {
    return static_cast<double>(lens.sensor_height_mm) / static_cast<double>(lens.focal_length_mm);
}

glm::dmat4 view_matrix(const CameraPose& pose) {
    return glm::lookAt(pose.eye_m, pose.target_m, pose.up);
}

/// The camera's own axes: x right, y up.
glm::dvec2 offset_m(const LensCamera& camera, const LensSample& sample) {
    return aperture_radius_m(camera.lens) * glm::dvec2(sample.aperture_point.x, -sample.aperture_point.y);
}

/// Moves the pinhole to the origin and shears the view so that the plane of focus stays.
glm::dmat4 lens_shear(const LensCamera& camera, const LensSample& sample) {
    const glm::dvec2 offset = offset_m(camera, sample);
    const glm::dvec2 slope = offset / focus_m(camera.lens);
    // Along a ray (x, y, 1) the plane comes at focus / (1 + swing x + tilt y), y down.
    glm::dmat4 shear(1.0);
    shear[0][0] += slope.x * camera.focus_slope.x;
    shear[0][1] = slope.y * camera.focus_slope.x;
    shear[1][0] = -slope.x * camera.focus_slope.y;
    shear[1][1] -= slope.y * camera.focus_slope.y;
    shear[2][0] = -slope.x;
    shear[2][1] = -slope.y;
    shear[3][0] = -offset.x;
    shear[3][1] = -offset.y;
    return shear;
}

glm::dmat4 projection(const LensCamera& camera, const LensSample& sample, PictureSize size) {
    const double tan_half = 0.5 * view_height(camera.lens);
    const double aspect = static_cast<double>(size.width) / size.height;
    const double n = camera.planes.near_m, f = camera.planes.far_m;
    glm::dmat4 m(0.0);
    m[0][0] = 1.0 / (aspect * tan_half);
    m[1][1] = 1.0 / tan_half;
    // Sampling a point right of the centre is moving the picture left; w = -z.
    m[2][0] = 2.0 * sample.pixel_offset.x / size.width;
    m[2][1] = -2.0 * sample.pixel_offset.y / size.height;
    m[2][2] = -(f + n) / (f - n);
    m[3][2] = -2.0 * f * n / (f - n);
    m[2][3] = -1.0;
    return m;
}

}  // namespace

void LensCamera::tilt_focus(double tilt_deg, double swing_deg) {
    focus_slope = glm::tan(glm::radians(glm::dvec2(swing_deg, tilt_deg)));
}

double aperture_radius_m(const Lens& lens) {
    // coc_at_infinity * focus * view_height of tapestry/lens.h, with f, H and N cancelled where they can be.
    const double focal_m = 1e-3 * static_cast<double>(lens.focal_length_mm);
    const double focus = focus_m(lens);
    return focal_m / (2.0 * static_cast<double>(lens.f_number)) * focus / (focus - focal_m);
}

glm::dmat4 view_projection(const LensCamera& camera, const LensSample& sample, PictureSize size) {
    return projection(camera, sample, size) * lens_shear(camera, sample) * view_matrix(camera.pose);
}

glm::dvec3 pinhole_m(const LensCamera& camera, const LensSample& sample) {
    const glm::dvec4 in_view(offset_m(camera, sample), 0.0, 1.0);
    return glm::dvec3(glm::inverse(view_matrix(camera.pose)) * in_view);
}

DepthConvention depth_convention(const LensCamera& camera) {
    DepthConvention depth;
    depth.kind = DepthKind::perspective;
    depth.near_m = static_cast<float>(camera.planes.near_m);
    depth.far_m = static_cast<float>(camera.planes.far_m);
    return depth;
}

double signed_coc_px(const LensCamera& camera, double distance_m, int height) {
    return signed_coc_px(camera, distance_m, glm::dvec2(0.0, 0.5 * height), {0, height});
}

double signed_coc_px(const LensCamera& camera, double distance_m, glm::dvec2 place_px, PictureSize size) {
    const double focus = focus_m(camera.lens);
    const double at_infinity = aperture_radius_m(camera.lens) / (focus * view_height(camera.lens));
    const glm::dvec2 from_middle = place_px - 0.5 * glm::dvec2(size.width, size.height);
    const double nearness = 1.0 + glm::dot(from_middle, plane_slope_of_px(camera, size));
    return at_infinity * size.height * (nearness - focus / distance_m);
}

glm::dvec2 plane_slope_of_px(const LensCamera& camera, PictureSize size) {
    return view_height(camera.lens) / size.height * camera.focus_slope;
}

}  // namespace tapestry::demo
