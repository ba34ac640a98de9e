// How depth of field cuts a picture: where slices meet, what tiles hold, and which of them blur reaches.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "dof_inside.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

struct DofTilesFixture : DofInside {
    std::mt19937 random{test_seed()};

    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }

    /// Columns of planes; shares add up to 1.
    struct Plane {
        double coc_px;
        double share;
    };
    static ParameterMap columns(int width, int height, const std::vector<Plane>& planes) {
        return map_of(width, height, [&](int x, int) {
            double left = (x + 0.5) / width;
            for (const Plane& plane : planes) {
                if (left < plane.share) return plane.coc_px;
                left -= plane.share;
            }
            return planes.back().coc_px;
        });
    }

    /// Near and far split of such a picture, at this limit in pixels.
    glm::dvec2 splits_of(const std::vector<Plane>& planes, double limit_px, int height = 256) {
        constexpr int width = 128;
        DepthOfFieldOptions options = plain_options();
        options.near_limit = options.far_limit = static_cast<float>(limit_px / height);
        run(flat_picture(width, height, glm::dvec3(0.5)), columns(width, height, planes), options);
        return read(textures.splits, 1, 1).at(0, 0);
    }

    static std::vector<Plane> mirrored(std::vector<Plane> planes) {
        for (Plane& plane : planes) plane.coc_px = -plane.coc_px;
        return planes;
    }
};

constexpr double twelfth = 1.0594630943592953;  // of an octave

}  // namespace

TEST_CASE_FIXTURE(DofTilesFixture, "two planes of one side are parted between them") {
    INFO("seed " << test_seed());
    for (int round = 0; round < 10; ++round) {
        // Up to 48 px outer slices have pixels of 2, and show 3 px.
        const double inner = between(3.2, 19.0), outer = inner * between(1.4, 2.4), share = between(0.1, 0.9);
        const std::vector<Plane> planes = {{inner, share}, {outer, 1.0 - share}};
        INFO(inner << " px and " << outer << " px, " << share);
        const double far = splits_of(planes, 47.0).y, near = splits_of(mirrored(planes), 47.0).x;
        CHECK(far > inner * twelfth);
        CHECK(far < outer / twelfth);
        CHECK(near > inner * twelfth);
        CHECK(near < outer / twelfth);
    }
    // Those a twentieth apart, too, if nothing else is there to be parted.
    for (int round = 0; round < 10; ++round) {
        const double inner = between(8.0, 44.0), outer = inner * between(1.05, 1.15),
                     share = between(0.2, 0.8);
        const std::vector<Plane> planes = {{inner, share}, {outer, 1.0 - share}};
        INFO(inner << " px and " << outer << " px, " << share);
        const double far = splits_of(planes, 51.0).y, near = splits_of(mirrored(planes), 51.0).x;
        CHECK(far > inner);
        CHECK(far < outer);
        CHECK(near > inner);
        CHECK(near < outer);
    }
    // Planes above each other as well as beside each other.
    constexpr int width = 128, height = 256;
    DepthOfFieldOptions options = plain_options();
    run(flat_picture(width, height, glm::dvec3(0.5)),
        map_of(width, height, [](int, int y) { return y < 240 ? 7.0 : 14.0; }), options);
    const double rows = read(textures.splits, 1, 1).at(0, 0).y;
    CHECK(rows > 7.0 * twelfth);
    CHECK(rows < 14.0 / twelfth);
    // Both sides at once, the one that is in focus without any share.
    const glm::dvec2 both = splits_of({{-4.0, 0.1}, {-8.0, 0.2}, {0.5, 0.3}, {12.0, 0.2}, {30.0, 0.2}}, 51.0);
    CHECK(both.x > 4.0 * twelfth);
    CHECK(both.x < 8.0 / twelfth);
    CHECK(both.y > 12.0 * twelfth);
    CHECK(both.y < 30.0 / twelfth);
}

TEST_CASE_FIXTURE(DofTilesFixture,
                  "of three planes the ones that differ most beside the outer one are parted") {
    const double three = splits_of({{4.0, 0.34}, {6.0, 0.33}, {30.0, 0.33}}, 51.0).y;
    CHECK(three > 6.0);
    CHECK(three < 30.0);
    const double other = splits_of({{4.0, 0.34}, {13.3, 0.33}, {30.0, 0.33}}, 51.0).y;
    CHECK(other > 4.0);
    CHECK(other < 13.3);
    // By their shares too: a rare plane far off is not worth as much as two halves.
    const double rare = splits_of({{4.0, 0.48}, {12.0, 0.48}, {30.0, 0.04}}, 51.0).y;
    CHECK(rare > 4.0);
    CHECK(rare < 12.0);
}

