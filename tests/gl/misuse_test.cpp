// Every misuse is an error by name, with nothing drawn.
#include <doctest/doctest.h>

#include <cmath>
#include <thread>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "intercepted_gl.h"
#include "random_tables.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

constexpr int misused_width = 24;
constexpr int misused_height = 16;

/// A frame that works, and the parts to spoil it with. Its target is all 77.
struct MisuseFixture : GlFixture {
    std::mt19937 random{test_seed()};
    TapTable table = make_table();
    SparseFilter filter = make_filter(device, table);
    SparseFilterFrame frame = make_frame();

    TapTable make_table() {
        RandomTableShape shape;
        shape.axes = {radius_axis()};
        return random_table(shape, random);
    }

    SparseFilterFrame make_frame() {
        SparseFilterFrame made;
        const std::size_t numbers = misused_width * misused_height * 4;
        made.source.texture = upload_bytes(*this, GL_RGBA8, misused_width, misused_height,
                                           std::vector<std::uint8_t>(numbers, 10));
        made.target.texture = upload_bytes(*this, GL_RGBA8, misused_width, misused_height,
                                           std::vector<std::uint8_t>(numbers, 77));
        made.parameter[0] = 3.0f;
        return made;
    }

    bool is_untouched() {
        const std::vector<std::uint8_t> bytes =
            download_bytes(*this, frame.target.texture, misused_width, misused_height);
        return bytes == std::vector<std::uint8_t>(bytes.size(), 77);
    }

    GLuint empty_texture(GLenum target) {
        GLuint texture = 0;
        gl.GenTextures(1, &texture);
        gl.BindTexture(target, texture);
        gl.BindTexture(target, 0);
        return own(texture);
    }

    GLuint deleted_texture() {
        GLuint texture = 0;
        gl.GenTextures(1, &texture);
        gl.BindTexture(GL_TEXTURE_2D, texture);
        gl.BindTexture(GL_TEXTURE_2D, 0);
        gl.DeleteTextures(1, &texture);
        return texture;
    }

    GLuint with_base_level_1() {
        GLuint name = 0;
        gl.GenTextures(1, &name);
        gl.BindTexture(GL_TEXTURE_2D, name);
        gl.TexStorage2D(GL_TEXTURE_2D, 3, GL_RGBA8, misused_width, misused_height);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_BASE_LEVEL, 1);
        gl.BindTexture(GL_TEXTURE_2D, 0);
        return own(name);
    }
};

}  // namespace

