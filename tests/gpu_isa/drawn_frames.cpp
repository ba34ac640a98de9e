#include "drawn_frames.h"

#include <filesystem>
#include <vector>

#include "gl/gl_objects.h"
#include "tapestry/cats_eye.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/lens_psf.h"
#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/sparse_filter.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"
#include "tapestry/uniform_blur.h"

namespace tapestry::test {
namespace {

constexpr int width = 32;
constexpr int height = 360;  // blur of the limits needs slices that are halved

Result<TapTable> shipped(const char* name) {
    return read_table(std::filesystem::path(TAPESTRY_ASSETS) / "tables" / name);
}

/// Effects look at an axis' name alone.
TapTable along(TapTable lines, const char* axis) {
    lines.axes[0].name = axis;
    return lines;
}

/// The same filters at every knot of a second axis.
TapTable along(const TapTable& lines, const char* first, Axis second) {
    TapTable table = along(lines, first);
    table.payload.clear();
    for (const Tap& tap : lines.payload) table.payload.insert(table.payload.end(), second.knots.size(), tap);
    table.axes.push_back(std::move(second));
    return table;
}

Axis angles() {
    return {axis_names::angle, "deg", {0.0f, 45.0f, 90.0f, 135.0f, 180.0f}, 180.0f};
}

Axis vignettes() {
    return {axis_names::vignette, "", {0.0f, 0.25f, 0.5f, 0.75f, 1.0f}};
}

/// Draws one frame after the other; after an error it draws nothing.
class FramePainter {
  public:
    FramePainter(Device& device, const GladGLContext& gl, TapTable lines)
        : device_(device), gl_(gl), lines_(std::move(lines)) {}

    Result<void> draw_all() {
        filters();
        maps_of_one_number();
        maps_of_two_numbers();
        formats();
        resolutions();
        plain_depth_of_field();
        full_depth_of_field();
        cats_eye_depth_of_field();
        upscaled_depth_of_field();
        multisample_depth_of_field();
        return std::move(status_);
    }

  private:
    GLuint texture(GLenum format) {
        auto made = create_texture(gl_, format, width, height, "drawn frame");
        if (!made) {
            keep(made.error());
            return 0;
        }
        textures_.push_back(std::move(*made));
        return textures_.back().name();
    }

    void keep(Result<void> status) {
        if (status_ && !status) status_ = std::move(status);
    }

    /// Its apply's arguments.
    template <class Effect, class... Arguments>
    void draw(const TapTable& table, const Arguments&... arguments) {
        if (!status_) return;
        auto effect = Effect::create(device_, table);
        keep(effect ? effect->apply(arguments...) : effect.error());
    }

    /// From and to linear halves, as games have pictures before tone mapping.
    template <class Frame>
    Frame half_frame() {
        Frame frame;
        frame.source = {texture(GL_RGBA16F)};
        frame.target = {texture(GL_RGBA16F)};
        return frame;
    }

    /// From and to 8 bits: what takes most to read and to store.
    template <class Frame>
    Frame byte_frame() {
        Frame frame;
        frame.source = {texture(GL_RGBA8), Encoding::srgb, Alpha::straight};
        frame.target = {texture(GL_RGBA8), Encoding::srgb, Alpha::straight};
        return frame;
    }

    /// Along one axis and two: the same everywhere, of a map, turned. And none.
    void filters() {
        for (const TapTable& table : {lines_, along(lines_, axis_names::length, angles())}) {
            auto frame = half_frame<SparseFilterFrame>();
            frame.parameter[0] = 5.0f;
            draw<SparseFilter>(table, frame);
            frame.parameter_texture = texture(GL_RG16F);
            draw<SparseFilter>(table, frame);
            frame.turn_texture = texture(GL_R16F);
            draw<SparseFilter>(table, frame);
        }
        draw<SparseFilter>(lines_, byte_frame<SparseFilterFrame>());
    }

    /// Of more than one, as games have them.
    void draw_layers(const EffectFrame& frame) {
        const auto disks = shipped("disk_0-24_24x4_flat.tap");
        disks ? draw<TiltShift>(*disks, frame, TiltShiftOptions()) : keep(disks.error());
    }

    void maps_of_one_number() {
        const TapTable radii = along(lines_, axis_names::radius);
        auto frame = half_frame<EffectFrame>();
        draw<TiltShift>(radii, frame, TiltShiftOptions());
        draw_layers(frame);
        draw<RotationalBokeh>(radii, frame, RotationalBokehOptions());
        draw<RadialMotionBlur>(lines_, frame, RadialMotionBlurOptions());
        draw<DirectionalMotionBlur>(lines_, frame, texture(GL_RG16F), DirectionalMotionBlurOptions());
        draw<UniformBlur>(along(lines_, axis_names::sigma), frame, UniformBlurOptions());
        frame.view = EffectView::parameters;
        draw<TiltShift>(radii, frame, TiltShiftOptions());
        draw<UniformBlur>(along(lines_, axis_names::sigma), frame, UniformBlurOptions());
    }

    void maps_of_two_numbers() {
        const auto frame = half_frame<EffectFrame>();
        const TapTable lengths = along(lines_, axis_names::length, angles());
        draw<RotationalBokeh>(along(lines_, axis_names::radius, angles()), frame, RotationalBokehOptions());
        draw<RadialMotionBlur>(lengths, frame, RadialMotionBlurOptions());
        draw<DirectionalMotionBlur>(lengths, frame, texture(GL_RG16F), DirectionalMotionBlurOptions());
        draw<CatsEyeBokeh>(along(lines_, axis_names::radius, vignettes()), frame, CatsEyeOptions());
        draw<LensPsf>(along(lines_, axis_names::strength, angles()), frame, LensPsfOptions());
    }

