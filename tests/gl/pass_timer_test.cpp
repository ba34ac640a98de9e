// GPU times of passes, which nobody waits for.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "random_tables.h"

namespace tapestry::test {
namespace {

struct TimerFixture : GlFixture {
    std::mt19937 random{test_seed()};
    SparseFilter filter = make_uniform_filter();
    SparseFilterFrame frame = make_frame();

    SparseFilter make_uniform_filter() {
        RandomTableShape shape;
        shape.layer_taps = {6, 12};
        return make_filter(device, random_table(shape, random));
    }

    SparseFilterFrame make_frame() {
        SparseFilterFrame made;
        made.source.texture = make_texture(*this, GL_RGBA8, 64, 64);
        made.target.texture = make_texture(*this, GL_RGBA8, 64, 64);
        return made;
    }
};

}  // namespace

TEST_CASE_FIXTURE(TimerFixture, "each pass has a time by its name, in order") {
    REQUIRE(device.time_passes(true));
    CHECK(filter.apply(frame));
    gl.Finish();
    std::vector<std::string> names;
    for (const PassTime& pass : device.take_pass_times()) {
        names.emplace_back(pass.name);
        CHECK(pass.milliseconds >= 0.0);
    }
    CHECK(names == std::vector<std::string>{"tapestry taps_blend", "tapestry filter_ingest",
                                            "tapestry filter_uniform", "tapestry filter_uniform"});
    CHECK(device.take_pass_times().empty());
}

TEST_CASE_FIXTURE(TimerFixture, "passes that nobody asks for are dropped, and timing can be switched") {
    CHECK(filter.apply(frame));
    CHECK(device.take_pass_times().empty());
    REQUIRE(device.time_passes(true));
    for (int i = 0; i < 300; ++i) CHECK(filter.apply(frame));
    gl.Finish();
    CHECK(device.take_pass_times().size() == 512);
    CHECK(filter.apply(frame));
    gl.Finish();
    CHECK(device.take_pass_times().size() == 4);
    CHECK(device.time_passes(false));
    CHECK(filter.apply(frame));
    CHECK(device.take_pass_times().empty());
}

}  // namespace tapestry::test
