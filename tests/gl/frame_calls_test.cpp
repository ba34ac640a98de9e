// How much a frame asks of a driver: dispatches, barriers, calls. What it asks of a GPU's memory is counted
// by tapestry-bench dof --bytes.
#include <doctest/doctest.h>

#include "counted_calls.h"
#include "gl/device_state.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

constexpr int calls_width = 1920, calls_height = 1080;

struct CallsFixture : GlFixture {
    Device counting = [] {
        DeviceDescription description;
        description.get_proc_address = find_call_counting;
        description.host_state = HostState::not_restored;
        auto made = Device::create(description);
        if (!made) FAIL(made.error().message);
        made->state()->takes_all_branches = false;  // what GPUs get: software GL has more dispatches
        return std::move(*made);
    }();
    TapTable table = [] {
        auto read = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_16x3_flat.tap");
        if (!read) FAIL(read.error().message);
        return *read;
    }();

    TextureView described(GLenum format, Encoding encoding) {
        return {.texture = make_texture(*this, format, calls_width, calls_height),
                .encoding = encoding,
                .width = calls_width,
                .height = calls_height,
                .format = format};
    }

    /// Things at many depths before a slope.
    static ParameterMap depths() {
        ParameterMap map(calls_width, calls_height);
        for (int y = 0; y < calls_height; ++y)
            for (int x = 0; x < calls_width; ++x)
                map.at(x, y).x = 1.0 + 20.0 * x / calls_width + ((x / 37 + y / 41) % 3 != 0 ? 0.0 : 3.0);
        return map;
    }

    /// Of a frame after those that make textures.
    template <class Apply>
    static void count_calls(const Apply& apply) {
        for (int frame = 0; frame < 2; ++frame) {
            reset_call_counts();
            const Result<void> drawn = apply();
            if (!drawn) FAIL(drawn.error().message);
        }
        MESSAGE(dispatches() << " dispatches, " << barriers() << " barriers, " << call_count() << " calls");
        INFO(describe_calls());
        CHECK(call_count({"others"}) == 0);
        CHECK(call_count_of_prefix("glGet") + call_count_of_prefix("glIs") == 0);
        CHECK(uploads() <= 2);
    }

    static int dispatches() { return call_count({"glDispatchCompute", "glDispatchComputeIndirect"}); }
    static int barriers() { return call_count({"glMemoryBarrier"}); }
    static int uploads() {
        return call_count({"glBufferData", "glBufferSubData", "glMapBufferRange", "glTexSubImage2D"});
    }
};

}  // namespace

TEST_CASE_FIXTURE(CallsFixture, "a frame of depth of field asks little of the driver") {
    auto effect = DepthOfField::create(counting, {.bokeh = table});
    REQUIRE(effect);
    DepthOfFieldFrame frame;
    frame.source = described(GL_RGBA16F, Encoding::linear);
    frame.target = described(GL_RGBA8, Encoding::srgb);
    frame.depth_texture = upload(*this, GL_R32F, depths(), Row0::top);
    frame.depth.kind = DepthKind::metres;
    DepthOfFieldOptions options;
    options.lens.focus_distance_m = 5.0f;
    options.lens.f_number = 1.4f;
    options.lens.focal_length_mm = 85.0f;
    count_calls([&] { return effect->apply(frame, options); });
    MESSAGE(counting.transient_bytes() << " bytes of transient textures");
    CHECK(dispatches() <= 36);
    CHECK(barriers() <= 40);
    CHECK(call_count() <= 450);
}

TEST_CASE_FIXTURE(CallsFixture, "a frame of tilt-shift asks little of the driver") {
    auto effect = TiltShift::create(counting, table);
    REQUIRE(effect);
    const EffectFrame frame = {.source = described(GL_RGBA16F, Encoding::linear),
                               .target = described(GL_RGBA8, Encoding::srgb)};
    count_calls([&] { return effect->apply(frame, {}); });
    CHECK(dispatches() <= 9);
    CHECK(barriers() <= 9);
    CHECK(call_count() <= 90);
}

}  // namespace tapestry::test
