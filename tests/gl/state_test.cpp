// The host finds its GL state as it left it: after creating, after drawing, after errors.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "gl_state.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

struct StateFixture : GlFixture {
    TapTable table = make_table();
    SparseFilterFrame frame = make_frame();
    GLuint parameters = upload(*this, GL_R32F, ParameterMap(40, 24, glm::dvec2(2.0, 0.0)), Row0::bottom);

    static TapTable make_table() {
        std::mt19937 random(test_seed());
        RandomTableShape shape;
        shape.axes = {radius_axis()};
        return random_table(shape, random);
    }

    SparseFilterFrame make_frame() {
        SparseFilterFrame made;
        made.source.texture = make_texture(*this, GL_RGBA8, 40, 24);
        made.target.texture = make_texture(*this, GL_RGBA8, 40, 24);
        made.parameter[0] = 3.0f;
        return made;
    }

    template <class Act>
    void check_untouched(const char* what, Act act) {
        const std::vector<StateEntry> before = snapshot(gl);
        act();
        const std::vector<StateEntry> after = snapshot(gl);
        REQUIRE(before.size() == after.size());
        for (std::size_t i = 0; i < before.size(); ++i) {
            INFO(std::string(what) << ": " << before[i].name);
            CHECK(before[i].values == after[i].values);
        }
    }

    void check_everything() {
        check_untouched("Device::create", [] {
            DeviceDescription description;
            description.get_proc_address = get_proc_address;
            CHECK(Device::create(description));
        });
        check_untouched("SparseFilter::create", [&] { make_filter(device, table); });
        SparseFilter filter = make_filter(device, table);
        check_untouched("uniform", [&] { CHECK(filter.apply(frame)); });
        check_untouched("uniform, warm", [&] { CHECK(filter.apply(frame)); });
        check_untouched("copy", [&] {
            SparseFilterFrame sharp = frame;
            sharp.parameter[0] = 0.0f;
            CHECK(filter.apply(sharp));
        });
        SparseFilterFrame varying = frame;
        varying.parameter_texture = parameters;
        check_untouched("varying", [&] { CHECK(filter.apply(varying)); });
        check_untouched("errors", [&] {
            SparseFilterFrame wrong = frame;
            wrong.source.texture = 0;
            CHECK_FALSE(filter.apply(wrong));
            wrong = frame;
            wrong.parameter_texture = frame.source.texture;
            CHECK_FALSE(filter.apply(wrong));
            CHECK_FALSE(SparseFilter::create(device, TapTable()));
        });
        auto effect = TiltShift::create(device, table);
        REQUIRE(effect);
        check_untouched("tilt-shift", [&] { CHECK(effect->apply({frame.source, frame.target}, {})); });
        check_untouched("DepthOfField::create",
                        [&] { CHECK(DepthOfField::create(device, {.bokeh = table})); });
        auto depth_of_field = DepthOfField::create(device, {.bokeh = table});
        REQUIRE(depth_of_field);
        check_untouched("depth of field", [&] {
            DepthOfFieldFrame scene;
            scene.source = frame.source;
            scene.target = frame.target;
            scene.depth_texture = parameters;
            scene.depth.kind = DepthKind::metres;
            CHECK(depth_of_field->apply(scene, {}));
        });
        check_untouched("preparing", [&] {
            const TextureFormat bytes = {.format = GL_RGBA8};
            CHECK(depth_of_field->prepare({.source = bytes, .target = bytes}));
        });
        check_untouched("end of a frame", [&] { device.end_frame(); });
        check_untouched("release", [&] { device.release_transient(); });
    }

    /// What effects draw that are made and drawn in the state that the host has left.
    std::vector<std::vector<float>> pictures(const GLuint source, const GLuint depth, const GLuint target) {
        DeviceDescription description;
        description.get_proc_address = get_proc_address;
        auto made = Device::create(description);
        REQUIRE(made);
        std::vector<std::vector<float>> drawn;
        const auto keep = [&](const Result<void>& status) {
            if (!status) FAIL_CHECK(status.error().message);
            drawn.push_back(texels(target));
        };
        SparseFilter filter = make_filter(*made, table);
        SparseFilterFrame filtered;
        filtered.source.texture = source;
        filtered.target.texture = target;
        filtered.parameter[0] = 3.0f;
        keep(filter.apply(filtered));
        filtered.parameter_texture = depth;
        filtered.resolution = Resolution::half;
        keep(filter.apply(filtered));
        auto tilt_shift = TiltShift::create(*made, table);
        REQUIRE(tilt_shift);
        keep(tilt_shift->apply({filtered.source, filtered.target}, {}));
        auto depth_of_field = DepthOfField::create(*made, {.bokeh = table});
        REQUIRE(depth_of_field);
        DepthOfFieldFrame scene;
        scene.source = filtered.source;
        scene.target = filtered.target;
        scene.depth_texture = depth;
        scene.depth.kind = DepthKind::metres;
        DepthOfFieldOptions options;
        options.lens.focus_distance_m = 3.0f;
        options.lens.f_number = 1.2f;
        options.lens.focal_length_mm = 100.0f;
        keep(depth_of_field->apply(scene, options));
        return drawn;
    }

