// How many of a picture's tiles whose filters differ lie between few knots: those that load no entry pixel by
// pixel. That tiles change no bit random_configurations_test.cpp shows.
#include <doctest/doctest.h>

#include <filesystem>

#include "gl/device_state.h"
#include "gl/gl_objects.h"
#include "gl_pictures.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

constexpr int width = 640;
constexpr int height = 360;

struct IntervalFixture : GlFixture {
    EffectFrame frame() {
        EffectFrame made;
        made.source = {upload(*this, GL_RGBA8, Image(width, height, glm::dvec4(0.5)), Row0::top)};
        made.target = {make_texture(*this, GL_RGBA8, width, height)};
        return made;
    }

    template <class Effect, class Options>
    double interval_share(const char* table_name, const Options& options) {
        const auto table = read_table(std::filesystem::path(TAPESTRY_ASSETS) / "tables" / table_name);
        REQUIRE(table);
        auto effect = Effect::create(device, *table);
        REQUIRE(effect);
        device.state()->takes_all_branches = false;  // more knots than on software GL
        REQUIRE(effect->apply(frame(), options));
        const TileCounts counts = device.tile_counts();
        CHECK(counts.all() >= 40 * 23);  // with those around the picture
        CHECK(counts.interval > 200);
        return static_cast<double>(counts.interval) / (counts.interval + counts.varying);
    }
};

}  // namespace

TEST_CASE_FIXTURE(IntervalFixture, "tiles are counted by what they have needed, and the host's state stays") {
    CHECK(device.tile_counts().all() == 0);
    auto table = read_table(std::filesystem::path(TAPESTRY_ASSETS) / "tables" / "disk_0-24_24x4_flat.tap");
    REQUIRE(table);
    auto effect = TiltShift::create(device, *table);
    REQUIRE(effect);
    TiltShiftOptions options;
    options.falloff_distance = 0.0f;  // sharp, or blurred alike
    options.band_width = 0.5f;
    REQUIRE(effect->apply(frame(), options));
    Buffer buffer =
        std::move(*create_buffer(gl, GL_SHADER_STORAGE_BUFFER, 16, nullptr, GL_DYNAMIC_COPY, "host"));
    gl.BindBuffer(GL_SHADER_STORAGE_BUFFER, buffer.name());
    const TileCounts counts = device.tile_counts();
    GLint bound = 0;
    gl.GetIntegerv(GL_SHADER_STORAGE_BUFFER_BINDING, &bound);
    CHECK(static_cast<GLuint>(bound) == buffer.name());
    CHECK(counts.all() >= 40 * 23);  // with those around the picture
    CHECK(counts.copied > 200);
    CHECK(counts.common > 200);
    device.release_transient();
    CHECK(device.tile_counts().all() == 0);
}

TEST_CASE_FIXTURE(IntervalFixture, "nearly all tiles that vary lie between few knots") {
    TiltShiftOptions tilt_shift;
    tilt_shift.angle_deg = 10.0f;
    const double along_one = interval_share<TiltShift>("disk_0-24_24x4_flat.tap", tilt_shift);
    RotationalBokehOptions bokeh;
    const double along_two = interval_share<RotationalBokeh>("ellipse_0-24_32x4_photo.tap", bokeh);
    MESSAGE("one axis " << along_one << ", two axes " << along_two);
    CHECK(along_one > 0.95);
    CHECK(along_two > 0.9);
}

}  // namespace tapestry::test