    /// What is stored to, and what is done before: 8 bits, graded and in a mask, and floats.
    void formats() {
        auto bytes = byte_frame<EffectFrame>();
        bytes.mask_texture = texture(GL_R8);
        TiltShiftOptions options;
        options.falloff_distance = 0.0f;  // a hard step, which is filled
        options.grade = {.saturation = 1.3f, .contrast = 1.1f};
        draw<TiltShift>(along(lines_, axis_names::radius), bytes, options);
        auto floats = half_frame<EffectFrame>();
        floats.target.texture = texture(GL_RGBA32F);
        floats.precision = WorkPrecision::single;
        draw<UniformBlur>(along(lines_, axis_names::sigma), floats, UniformBlurOptions());
    }

    void resolutions() {
        auto frame = byte_frame<EffectFrame>();
        frame.resolution = Resolution::half;
        draw<TiltShift>(along(lines_, axis_names::radius), frame, TiltShiftOptions());
        frame.resolution = Resolution::quarter;
        draw<CatsEyeBokeh>(along(lines_, axis_names::radius, vignettes()), frame, CatsEyeOptions());
    }

    DepthOfFieldFrame with_depth(DepthOfFieldFrame frame) {
        frame.depth_texture = texture(GL_R32F);
        frame.depth.kind = DepthKind::metres;
        return frame;
    }

    /// After an error its frames draw nothing.
    template <class Draw>
    void with_depth_of_field(Result<TapTable> table, const Draw& draw) {
        if (!status_) return;
        if (!table) return keep(table.error());
        auto effect = DepthOfField::create(device_, {.bokeh = std::move(*table)});
        effect ? draw(*effect) : keep(effect.error());
    }

    /// As games before tone mapping and as photographs have it, and what shows its parts.
    void plain_depth_of_field() {
        with_depth_of_field(shipped("disk_0-24_16x3_flat.tap"), [&](DepthOfField& effect) {
            DepthOfFieldOptions options;
            options.near_limit = options.far_limit = 0.2f;
            keep(effect.apply(with_depth(half_frame<DepthOfFieldFrame>()), options));
            options.highlights.on = false;
            keep(effect.apply(with_depth(byte_frame<DepthOfFieldFrame>()), options));
            options.view = DepthOfFieldView::coverage;
            keep(effect.apply(with_depth(byte_frame<DepthOfFieldFrame>()), options));
        });
    }

    /// All that a frame can have, with the lights that are drawn apart and without.
    void full_depth_of_field() {
        auto history = DepthOfFieldHistory::create(device_);
        if (!history) return keep(history.error());
        with_depth_of_field(shipped("disk_0-24_16x3_flat.tap"), [&](DepthOfField& effect) {
            auto frame = with_depth(half_frame<DepthOfFieldFrame>());
            frame.layer = {frame.source, frame.depth_texture};
            frame.hidden = {frame.source, frame.depth_texture};
            frame.mask_texture = texture(GL_R8);
            frame.motion_texture = texture(GL_RG16F);
            frame.resolution = Resolution::full;
            frame.history = &*history;
            DepthOfFieldOptions options;
            options.autofocus.on = true;
            options.depth_quality = DepthQuality::estimated;
            options.steadiness = 0.8f;
            for (const bool has_lights : {false, true}) {
                options.highlights.on = has_lights;
                keep(effect.apply(frame, options));
            }
        });
    }

    /// Depth and a mask with pixels of their own.
    void upscaled_depth_of_field() {
        with_depth_of_field(shipped("disk_0-24_16x3_flat.tap"), [&](DepthOfField& effect) {
            auto frame = with_depth(half_frame<DepthOfFieldFrame>());
            frame.mask_texture = texture(GL_R8);
            frame.motion_texture = texture(GL_RG16F);
            for (DataView* const data : {&frame.depth_texture, &frame.mask_texture, &frame.motion_texture})
                data->region = {0, 0, width / 2, height / 2};
            keep(effect.apply(frame, {}));
        });
    }

    void multisample_depth_of_field() {
        with_depth_of_field(shipped("disk_0-24_16x3_flat.tap"), [&](DepthOfField& effect) {
            auto frame = with_depth(half_frame<DepthOfFieldFrame>());
            GLuint name = 0;
            gl_.GenTextures(1, &name);
            textures_.emplace_back(gl_, name);
            gl_.BindTexture(GL_TEXTURE_2D_MULTISAMPLE, name);
            gl_.TexStorage2DMultisample(GL_TEXTURE_2D_MULTISAMPLE, 4, GL_R32F, width, height, GL_TRUE);
            gl_.BindTexture(GL_TEXTURE_2D_MULTISAMPLE, 0);
            frame.depth_texture.texture = name;
            frame.depth_texture.samples = 4;
            keep(effect.apply(frame, {}));
        });
    }

    void cats_eye_depth_of_field() {
        with_depth_of_field(along(lines_, axis_names::radius, vignettes()), [&](DepthOfField& effect) {
            keep(effect.apply(with_depth(half_frame<DepthOfFieldFrame>()), {}));
        });
    }

    Device& device_;
    const GladGLContext& gl_;
    TapTable lines_;  ///< one layer of 24 taps, turnable
    std::vector<Texture> textures_ = {};
    Result<void> status_ = {};
};

}  // namespace

Result<void> draw_every_pass(Device& device, const GladGLContext& gl) {
    auto lines = shipped("line-turned_0-48_24x1_photo.tap");
    if (!lines) return lines.error();
    return FramePainter(device, gl, std::move(*lines)).draw_all();
}

}  // namespace tapestry::test