TEST_CASE_FIXTURE(DofTilesFixture, "splits are as good as any other by Otsu's measure") {
    INFO("seed " << test_seed());
    for (int round = 0; round < 8; ++round) {
        std::vector<Plane> planes;
        for (int i = 0; i < 4; ++i) planes.push_back({between(3.1, 47.0), 0.25});
        const double got = splits_of(planes, 47.0).y;
        const auto variance = [&](double split) {
            glm::dvec2 inner(0.0), outer(0.0);
            for (const Plane& plane : planes)
                (plane.coc_px < split ? inner : outer) += plane.share * glm::dvec2(1.0, plane.coc_px);
            if (inner.x == 0.0 || outer.x == 0.0) return 0.0;
            const double apart = 1.0 - inner.y / inner.x / (outer.y / outer.x);
            return inner.x * outer.x * apart * apart;
        };
        double best = 0.0;
        for (const Plane& plane : planes) best = std::max(best, variance(plane.coc_px + 1e-6));
        INFO("split " << got << ", " << variance(got) << " of " << best);
        // Bins are a 48th of an octave, and what lies at a split counts against it, by 0.02 at most: planes
        // are quarters of the picture.
        CHECK(variance(got) >= best - 0.006 - best / 16.0);
    }
}

TEST_CASE_FIXTURE(DofTilesFixture, "a split stays off what lies at the usual place, and else near to that") {
    // Usual are 0.8 of the far limit, and of the near one half or 1.25 of the far one, whichever is less:
    // here 24 px, so that a plane of a tenth there would be torn.
    const double beside = splits_of({{-8.0, 0.45}, {-24.0, 0.1}, {-48.0, 0.45}}, 48.0).x;
    CHECK((beside < 23.0 || beside > 25.0));
    CHECK(splits_of({{4.0, 0.5}, {28.0, 0.5}}, 25.0).y == doctest::Approx(20.0).epsilon(twelfth - 1.0));
    CHECK(splits_of({{-3.0, 0.5}, {-24.0, 0.5}}, 25.0).x == doctest::Approx(12.5).epsilon(twelfth - 1.0));
    // Nothing to part: the usual one.
    const glm::dvec2 usual = splits_of({{0.0, 1.0}}, 25.0);
    CHECK(usual.x == doctest::Approx(12.5).epsilon(twelfth - 1.0));
    CHECK(usual.y == doctest::Approx(20.0).epsilon(twelfth - 1.0));
}

TEST_CASE_FIXTURE(DofTilesFixture, "splits are within what the slices' resolutions show") {
    // Outer slices of 102 px have pixels of 8; inner ones, up to 48 px, of 2.
    CHECK(splits_of({{4.0, 0.5}, {11.5, 0.5}}, 102.0, 512).y > 12.0);
    CHECK(splits_of({{-4.0, 0.5}, {-11.5, 0.5}}, 102.0, 512).x > 12.0);
    for (const glm::dvec2 split : {splits_of({{70.0, 0.5}, {100.0, 0.5}}, 102.0, 512),
                                   splits_of({{-70.0, 0.5}, {-100.0, 0.5}}, 102.0, 512)}) {
        CHECK(split.x <= 1.25 * 24.0 * frame.slice_steps[1]);
        CHECK(split.y <= 1.25 * 24.0 * frame.slice_steps[2]);
    }
}

namespace {

/// A slice's radii, near or far.
struct SliceRange {
    double least, most;
};

struct TileContentFixture : DofTilesFixture {
    std::array<SliceRange, 4> slice_ranges() {
        const glm::dvec4 splits = read(textures.splits, 1, 1).at(0, 0);
        return {{{splits.x, 1e30}, {1.5, splits.x}, {3.0, splits.y}, {splits.y, 1e30}}};
    }

    /// What a block with CoCs of [low, high] has of a range of radii: the largest.
    static double largest_in(double low, double high, const SliceRange& range) {
        return high >= range.least && low < range.most ? std::min(high, range.most) : 0.0;
    }

    /// Of CoCs by those ranges; 4 is what is in focus.
    static std::size_t slice_of(double coc, const std::array<SliceRange, 4>& slices) {
        std::size_t slice = coc < 0.0 ? 0 : 2;
        const std::size_t end = slice + 2;
        while (slice < end && !(std::abs(coc) >= slices[slice].least && std::abs(coc) < slices[slice].most))
            ++slice;
        return slice < end ? slice : 4;
    }

