// The host finds its GL state as it left it: after creating, after drawing, after errors.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "gl_state.h"
#include "random_tables.h"
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
        check_untouched("release", [&] { device.release_transient(); });
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