    /// Read through a framebuffer: of what the host has left only the pixel-pack state counts, which is put
    /// aside.
    std::vector<float> texels(GLuint texture) {
        GLint framebuffer = 0, buffer = 0;
        gl.GetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &framebuffer);
        gl.GetIntegerv(GL_PIXEL_PACK_BUFFER_BINDING, &buffer);
        gl.BindBuffer(GL_PIXEL_PACK_BUFFER, 0);
        constexpr GLenum names[] = {GL_PACK_ROW_LENGTH, GL_PACK_SKIP_ROWS, GL_PACK_SKIP_PIXELS,
                                    GL_PACK_SWAP_BYTES, GL_PACK_ALIGNMENT};
        GLint saved[std::size(names)];
        for (std::size_t i = 0; i < std::size(names); ++i) {
            gl.GetIntegerv(names[i], &saved[i]);
            gl.PixelStorei(names[i], names[i] == GL_PACK_ALIGNMENT ? 4 : 0);
        }
        GLuint own = 0;
        gl.GenFramebuffers(1, &own);
        gl.BindFramebuffer(GL_READ_FRAMEBUFFER, own);
        gl.FramebufferTexture2D(GL_READ_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
        std::vector<float> numbers(40 * 24 * 4);
        gl.ReadPixels(0, 0, 40, 24, GL_RGBA, GL_FLOAT, numbers.data());
        gl.BindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(framebuffer));
        gl.DeleteFramebuffers(1, &own);
        for (std::size_t i = 0; i < std::size(names); ++i) gl.PixelStorei(names[i], saved[i]);
        gl.BindBuffer(GL_PIXEL_PACK_BUFFER, static_cast<GLuint>(buffer));
        return numbers;
    }

    /// Parameters that samplers of the host's own would go by. `float` textures: no sRGB.
    void confuse(GLuint texture) {
        constexpr GLenum srgb_decode = 0x8A48, skip_decode = 0x8A4A;
        gl.BindTexture(GL_TEXTURE_2D, texture);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST_MIPMAP_LINEAR);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_MIRRORED_REPEAT);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_BORDER);
        gl.TexParameterf(GL_TEXTURE_2D, GL_TEXTURE_MIN_LOD, 2.0f);
        gl.TexParameterf(GL_TEXTURE_2D, GL_TEXTURE_LOD_BIAS, 3.0f);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAX_LEVEL, 0);
        gl.TexParameteri(GL_TEXTURE_2D, srgb_decode, skip_decode);
        gl.BindTexture(GL_TEXTURE_2D, 0);
    }
};

/// Buffers at index 1 are bound whole, and an image unit holds one layer or all of them.
bool may_be_default(const std::string& name, bool layered_images) {
    const bool of_buffer = name.ends_with("BUFFER_START[1]") || name.ends_with("BUFFER_SIZE[1]");
    return of_buffer ||
           name.starts_with(layered_images ? "GL_IMAGE_BINDING_LAYER[" : "GL_IMAGE_BINDING_LAYERED[");
}

}  // namespace

TEST_CASE_FIXTURE(StateFixture, "a host that has changed everything finds everything as it was") {
    const std::vector<StateEntry> defaults = snapshot(gl);
    for (const bool layered : {false, true}) {
        const BusyHost host(gl, layered);
        // A sentinel that equals the default would not show a reset.
        const std::vector<StateEntry> busy = snapshot(gl);
        for (std::size_t i = 0; i < busy.size(); ++i) {
            INFO(busy[i].name);
            if (!may_be_default(busy[i].name, layered)) CHECK(busy[i].values != defaults[i].values);
        }
        check_everything();
    }
}

TEST_CASE_FIXTURE(StateFixture, "a host that has changed nothing finds nothing changed") {
    check_everything();
}

TEST_CASE_FIXTURE(StateFixture,
                  "nothing that a host has left in the context or in its textures changes a picture") {
    std::mt19937 random(test_seed());
    const GLuint source = upload(*this, GL_SRGB8_ALPHA8, value_noise(random, 40, 24, 3, 1.0), Row0::bottom);
    const GLuint depth = upload(*this, GL_R32F, random_map(random, 40, 24, 0.5, 8.0), Row0::bottom);
    const GLuint target = make_texture(*this, GL_RGBA16F, 40, 24);
    const std::vector<std::vector<float>> quiet = pictures(source, depth, target);
    for (const GLuint texture : {source, depth, target}) confuse(texture);
    const BusyHost host(gl, true);
    const std::vector<std::vector<float>> busy = pictures(source, depth, target);
    REQUIRE(busy.size() == quiet.size());
    for (std::size_t i = 0; i < busy.size(); ++i) {
        INFO("picture " << i);
        CHECK(busy[i] == quiet[i]);
    }
}

TEST_CASE_FIXTURE(StateFixture, "a current program that the host has deleted does no harm") {
    const char* const source = "#version 430 core\nlayout(local_size_x = 1) in;\nvoid main() {}\n";
    const GLuint program = gl.CreateShaderProgramv(GL_COMPUTE_SHADER, 1, &source);
    gl.UseProgram(program);
    gl.DeleteProgram(program);
    SparseFilter filter = make_filter(device, table);
    CHECK(filter.apply(frame));
    GLint current = -1;
    gl.GetIntegerv(GL_CURRENT_PROGRAM, &current);
    CHECK(current == 0);
}

}  // namespace tapestry::test
