// What happens in every frame: no allocation, no object, no compile; options that change; memory under a cap.
#include <doctest/doctest.h>

#include <array>
#include <string>
#include <vector>

#include "allocation_count.h"
#include "core/cascade_margin.h"
#include "filter_runs.h"
#include "gl_pictures.h"
#include "gl_state.h"
#include "intercepted_gl.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

struct FrameFixture : GlFixture {
    std::mt19937 random{test_seed()};
    TapTable table = make_table();
    GLuint source = make_texture(*this, GL_RGBA8, 65, 33);
    GLuint target = make_texture(*this, GL_RGBA8, 65, 33);
    GLuint map = upload(*this, GL_R32F, random_map(random, 65, 33, 0.0, 9.0), Row0::bottom);

    TapTable make_table() {
        RandomTableShape shape;
        shape.axes = {radius_axis()};
        TapTable made = random_table(shape, random);
        made.turnable = true;
        return made;
    }

    static Device make_device(HostState host_state = HostState::restored, std::size_t most_bytes = 0) {
        DeviceDescription description;
        description.get_proc_address = find_counted;
        description.host_state = host_state;
        description.max_transient_bytes = most_bytes;
        auto made = Device::create(description);
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    SparseFilterFrame make_frame() const {
        SparseFilterFrame frame;
        frame.source.texture = source;
        frame.target.texture = target;
        frame.parameter[0] = 4.0f;
        return frame;
    }

    /// Every path of the engine.
    void draw_all(SparseFilter& filter, TiltShift& effect) const {
        for (const Resolution resolution : {Resolution::full, Resolution::half, Resolution::quarter}) {
            SparseFilterFrame frame = make_frame();
            frame.resolution = resolution;
            CHECK(filter.apply(frame));
            frame.turn_texture = map;
            CHECK(filter.apply(frame));
            frame.parameter_texture = map;
            CHECK(filter.apply(frame));
            frame.tiles = false;
            frame.region = {3, 4, 20, 9};
            CHECK(filter.apply(frame));
            frame.parameter_texture = 0;
            frame.turn_texture = 0;
            frame.parameter[0] = 0.0f;
            CHECK(filter.apply(frame));
            CHECK(effect.apply({frame.source, frame.target, Row0::top, WorkPrecision::half, resolution}, {}));
        }
    }
};

}  // namespace

TEST_CASE_FIXTURE(FrameFixture, "frames after the first of their kind allocate nothing and compile nothing") {
    Device made = make_device();
    REQUIRE(made.time_passes(true));
    SparseFilter filter = make_filter(made, table);
    auto effect = TiltShift::create(made, table);
    REQUIRE(effect);
    draw_all(filter, *effect);
    draw_all(filter, *effect);
    const std::ptrdiff_t objects = object_counts().made;
    std::size_t allocations = allocation_count();
    std::size_t of_checks = 0;
    for (int i = 0; i < 3; ++i) {
        // doctest's own CHECK is measured by doing nothing in one.
        draw_all(filter, *effect);
        made.take_pass_times();
    }
    allocations = allocation_count() - allocations;
    const std::size_t before = allocation_count();
    for (int i = 0; i < 3 * 3 * 6; ++i) CHECK(Result<void>());
    of_checks = allocation_count() - before;
    CHECK(allocations == of_checks);
    CHECK(object_counts().made == objects);
}

TEST_CASE_FIXTURE(FrameFixture,
                  "depth of field allocates nothing and compiles nothing after its first frame") {
    Device made = make_device();
    auto effect = DepthOfField::create(made, {.bokeh = table});
    REQUIRE(effect);
    const GLuint depth = upload(*this, GL_R32F, random_map(random, 65, 33, 0.5, 40.0), Row0::bottom);
    DepthOfFieldFrame frame;
    frame.source.texture = source;
    frame.target.texture = target;
    frame.depth_texture = depth;
    frame.depth.kind = DepthKind::metres;
    DepthOfFieldOptions options;
    options.lens.focus_distance_m = 4.0f;
    options.lens.f_number = 0.9f;
    options.lens.focal_length_mm = 100.0f;
    bool all_well = true;
    const auto draw_all = [&] {
        for (const Resolution resolution : {Resolution::full, Resolution::half}) {
            frame.resolution = resolution;
            const bool is_drawn{effect->apply(frame, options)};
            all_well = all_well && is_drawn;
        }
    };
    draw_all();
    draw_all();
    const std::ptrdiff_t objects = object_counts().made;
    const std::size_t before = allocation_count();
    for (int i = 0; i < 3; ++i) draw_all();
    const std::size_t allocations = allocation_count() - before;
    CHECK(all_well);
    CHECK(allocations == 0);
    CHECK(object_counts().made == objects);
}

TEST_CASE_FIXTURE(FrameFixture, "a host that tracks its own state may have it left alone") {
    Device made = make_device(HostState::not_restored);
    SparseFilter filter = make_filter(made, table);
    SparseFilterFrame frame = make_frame();
    frame.parameter_texture = map;
    const std::vector<StateEntry> before = snapshot(gl);
    CHECK(filter.apply(frame));
    const std::vector<StateEntry> after = snapshot(gl);
    // Whatever the list of device.h does not name is as it was.
    int listed = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == after[i]) continue;
        ++listed;
        INFO(before[i].name);
        bool is_listed = false;
        for (const char* const name : {"GL_CURRENT_PROGRAM", "GL_ACTIVE_TEXTURE", "GL_TEXTURE_BINDING_2D[",
                                       "GL_SAMPLER_BINDING[", "GL_IMAGE_BINDING_", "GL_UNIFORM_BUFFER_",
                                       "GL_SHADER_STORAGE_BUFFER_", "GL_DISPATCH_INDIRECT_BUFFER_BINDING"})
            is_listed = is_listed || before[i].name.starts_with(name);
        CHECK(is_listed);
    }
    CHECK(listed > 5);
    gl.UseProgram(0);
    gl.ActiveTexture(GL_TEXTURE0);
}

TEST_CASE_FIXTURE(FrameFixture,
                  "transient textures stay under their cap, or the effect says that they cannot") {
    const auto margins = static_cast<std::size_t>(2 * cascade_margin_px(table, 1.0));
    const std::size_t two_halves = 2 * (65 + margins) * (33 + margins) * 8;
    Device made = make_device(HostState::restored, two_halves);
    SparseFilter filter = make_filter(made, table);
    SparseFilterFrame frame = make_frame();
    CHECK(filter.apply(frame));
    CHECK(made.transient_bytes() == two_halves);
    frame.precision = WorkPrecision::single;
    CHECK(fails_with(filter.apply(frame), "more do not fit under the cap of " + std::to_string(two_halves)));
    made.set_transient_limit(2 * two_halves);
    CHECK(filter.apply(frame));
    CHECK(made.transient_bytes() == 2 * two_halves);
    made.set_transient_limit(two_halves);
    CHECK(made.transient_bytes() == 0);
    frame.precision = WorkPrecision::half;
    CHECK(filter.apply(frame));
    made.set_transient_limit(0);
    frame.precision = WorkPrecision::single;
    CHECK(filter.apply(frame));
}

}  // namespace tapestry::test