TEST_CASE_FIXTURE(MisuseFixture, "the frame that the others spoil is fine") {
    const Result<void> status = filter.apply(frame);
    CHECK(status);
    CHECK_FALSE(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects a source or target that is no texture") {
    SUBCASE("source 0") {
        frame.source.texture = 0;
        CHECK(fails_with(filter.apply(frame), "source: 0 is not the name of a texture"));
    }
    SUBCASE("deleted source") {
        frame.source.texture = deleted_texture();
        CHECK(fails_with(filter.apply(frame), "is not the name of a texture"));
    }
    SUBCASE("target 0") {
        const GLuint target = std::exchange(frame.target.texture, 0);
        CHECK(fails_with(filter.apply(frame), "target: 0 is not the name of a texture"));
        frame.target.texture = target;
    }
    SUBCASE("another target than GL_TEXTURE_2D") {
        frame.source.texture = empty_texture(GL_TEXTURE_CUBE_MAP);
        CHECK(fails_with(filter.apply(frame), "is not a GL_TEXTURE_2D"));
        // GL 4.3 has no question to ask instead of trying to bind, so the driver complains, once and to the
        // callback only.
        CHECK(take_complaints().size() == 1);
        CHECK(gl.GetError() == GL_NO_ERROR);
    }
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects sizes that do not fit") {
    SUBCASE("zero") {
        frame.source.texture = empty_texture(GL_TEXTURE_2D);
        CHECK(fails_with(filter.apply(frame), "has no pixels in level 0"));
    }
    SUBCASE("target of another size") {
        frame.source.texture = make_texture(*this, GL_RGBA8, misused_width, misused_height + 1);
        CHECK(fails_with(filter.apply(frame), "target: its size is 24 x 16, but the source's is 24 x 17"));
    }
    SUBCASE("parameter texture of another size") {
        frame.parameter_texture = make_texture(*this, GL_R32F, misused_width - 1, misused_height);
        CHECK(fails_with(filter.apply(frame),
                         "parameter texture: its size is 23 x 16, but the source's is 24 x 16"));
    }
    SUBCASE("base level") {
        frame.source.texture = with_base_level_1();
        CHECK(fails_with(filter.apply(frame), "has base level 1, but only 0 is supported"));
    }
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects a target that is read as well") {
    SUBCASE("source") {
        frame.source.texture = frame.target.texture;
        CHECK(fails_with(filter.apply(frame), "is the source too"));
    }
    SUBCASE("parameter texture") {
        frame.parameter_texture = frame.target.texture;
        CHECK(fails_with(filter.apply(frame), "is the target too"));
    }
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects formats that it cannot use") {
    const GLuint right_target = frame.target.texture;
    SUBCASE("target") {
        frame.target.texture = make_texture(*this, GL_RGB5_A1, misused_width, misused_height);
        CHECK(fails_with(filter.apply(frame),
                         "target: format 0x8057 is not supported; GL_RGBA8, "
                         "GL_SRGB8_ALPHA8, GL_RGBA16F"));
    }
    SUBCASE("target of three channels") {
        frame.target.texture = make_texture(*this, GL_SRGB8, misused_width, misused_height);
        CHECK(fails_with(filter.apply(frame), "target: format 0x8c41 is not supported"));
    }
    SUBCASE("integer source") {
        frame.source.texture = make_texture(*this, GL_RGBA8UI, misused_width, misused_height);
        CHECK(fails_with(filter.apply(frame), "because its numbers are integers"));
    }
    SUBCASE("parameter texture") {
        frame.parameter_texture = make_texture(*this, GL_R8, misused_width, misused_height);
        CHECK(fails_with(filter.apply(frame),
                         "parameter texture: format 0x8229 is not supported for a table of 1 axis; GL_R16F"));
    }
    frame.target.texture = right_target;
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects parameters that are no numbers") {
    SUBCASE("uniform") {
        frame.parameter[0] = NAN;
        CHECK(fails_with(filter.apply(frame), "parameter[0] (radius_px) is not a number"));
    }
    SUBCASE("factor") {
        frame.parameter_texture = make_texture(*this, GL_R32F, misused_width, misused_height);
        frame.parameter_scale[0] = INFINITY;
        CHECK(fails_with(filter.apply(frame), "parameter_scale[0] is not a finite number"));
    }
    SUBCASE("of an axis that the table does not have") {
        frame.parameter[1] = NAN;
        CHECK(filter.apply(frame));
        return;
    }
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects a parameter texture that has not a number for each axis") {
    frame.parameter_texture = make_texture(*this, GL_R32F, misused_width, misused_height);
    RandomTableShape shape;
    SUBCASE("none") {
        SparseFilter without = make_filter(device, random_table(shape, random));
        CHECK(fails_with(without.apply(frame), "the table has no axis that it could be for"));
    }
    SUBCASE("two") {
        shape.axes = {radius_axis(), angle_axis()};
        SparseFilter grid = make_filter(device, random_table(shape, random));
        CHECK(fails_with(grid.apply(frame), "for a table of 2 axes; GL_RG16F and GL_RG32F are"));
    }
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects regions that leave the picture") {
    for (const Region region :
         {Region{0, 0, 25, 16}, Region{0, 0, 0, 16}, Region{-1, 0, 4, 4}, Region{20, 0, 5, 4},
          Region{0, 13, 4, 4}, Region{2147483647, 0, 2147483647, 1}}) {
        frame.region = region;
        CHECK(fails_with(filter.apply(frame), "is not within the picture of 24 x 16"));
    }
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects turns of a table that is not turnable") {
    SUBCASE("angle") {
        frame.turn_deg = 10.0f;
        CHECK(fails_with(filter.apply(frame), "turn: the table is not turnable"));
    }
    SUBCASE("texture") {
        frame.turn_texture = make_texture(*this, GL_R32F, misused_width, misused_height);
        CHECK(fails_with(filter.apply(frame), "turn: the table is not turnable"));
    }
    SUBCASE("no number") {
        frame.turn_deg = NAN;
        CHECK(fails_with(filter.apply(frame), "turn_deg is not a finite number"));
    }
    SUBCASE("format") {
        table.turnable = true;
        filter = make_filter(device, table);
        frame.turn_texture = make_texture(*this, GL_RG32F, misused_width, misused_height);
        CHECK(fails_with(filter.apply(frame), "turn texture: format 0x8230 is not supported"));
    }
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "rejects a resolution that is none") {
    frame.resolution = static_cast<Resolution>(3);
    CHECK(fails_with(filter.apply(frame), "resolution: 3 is not a Resolution"));
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "says when a driver has no room for a table") {
    DeviceDescription description;
    description.get_proc_address = find_small_blocks;
    const auto small = Device::create(description);
    REQUIRE(small);
    CHECK(fails_with(SparseFilter::create(*small, table),
                     "bytes do not fit into the driver's storage blocks of 1024 bytes"));
}

TEST_CASE_FIXTURE(MisuseFixture, "says when the context was reset, and touches nothing") {
    DeviceDescription description;
    description.get_proc_address = find_reset_context;
    const auto reset = Device::create(description);
    REQUIRE(reset);
    CHECK(SparseFilter::create(*reset, table));
    SparseFilter of_reset = make_filter(*reset, table);
    set_context_reset(true);
    CHECK(fails_with(of_reset.apply(frame), "the OpenGL context was reset"));
    CHECK(fails_with(SparseFilter::create(*reset, table), "the OpenGL context was reset"));
    set_context_reset(false);
    CHECK(is_untouched());
}

#ifndef NDEBUG
TEST_CASE_FIXTURE(MisuseFixture, "says when another thread calls") {
    Result<void> status;
    std::thread([&] { status = filter.apply(frame); }).join();
    CHECK(fails_with(status, "another thread"));
    CHECK(is_untouched());
}
#endif

TEST_CASE_FIXTURE(MisuseFixture, "rejects tables that break a rule") {
    table.payload[0].weight = NAN;
    CHECK(fails_with(SparseFilter::create(device, table), "table: "));
    CHECK(fails_with(SparseFilter::create(device, TapTable()), "table: layers: 0"));
}

TEST_CASE_FIXTURE(MisuseFixture, "tilt-shift rejects tables and options that it cannot use") {
    RandomTableShape shape;
    shape.axes = {angle_axis()};
    CHECK(fails_with(TiltShift::create(device, random_table(shape, random)),
                     "tilt-shift needs exactly one axis, radius_px"));
    shape.axes = {radius_axis(), angle_axis()};
    CHECK(fails_with(TiltShift::create(device, random_table(shape, random)), "exactly one axis"));

    auto effect = TiltShift::create(device, table);
    REQUIRE(effect);
    TiltShiftFrame tilt_frame{frame.source, frame.target};
    TiltShiftOptions options;
    options.band_width = NAN;
    CHECK(fails_with(effect->apply(tilt_frame, options), "band_width"));
    tilt_frame.source = tilt_frame.target;
    CHECK(fails_with(effect->apply(tilt_frame, {}), "is the source too"));
    CHECK(is_untouched());
}

TEST_CASE_FIXTURE(MisuseFixture, "depth of field refuses what is not depth, by name") {
    const auto depth_texture = [&](GLenum format, GLenum parameter, GLint value) {
        const GLuint texture = make_texture(*this, format, misused_width, misused_height);
        gl.BindTexture(GL_TEXTURE_2D, texture);
        if (parameter != GL_NONE) gl.TexParameteri(GL_TEXTURE_2D, parameter, value);
        gl.BindTexture(GL_TEXTURE_2D, 0);
        return texture;
    };
    struct Refused {
        GLuint texture;
        const char* why;
    };
    std::vector<Refused> refused;
    for (const GLenum format : {GL_DEPTH_COMPONENT16, GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT32F,
                                GL_DEPTH24_STENCIL8, GL_DEPTH32F_STENCIL8})
        refused.push_back({depth_texture(format, GL_TEXTURE_COMPARE_MODE, GL_COMPARE_REF_TO_TEXTURE),
                           "has a GL_TEXTURE_COMPARE_MODE"});
    for (const GLenum format : {GL_DEPTH24_STENCIL8, GL_DEPTH32F_STENCIL8})
        refused.push_back({depth_texture(format, GL_DEPTH_STENCIL_TEXTURE_MODE, GL_STENCIL_INDEX),
                           "has the GL_DEPTH_STENCIL_TEXTURE_MODE of its stencil"});
    refused.push_back({depth_texture(GL_STENCIL_INDEX8, GL_NONE, 0), "its numbers are integers"});

    auto depth_of_field = DepthOfField::create(device, {.bokeh = table});
    REQUIRE(depth_of_field);
    const GLuint plain = depth_texture(GL_DEPTH24_STENCIL8, GL_NONE, 0);
    DepthOfFieldFrame scene;
    scene.source = frame.source;
    scene.target = frame.target;
    scene.depth_texture = plain;
    scene.depth.near_m = 0.1f;
    scene.depth.far_m = 100.0f;
    for (const Refused& bad : refused) {
        DepthOfFieldFrame spoiled = scene;
        spoiled.depth_texture = bad.texture;
        CHECK(fails_with(depth_of_field->apply(spoiled, {}), bad.why));
        spoiled = scene;
        spoiled.layer.color = frame.source;
        spoiled.layer.depth_texture = bad.texture;
        CHECK(fails_with(depth_of_field->apply(spoiled, {}), bad.why));
        spoiled = scene;
        spoiled.hidden.color = frame.source;
        spoiled.hidden.depth_texture = bad.texture;
        CHECK(fails_with(depth_of_field->apply(spoiled, {}), bad.why));
        CHECK(is_untouched());
    }
    CHECK(depth_of_field->apply(scene, {}));
}

TEST_CASE_FIXTURE(MisuseFixture, "an error that the host has not read yet is still there afterwards") {
    gl.Enable(GL_TEXTURE_MAX_LEVEL);
    REQUIRE(take_complaints().size() == 1);
    CHECK(filter.apply(frame));
    frame.source.texture = 0;
    CHECK_FALSE(filter.apply(frame));
    CHECK(make_filter(device, table).apply(frame).error().message.find("source") == 0);
    CHECK(gl.GetError() == GL_INVALID_ENUM);
}

}  // namespace tapestry::test
