// Every effect through both interfaces: the pictures are the same, bit by bit.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>
#include <string>
#include <vector>

#include "drawing.h"
#include "host.h"
#include "tapestry/cats_eye.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/lens_psf.h"
#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"
#include "tapestry/uniform_blur.h"

using namespace tapestry;

namespace {

TextureView view_of(std::uint32_t texture) {
    return {texture, Encoding::linear, Alpha::premultiplied};
}

EffectFrame frame_of(const drawing_textures& textures) {
    EffectFrame frame;
    frame.source = view_of(textures.source);
    frame.target = view_of(textures.target);
    frame.row0 = Row0::top;
    frame.precision = WorkPrecision::single;
    frame.region = {1, 0, picture_width - 1, picture_height};
    frame.mask_texture = textures.mask;
    return frame;
}

/// A fresh effect of its kind, applied once.
template <class Effect, class... Arguments>
Result<void> draw_once(const Device& device, const TapTable& table, const Arguments&... arguments) {
    auto effect = Effect::create(device, table);
    if (!effect) return effect.error();
    return effect->apply(arguments...);
}

Result<void> draw_sparse_filter(const Device& device, const TapTable& table,
                                const drawing_textures& textures) {
    SparseFilterFrame frame;
    frame.source = view_of(textures.source);
    frame.target = view_of(textures.target);
    frame.resolution = Resolution::half;
    frame.size_unit = SizeUnit::picture_heights;
    frame.parameter_texture = textures.mask;
    frame.parameter_scale[0] = 0.25f;
    frame.turn_deg = 20.0f;
    frame.turn_texture = textures.mask;
    frame.aspect = 1.25f;
    frame.mask_texture = textures.mask;
    return draw_once<SparseFilter>(device, table, frame);
}

ApertureMask disk_aperture(int size) {
    ApertureMask mask{size, {}};
    for (int i = 0; i < size * size; ++i) {
        const double x = (i % size + 0.5) / size - 0.5, y = (i / size + 0.5) / size - 0.5;
        mask.values.push_back(std::hypot(x, y) < 0.5 ? 1.0f : 0.0f);
    }
    return mask;
}

DepthOfFieldFrame depth_of_field_frame(const drawing_textures& textures) {
    DepthOfFieldFrame frame;
    frame.source = view_of(textures.source);
    frame.target = view_of(textures.target);
    frame.row0 = Row0::top;
    frame.depth_texture = textures.depth;
    frame.depth_texture.jitter_x = 0.25f;
    frame.depth.kind = DepthKind::metres;
    frame.mask_texture = textures.mask;
    frame.motion_texture = textures.velocity;
    frame.hidden = {view_of(textures.source), textures.depth};
    frame.resolution = Resolution::full;
    frame.exposure = 0.8f;
    frame.frame_time_s = 0.02f;
    return frame;
}

DepthOfFieldOptions depth_of_field_options() {
    DepthOfFieldOptions options;
    options.lens = {3.0f, 1.4f, 85.0f, 20.0f};
    options.tilt_deg = 2.0f;
    options.swing_deg = -3.0f;
    options.near_strength = 1.5f;
    options.far_strength = 0.8f;
    options.near_limit = 0.15f;
    options.far_limit = 0.12f;
    options.aspect = 0.9f;
    options.highlights.threshold = 6.0f;
    options.steadiness = 0.5f;
    return options;
}

Result<void> draw_depth_of_field(const Device& device, const TapTable& table,
                                 const drawing_textures& textures) {
    auto effect = DepthOfField::create(device, {table, disk_aperture(16)});
    if (!effect) return effect.error();
    auto history = DepthOfFieldHistory::create(device);
    if (!history) return history.error();
    DepthOfFieldFrame frame = depth_of_field_frame(textures);
    frame.history = &*history;
    if (auto first = effect->apply(frame, depth_of_field_options()); !first) return first;
    return effect->apply(frame, depth_of_field_options());
}

Result<void> draw_by_cpp(drawing which, const Device& device, const TapTable& table,
                         const drawing_textures& textures) {
    const EffectFrame frame = frame_of(textures);
    switch (which) {
        case drawing_uniform_blur:
            return draw_once<UniformBlur>(device, table, frame,
                                          UniformBlurOptions{0.05f, SigmaUnit::picture_heights, 0.8f});
        case drawing_tilt_shift:
            return draw_once<TiltShift>(
                device, table, frame,
                TiltShiftOptions{0.45f, 0.6f, 10.0f, 0.15f, 0.25f, Falloff::quadratic, 0.1f,
                                 SharpShape::ellipse, 0.5f, 0.7f, Grade{1.3f, 1.1f}});
        case drawing_rotational_bokeh:
            return draw_once<RotationalBokeh>(device, table, frame,
                                              RotationalBokehOptions{0.4f, 0.3f, 0.15f, 1.5f});
        case drawing_cats_eye_bokeh:
            return draw_once<CatsEyeBokeh>(device, table, frame,
                                           CatsEyeOptions{0.4f, 0.3f, 0.1f, 0.7f, 1.2f, 0.9f});
        case drawing_lens_psf:
            return draw_once<LensPsf>(device, table, frame,
                                      LensPsfOptions{0.4f, 0.3f, 4.0f, 0.35f, 0.8f, 30.0f});
        case drawing_radial_motion_blur:
            return draw_once<RadialMotionBlur>(
                device, table, frame, RadialMotionBlurOptions{0.4f, 0.3f, 0.3f, 0.2f, RadialMotion::spin});
        case drawing_directional_motion_blur:
            return draw_once<DirectionalMotionBlur>(device, table, frame, DataView(textures.velocity),
                                                    DirectionalMotionBlurOptions{0.75f, 0.05f, 0.02f, 0.3f});
        case drawing_sparse_filter:
            return draw_sparse_filter(device, table, textures);
        default:
            return draw_depth_of_field(device, table, textures);
    }
}

using Picture = std::vector<float>;

Picture read(std::uint32_t texture) {
    Picture picture(std::size_t{4} * picture_width * picture_height);
    host_read(texture, picture.data());
    return picture;
}

bool same_bits(const Picture& one, const Picture& other) {
    return std::memcmp(one.data(), other.data(), one.size() * sizeof(float)) == 0;
}

std::string path_of_table(drawing which) {
    return std::string(TAPESTRY_ASSETS "/tables/") + table_of_drawing(which);
}

/// Into textures of its own, which nothing was drawn to.
Picture picture_by_c(drawing which) {
    tapestry_device_description description;
    REQUIRE(TAPESTRY_INIT(tapestry_device_description, &description) == TAPESTRY_OK);
    description.get_proc_address = host_look_up;
    tapestry_device* device = nullptr;
    REQUIRE(tapestry_device_create(&description, &device) == TAPESTRY_OK);
    tapestry_table* table = nullptr;
    REQUIRE(tapestry_table_create_from_file(path_of_table(which).c_str(), &table) == TAPESTRY_OK);
    const drawing_textures textures = make_drawing_textures();
    if (const char* error = draw_by_c(which, device, table, &textures)) FAIL(error);
    const Picture picture = read(textures.target);
    delete_drawing_textures(&textures);
    tapestry_table_destroy(table);
    tapestry_device_destroy(device);
    return picture;
}

Picture picture_by_cpp(drawing which) {
    const auto device = Device::create({.get_proc_address = {host_look_up, nullptr}});
    REQUIRE(device);
    const auto table = read_table(path_of_table(which));
    REQUIRE(table);
    const drawing_textures textures = make_drawing_textures();
    if (const auto drawn = draw_by_cpp(which, *device, *table, textures); !drawn) FAIL(drawn.error().message);
    const Picture picture = read(textures.target);
    delete_drawing_textures(&textures);
    return picture;
}

Picture source_picture() {
    const drawing_textures textures = make_drawing_textures();
    const Picture picture = read(textures.source);
    delete_drawing_textures(&textures);
    return picture;
}

}  // namespace

TEST_CASE("every effect draws the same bits through C") {
    REQUIRE(host_start());
    const Picture source = source_picture();
    for (int i = 0; i < drawing_count; ++i) {
        const auto which = static_cast<drawing>(i);
        CAPTURE(i);
        const Picture by_c = picture_by_c(which);
        CHECK(same_bits(by_c, picture_by_cpp(which)));
        CHECK_FALSE(same_bits(by_c, source));
        CHECK_FALSE(same_bits(by_c, Picture(by_c.size(), 0.0f)));
    }
    CHECK(!host_has_gl_error());
}
