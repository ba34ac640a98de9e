// What is made is deleted, in any order, and frames after the first make nothing.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/cascade_margin.h"
#include "filter_runs.h"
#include "gl_pictures.h"
#include "intercepted_gl.h"
#include "random_tables.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

Device counted_device() {
    DeviceDescription description;
    description.get_proc_address = find_counted;
    auto made = Device::create(description);
    if (!made) FAIL(made.error().message);
    return std::move(*made);
}

struct LifetimeFixture : GlFixture {
    TapTable table = make_table();
    TextureView source = {make_texture(*this, GL_RGBA8, 65, 33)};
    TextureView target = {make_texture(*this, GL_RGBA8, 65, 33)};
    TextureView small_source = {make_texture(*this, GL_RGBA8, 20, 10)};
    TextureView small_target = {make_texture(*this, GL_RGBA8, 20, 10)};

    static TapTable make_table() {
        std::mt19937 random(test_seed());
        RandomTableShape shape;
        shape.axes = {radius_axis()};
        return random_table(shape, random);
    }

    /// Two RGBA16F with their margins.
    std::size_t work_bytes(int width, int height) const {
        const int margins = 2 * cascade_margin_px(table, 1.0);
        return std::size_t{2 * 8} * static_cast<std::size_t>((width + margins) * (height + margins));
    }

    /// Six lists of the tiles that the first layer reads for 65 x 33 pixels, their heads and their kinds.
    std::size_t tile_bytes() const {
        const auto reach_of = [&](std::size_t layer) {
            return static_cast<int>(std::ceil(layer_reach_px(table, layer))) + 1;
        };
        const int margin = cascade_margin_px(table, 1.0);
        int written = 0;  // pixels around the picture
        for (std::size_t layer = 1; layer < table.layers(); ++layer) written += reach_of(layer);
        written = std::min(written, margin);
        const int read = std::min(written + reach_of(0), margin);
        const auto tiles = [&](int pixels) {
            return static_cast<std::size_t>((read - written + 15) / 16 + (pixels + read + written + 15) / 16);
        };
        // The heads of lists, twice; the lists, and what their tiles need.
        return 2 * (6 * 16 + 4) + 12 * 4 * tiles(65) * tiles(33);
    }

    TiltShift make_tilt_shift(const Device& from) const {
        auto made = TiltShift::create(from, table);
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    void apply(SparseFilter& filter) const {
        SparseFilterFrame frame;
        frame.source = source;
        frame.target = target;
        frame.parameter[0] = 4.0f;
        CHECK(filter.apply(frame));
    }

    void apply(TiltShift& effect) const { CHECK(effect.apply({source, target}, {})); }
};

}  // namespace

TEST_CASE_FIXTURE(LifetimeFixture, "nothing is left, whatever goes first") {
    const std::ptrdiff_t before = object_counts().live;
    for (int order = 0; order < 6; ++order) {
        std::optional<Device> made = counted_device();
        std::optional<SparseFilter> filter = make_filter(*made, table);
        std::optional<TiltShift> effect = make_tilt_shift(*made);
        apply(*filter);
        apply(*effect);
        CHECK(object_counts().live > before);

        std::array<int, 3> turns = {0, 1, 2};
        for (int i = 0; i < order; ++i) std::next_permutation(turns.begin(), turns.end());
        for (const int turn : turns) {
            if (turn == 0) made.reset();
            if (turn == 1) filter.reset();
            if (turn == 2) effect.reset();
            // What is left still works.
            if (filter) apply(*filter);
            if (effect) apply(*effect);
        }
        CHECK(object_counts().live == before);
    }
}

TEST_CASE_FIXTURE(LifetimeFixture, "a hundred filters come and go") {
    const std::ptrdiff_t before = object_counts().live;
    {
        const Device made = counted_device();
        const std::ptrdiff_t with_device = object_counts().live;
        for (int i = 0; i < 100; ++i) make_filter(made, table);
        CHECK(object_counts().live == with_device);
    }
    CHECK(object_counts().live == before);
}

TEST_CASE_FIXTURE(LifetimeFixture, "moving hands the objects over") {
    const std::ptrdiff_t before = object_counts().live;
    {
        Device made = counted_device();
        SparseFilter first = make_filter(made, table);
        SparseFilter second = make_filter(made, table);
        second = std::move(first);
        Device moved = std::move(made);
        apply(second);
        moved = counted_device();
        apply(second);
    }
    CHECK(object_counts().live == before);
}

TEST_CASE_FIXTURE(LifetimeFixture, "failures leave nothing behind") {
    const std::ptrdiff_t before = object_counts().live;
    {
        const Device made = counted_device();
        const std::ptrdiff_t with_device = object_counts().live;
        CHECK_FALSE(SparseFilter::create(made, TapTable()));
        CHECK(object_counts().live == with_device);
    }
    CHECK(object_counts().live == before);
}

TEST_CASE_FIXTURE(LifetimeFixture, "frames after the first make no objects") {
    Device made = counted_device();
    SparseFilter filter = make_filter(made, table);
    TiltShift effect = make_tilt_shift(made);
    apply(filter);
    apply(effect);
    const std::ptrdiff_t before = object_counts().made;
    for (int frame = 0; frame < 200; ++frame) {
        apply(filter);
        apply(effect);
    }
    CHECK(object_counts().made == before);
}

TEST_CASE_FIXTURE(LifetimeFixture, "transient textures are shared, counted and given back") {
    Device made = counted_device();
    SparseFilter filter = make_filter(made, table);
    TiltShift effect = make_tilt_shift(made);
    CHECK(made.transient_bytes() == 0);
    apply(filter);
    const std::size_t two_halves = work_bytes(65, 33);
    CHECK(made.transient_bytes() == two_halves);
    apply(effect);
    CHECK(made.transient_bytes() == two_halves + 65 * 33 * 4 + tile_bytes());

    const std::ptrdiff_t before = object_counts().live;
    made.release_transient();
    CHECK(made.transient_bytes() == 0);
    CHECK(object_counts().live == before - 4);
    apply(effect);
    CHECK(made.transient_bytes() == two_halves + 65 * 33 * 4 + tile_bytes());
}

TEST_CASE_FIXTURE(LifetimeFixture,
                  "transient textures of a size that is not drawn any more go by themselves") {
    Device made = counted_device();
    SparseFilter filter = make_filter(made, table);
    SparseFilterFrame small;
    small.source = small_source;
    small.target = small_target;
    small.parameter[0] = 4.0f;
    CHECK(filter.apply(small));
    const std::size_t small_bytes = made.transient_bytes();
    for (int frame = 0; frame < 200; ++frame) apply(filter);
    TiltShift effect = make_tilt_shift(made);
    apply(effect);
    CHECK(made.transient_bytes() == work_bytes(65, 33) + 65 * 33 * 4 + tile_bytes());
    CHECK(small_bytes == work_bytes(20, 10));
}

}  // namespace tapestry::test
