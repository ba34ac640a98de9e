// How many of a picture's tiles whose filters differ lie between few knots: those that load no entry pixel by
// pixel. That tiles change no bit random_configurations_test.cpp shows.
#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <filesystem>

#include "gl/device_state.h"
#include "gl/tile_lists.h"
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

    /// Tiles of a list of the last cascade.
    double count_of(layout::uint kind) {
        TileListHeads heads = {};
        gl.MemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
        gl.BindBuffer(GL_COPY_READ_BUFFER, device.state()->tiles.name());
        const void* const bytes =
            gl.MapBufferRange(GL_COPY_READ_BUFFER, 0, GLsizeiptr(sizeof(heads)), GL_MAP_READ_BIT);
        std::memcpy(&heads, bytes, sizeof(heads));
        gl.UnmapBuffer(GL_COPY_READ_BUFFER);
        gl.BindBuffer(GL_COPY_READ_BUFFER, 0);
        return heads.lists[kind].count;
    }

    template <class Effect, class Options>
    double interval_share(const char* table_name, const Options& options) {
        const auto table = read_table(std::filesystem::path(TAPESTRY_ASSETS) / "tables" / table_name);
        REQUIRE(table);
        auto effect = Effect::create(device, *table);
        REQUIRE(effect);
        REQUIRE(effect->apply(frame(), options));
        const double interval = count_of(TAPESTRY_TILES_INTERVAL), varying = count_of(TAPESTRY_TILES_VARYING);
        CHECK(interval > 200.0);
        return interval / (interval + varying);
    }
};

}  // namespace

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
