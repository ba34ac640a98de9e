#include "reference/effect_maps.h"

#include <cassert>

#include "core/map_blocks.h"
#include "reference/glsl/functions.h"
#include "shared/layout.h"

namespace tapestry {
namespace glsl {
namespace {

using namespace layout;  // vectors are glsl's, which are nearer

// The maths of the maps' shaders, each in a class of its own. The order of the includes counts.
// clang-format off
struct TiltShiftMaths {
#include "reference/glsl/begin.h"
#include "include/tilt_shift.glsl"
#include "reference/glsl/end.h"
};
struct RotationalBokehMaths {
#include "reference/glsl/begin.h"
#include "include/rotational_bokeh.glsl"
#include "reference/glsl/end.h"
};
struct RadialMotionMaths {
#include "reference/glsl/begin.h"
#include "include/radial_motion.glsl"
#include "reference/glsl/end.h"
};
struct DirectionalMotionMaths {
#include "reference/glsl/begin.h"
#include "include/color.glsl"
#include "include/directional_motion.glsl"
#include "reference/glsl/end.h"
};
struct FieldMaths {
#include "reference/glsl/begin.h"
#include "include/field.glsl"
#include "reference/glsl/end.h"
};
struct FocalPlaneMaths {
#include "reference/glsl/begin.h"
#include "include/color.glsl"
#include "include/focal_plane.glsl"
#include "reference/glsl/end.h"
};
// clang-format on

}  // namespace
}  // namespace glsl

namespace {

layout::TapestryPicture picture_of(int width, int height) {
    layout::TapestryPicture picture = {};
    picture.size = {width, height};
    picture.row0_top = 1u;
    return picture;
}

template <class Options>
Options in_range(const Options& options) {
    const Result<Options> valid = clamped(options);
    assert(valid && "maps of effects: no option is NaN");
    return valid ? *valid : Options();
}

/// Of the clamped options, as the pass gets it.
template <class Options>
auto block_of(const Options& options, int width, int height) {
    return map_block(in_range(options), picture_of(width, height));
}

/// A map of the function's value at every pixel's centre.
template <class ValueAt>
ParameterMap map_of(int width, int height, ValueAt value_at) {
    ParameterMap map(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) map.at(x, y) = value_at(glm::dvec2(x + 0.5, y + 0.5));
    return map;
}

}  // namespace

double tilt_shift_radius(const TiltShiftOptions& options, double x, double y, int width, int height) {
    return glsl::TiltShiftMaths().band_radius(block_of(options, width, height), glm::dvec2(x, y));
}

ParameterMap tilt_shift_map(const TiltShiftOptions& options, int width, int height) {
    return map_of(width, height,
                  [maths = glsl::TiltShiftMaths(), block = block_of(options, width, height)](
                      glm::dvec2 at) mutable { return glm::dvec2(maths.band_radius(block, at), 0.0); });
}

double focal_plane_radius(const FocalPlaneOptions& options, double x, double y, double distance_m, int width,
                          int height) {
    const layout::FocalPlanePass block =
        map_block(in_range(options), {.kind = DepthKind::metres}, picture_of(width, height));
    glsl::FocalPlaneMaths maths;
    return maths.plane_blur(block, glm::dvec2(x, y), maths.inverse_distance(block, distance_m));
}

glm::dvec2 rotational_bokeh_ellipse(const RotationalBokehOptions& options, double x, double y, int width,
                                    int height) {
    return glsl::RotationalBokehMaths().ellipse_at(block_of(options, width, height), glm::dvec2(x, y));
}

ParameterMap rotational_bokeh_map(const RotationalBokehOptions& options, int width, int height) {
    return map_of(width, height,
                  [maths = glsl::RotationalBokehMaths(), block = block_of(options, width, height)](
                      glm::dvec2 at) mutable { return glm::dvec2(maths.ellipse_at(block, at)); });
}

CatsEye cats_eye_at(const CatsEyeOptions& options, double x, double y, int width, int height) {
    const layout::FieldPass block = block_of(options, width, height);
    const glsl::vec2 from_center = glsl::vec2(x, y) - block.center_px;
    glsl::FieldMaths maths;
    return {double{block.constant}, maths.field_parameter(block, from_center),
            maths.field_turn_deg(block, from_center)};
}

LensPsfPoint lens_psf_at(const LensPsfOptions& options, double x, double y, int width, int height) {
    const layout::FieldPass block = block_of(options, width, height);
    const glsl::vec2 from_center = glsl::vec2(x, y) - block.center_px;
    glsl::FieldMaths maths;
    return {maths.field_parameter(block, from_center), maths.field_turn_deg(block, from_center)};
}

glm::dvec2 radial_motion_line(const RadialMotionBlurOptions& options, double x, double y, int width,
                              int height) {
    return glsl::RadialMotionMaths().line_at(block_of(options, width, height), glm::dvec2(x, y));
}

ParameterMap radial_motion_map(const RadialMotionBlurOptions& options, int width, int height) {
    return map_of(width, height,
                  [maths = glsl::RadialMotionMaths(), block = block_of(options, width, height)](
                      glm::dvec2 at) mutable { return glm::dvec2(maths.line_at(block, at)); });
}

ParameterMap directional_motion_map(const DirectionalMotionBlurOptions& options,
                                    const ParameterMap& velocities_px) {
    ParameterMap map(velocities_px.width, velocities_px.height);
    const layout::DirectionalMotionPass block = block_of(options, map.width, map.height);
    glsl::DirectionalMotionMaths maths;
    for (std::size_t i = 0; i < map.values.size(); ++i)
        map.values[i] = maths.line_of(block, velocities_px.values[i]);
    return map;
}

}  // namespace tapestry
