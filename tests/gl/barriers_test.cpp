// Every dispatch is ordered behind those whose results it reads and whose inputs it overwrites. Software GL
// runs one after the other and would hide it.
#include <doctest/doctest.h>

#include "barrier_recorder.h"
#include "effect_subjects.h"
#include "pictures.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

struct BarrierFixture : EffectFixture {
    BarrierFixture() {
        DeviceDescription description;
        description.get_proc_address = find_recorded;
        auto made = Device::create(description);
        if (!made) FAIL(made.error().message);
        device = std::move(*made);
    }

    void check_order(const Result<void>& drawn) {
        if (!drawn) FAIL_CHECK(drawn.error().message);
        CHECK(take_dispatch_count() > 0);
        for (const std::string& hazard : take_hazards()) FAIL_CHECK(hazard);
    }
};

}  // namespace

TEST_CASE_FIXTURE(BarrierFixture, "effects order their passes, within a frame and from frame to frame") {
    for (const Subject& subject : every_effect(*this))
        for (const Resolution resolution : {Resolution::full, Resolution::quarter})
            for (const bool tiles : {true, false}) {
                INFO(subject.name << ", resolution 1/" << int(resolution)
                                  << std::string(tiles ? ", tiles" : ""));
                EffectFrame frame = float_frame(Row0::top);
                frame.resolution = resolution;
                frame.tiles = tiles;
                check_order(subject.apply(frame, 1.0f));
                check_order(subject.apply(frame, 1.0f));
            }
}

TEST_CASE_FIXTURE(BarrierFixture,
                  "depth of field orders its passes, within a frame and from frame to frame") {
    const GLuint depth = upload(*this, GL_R32F, random_map(random, width, height, 0.4, 20.0), Row0::top);
    for (const char* const name : {"disk_0-24_8x3_flat.tap", "catseye_0-24_16x3_flat.tap"}) {
        auto table = read_table(TAPESTRY_ASSETS "/tables/" + std::string(name));
        REQUIRE(table);
        auto effect = DepthOfField::create(device, {.bokeh = *table});
        REQUIRE(effect);
        DepthOfFieldFrame frame;
        frame.source = {upload(*this, GL_RGBA16F, source, Row0::top)};
        frame.target = {make_texture(*this, GL_RGBA8, width, height)};
        frame.depth_texture = depth;
        frame.depth.kind = DepthKind::metres;
        DepthOfFieldOptions options;
        options.lens.focus_distance_m = 2.0f;
        options.lens.f_number = 1.4f;
        options.near_limit = options.far_limit = 0.6f;  // slices that are halved, too
        options.highlights.threshold = 0.8f;
        check_order(effect->apply(frame, options));
        options.autofocus.on = true;
        frame.layer.color = frame.hidden.color = frame.source;
        frame.layer.depth_texture = frame.hidden.depth_texture = depth;
        check_order(effect->apply(frame, options));
        options.view = DepthOfFieldView::coverage;
        check_order(effect->apply(frame, options));
    }
}

}  // namespace tapestry::test