    void check_tile(const Image& ranges, int tile_x, int tile_y, const glm::dvec4& reach,
                    const glm::dvec4& content) {
        const auto slices = slice_ranges();
        glm::dvec4 expected(0.0);
        double focus = 0.0;
        bool has_focus = false, has_edge = false;
        for (int y = 8 * tile_y; y < std::min(8 * tile_y + 8, ranges.height); ++y)
            for (int x = 8 * tile_x; x < std::min(8 * tile_x + 8, ranges.width); ++x) {
                const glm::dvec4& range = ranges.at(x, y);
                for (int slice = 0; slice < 4; ++slice) {
                    const bool is_near = slice < 2;
                    expected[slice] = std::max(expected[slice], largest_in(is_near ? -range.y : range.x,
                                                                           is_near ? -range.x : range.y,
                                                                           slices[std::size_t(slice)]));
                }
                has_edge |= slice_of(range.x, slices) != slice_of(range.y, slices) && range.y - range.x > 1.0;
                if (range.x >= 3.0 || range.y <= -1.5) continue;
                has_focus = true;
                focus = std::max({focus, std::min(range.y, 3.0), std::min(-range.x, 1.5)});
            }
        INFO("tile " << tile_x << ", " << tile_y);
        for (int slice = 0; slice < 4; ++slice) REQUIRE(reach[slice] == expected[slice]);
        REQUIRE(content == glm::dvec4(focus, 0.0, 0.0, (has_focus ? 1.0 : 0.0) + (has_edge ? 4.0 : 0.0)));
    }
};

}  // namespace

TEST_CASE_FIXTURE(TileContentFixture, "tiles know the largest radius that they have of each slice") {
    INFO("seed " << test_seed());
    constexpr int width = 152, height = 108;
    // Planes, tile by tile, with some noise: of one slice, of several, of what is in focus.
    std::vector<double> planes;
    for (int i = 0; i < 10 * 7; ++i)
        planes.push_back(between(-1.0, 1.0) < 0.0 ? between(-20.0, 20.0) : between(-2.0, 3.5));
    const ParameterMap coc = map_of(width, height, [&](int x, int y) {
        const double plane = planes[static_cast<std::size_t>(y / 16 * 10 + x / 16)];
        return plane + between(-0.02, 0.02) * std::abs(plane);
    });
    run(flat_picture(width, height, glm::dvec3(0.5)), coc, plain_options());
    const Image ranges = read_blocks(textures.ranges), reaches = read_tiles(textures.reaches),
                contents = read_tiles(textures.contents);
    for (int y = 0; y < reaches.height; ++y)
        for (int x = 0; x < reaches.width; ++x) check_tile(ranges, x, y, reaches.at(x, y), contents.at(x, y));
}

TEST_CASE_FIXTURE(TileContentFixture, "tiles at the picture's end hold nothing of what lies beyond it") {
    constexpr int width = 152, height = 108;
    for (const double coc : {9.0, -9.0, 2.0}) {
        run(flat_picture(width, height, glm::dvec3(0.5)), ParameterMap(width, height, glm::dvec2(coc)),
            plain_options());
        const Image reaches = read_tiles(textures.reaches), contents = read_tiles(textures.contents);
        INFO("CoC " << coc << " px");
        for (int y = 0; y < reaches.height; ++y)
            for (int x = 0; x < reaches.width; ++x) {
                REQUIRE(reaches.at(x, y) == reaches.at(2, 2));
                REQUIRE(contents.at(x, y) ==
                        glm::dvec4(coc == 2.0 ? coc : 0.0, 0.0, 0.0, coc == 2.0 ? 1.0 : 0.0));
            }
    }
}

TEST_CASE_FIXTURE(TileContentFixture, "tiles that a card's blur reaches need its slices, and others do not") {
    constexpr int width = 512, height = 352;
    for (const double coc : {-60.0, 60.0, -8.0, 8.0}) {
        INFO("a card of " << coc << " px");
        // A card of one tile, 5 x 5 px large in its middle.
        const ParameterMap cocs = map_of(width, height, [&](int x, int y) {
            return std::abs(x - 264) <= 2 && std::abs(y - 184) <= 2 ? coc : 0.0;
        });
        run(flat_picture(width, height, glm::dvec3(0.5)), cocs, plain_options());
        const Image needs = read_tiles(textures.needs);
        for (int y = 0; y < needs.height; ++y)
            for (int x = 0; x < needs.width; ++x) {
                // Between the card's pixels and the tile's nearest one.
                const double away = std::hypot(std::max(std::abs(16.0 * x + 8.0 - 264.5) - 8.0 - 2.5, 0.0),
                                               std::max(std::abs(16.0 * y + 8.0 - 184.5) - 8.0 - 2.5, 0.0));
                const bool is_reached = (coc < 0.0 ? needs.at(x, y).x : needs.at(x, y).y) > 0.0;
                INFO("tile " << x << ", " << y << ", " << away << " px away");
                if (away <= std::abs(coc)) REQUIRE(is_reached);
                // Half a tile each, and four of the slices' pixels of 4: what blur may reach is no more.
                if (away > 1.05 * std::abs(coc) + 16.0 + 16.0) REQUIRE(!is_reached);
            }
    }
}

}  // namespace tapestry::test
