// How many of a picture's tiles whose filters differ lie between few knots: those that load no entry pixel by
// pixel. That tiles change no bit random_configurations_test.cpp shows.
#include <doctest/doctest.h>

#include <array>
#include <cstring>
#include <filesystem>
#include <vector>

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

    /// Tiles of the last cascade, by TAPESTRY_TILE_COPY and so on.
    std::array<double, 4> count_kinds() {
        const TileLists& lists = device.state()->tiles;
        std::vector<layout::uint> words(lists.bytes() / sizeof(layout::uint));
        gl.MemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
        gl.BindBuffer(GL_COPY_READ_BUFFER, lists.name());
        const void* const bytes =
            gl.MapBufferRange(GL_COPY_READ_BUFFER, 0, GLsizeiptr(lists.bytes()), GL_MAP_READ_BIT);
        std::memcpy(words.data(), bytes, lists.bytes());
        gl.UnmapBuffer(GL_COPY_READ_BUFFER);
        gl.BindBuffer(GL_COPY_READ_BUFFER, 0);
        TileListHeads heads = {};
        std::memcpy(&heads, words.data(), sizeof(heads));
        const std::size_t first =
            sizeof(heads) / sizeof(layout::uint) +
            std::size_t{TAPESTRY_TILE_LISTS + TAPESTRY_TILES_FILTERED} * lists.capacity();
        std::array<double, 4> counts = {};
        for (std::size_t i = first; i < first + heads.lists[TAPESTRY_TILES_FILTERED].count; ++i)
            ++counts[words[i] >> TAPESTRY_TILE_KIND_BIT & 3u];
        return counts;
    }

    template <class Effect, class Options>
    double interval_share(const char* table_name, const Options& options) {
        const auto table = read_table(std::filesystem::path(TAPESTRY_ASSETS) / "tables" / table_name);
        REQUIRE(table);
        auto effect = Effect::create(device, *table);
        REQUIRE(effect);
        device.state()->takes_all_branches = false;  // one list for all kinds
        REQUIRE(effect->apply(frame(), options));
        const auto counts = count_kinds();
        const double interval = counts[TAPESTRY_TILE_INTERVAL], varying = counts[TAPESTRY_TILE_VARYING];
        CHECK(counts[TAPESTRY_TILE_COPY] == 0.0);
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
