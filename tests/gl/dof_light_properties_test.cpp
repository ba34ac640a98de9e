// Small bright lights: which are drawn apart and whose they are, that merging keeps light and place, and what
// each shows.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "core/aperture_distances.h"
#include "dof_cell_lights.h"
#include "dof_inside.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/filters.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

constexpr double light_threshold = 4.0;

glm::dvec4 grey_of(double light) {
    return {light, light, light, 1.0};
}

struct LightPropertyFixture : DofInside {
    std::mt19937 random{test_seed()};

    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }

    static DepthOfFieldOptions light_options() {
        DepthOfFieldOptions options = plain_options();
        options.highlights = {true, float{light_threshold}};
        return options;
    }

    static Image black(int width, int height) { return Image(width, height, grey_of(0.0)); }
    static ParameterMap flat_coc(int width, int height, double coc) {
        return ParameterMap(width, height, glm::dvec2(coc));
    }

    /// CoCs that lights are drawn with; 0 where none is.
    Image light_cocs() {
        Image cocs = read_whole(textures.light_cocs);
        const Image ranges = read_blocks(textures.ranges);
        for (int y = 0; y < cocs.height; ++y)
            for (int x = 0; x < cocs.width; ++x)
                cocs.at(x, y) = glm::dvec4(ranges.at(x / 2, y / 2).z > 0.0 ? cocs.at(x, y).x : 0.0);
        return cocs;
    }
};

}  // namespace

TEST_CASE_FIXTURE(LightPropertyFixture, "of a small light the threshold stays, and the rest is drawn apart") {
    constexpr int width = 64, height = 96;
    for (const double coc : {-18.0, -3.25, 2.75, 3.25, 9.0})
        for (const double brightness : {3.5, 5.0, 200.0}) {
            INFO("light of " << brightness << " and " << coc << " px");
            Image light = black(width, height);
            // The brightest colour counts; the others go along.
            light.at(33, 47) = {0.5 * brightness, brightness, -0.25 * brightness, 1.0};
            run(light, flat_coc(width, height, coc), light_options());
            const bool is_apart = std::abs(coc) > 3.0 && brightness > light_threshold;
            const double kept = is_apart ? light_threshold : brightness;
            const glm::dvec4 got = read_whole(textures.work).at(33, 47);
            CHECK(got.r == doctest::Approx(0.5 * kept).epsilon(1e-3));
            CHECK(got.g == doctest::Approx(kept).epsilon(1e-3));
            CHECK(got.b == doctest::Approx(-0.25 * kept).epsilon(1e-3));
            const Image cocs = light_cocs();
            CHECK(cocs.at(33, 47).x == (is_apart ? coc : 0.0));
            CHECK(cocs.at(32, 47).x == 0.0);
            CHECK(read_blocks(textures.ranges).at(16, 23) == glm::dvec4(coc, coc, is_apart, 0.0));
            CHECK(read_blocks(textures.ranges).at(17, 23).z == 0.0);
            const glm::dvec4 content = read_tiles(textures.contents).at(2, 2);
            CHECK(content.y == (is_apart && coc > 0.0 ? coc : 0.0));
            CHECK(content.z == (is_apart && coc < 0.0 ? -coc : 0.0));
        }
}

TEST_CASE_FIXTURE(LightPropertyFixture, "what is bright all around is no small light") {
    INFO("seed " << test_seed());
    constexpr double brightness = 32.0, coc = 9.0;
    for (const int height : {96, 544}) {
        // Cells of 4 px at 360 lines, in steps of whole ones.
        const int width = 64, side = height == 96 ? 4 : 8;
        // Denser from left to right: half of all pixels and more are sky.
        const Image light = picture_of(width, height, [&](int x, int y) {
            return glm::dvec3(y % 96 < 80 && between(0.0, 0.8) < double(x) / width ? brightness : 0.0);
        });
        run(light, flat_coc(width, height, coc), light_options());
        const int columns = (width + side - 1) / side, rows = (height + side - 1) / side;
        const Image bright = read(textures.bright, columns, rows);
        for (int y = 0; y < rows; ++y)
            for (int x = 0; x < columns; ++x) {
                double count = 0.0;
                for (const int dy : {side / 4, 3 * side / 4})
                    for (const int dx : {side / 4, 3 * side / 4})
                        count +=
                            light.at(std::min(side * x + dx, width - 1), std::min(side * y + dy, height - 1))
                                .g > 0.0;
                REQUIRE(bright.at(x, y).r == 0.25 * count);
            }
        const Image work = read_whole(textures.work);
        int whole = 0, part = 0, none = 0;
        for (int y = 0; y < std::min(height, 96); ++y)
            for (int x = 0; x < width; ++x) {
                if (light.at(x, y).g == 0.0) continue;
                // As much as four reads a cell and a quarter off see: small up to a quarter, sky from a half
                // on.
                const glm::dvec2 cell = (glm::dvec2(x, y) + 0.5) / double(side) - 0.5;
                double around = 0.0;
                for (const double dy : {-1.25, 1.25})
                    for (const double dx : {-1.25, 1.25})
                        around += 0.25 * read_bilinear(bright, cell.x + dx, cell.y + dy).r;
                const double t = std::clamp((around - 0.25) / 0.25, 0.0, 1.0),
                             small = 1.0 - t * t * (3.0 - 2.0 * t);
                const double expected = brightness * (1.0 - small * (1.0 - light_threshold / brightness));
                INFO("pixel " << x << ", " << y << ", " << around);
                REQUIRE(work.at(x, y).g == doctest::Approx(expected).epsilon(2e-3));
                ++(small >= 1.0 ? whole : small <= 0.0 ? none : part);
            }
        CHECK(std::min({whole, part, none}) > 50);
    }
}

TEST_CASE_FIXTURE(LightPropertyFixture,
                  "a light's rim goes with its brightest pixel, whatever depth it has") {
    constexpr int width = 64, height = 96;
    for (const double rim_coc : {18.0, 9.0, 4.0, 0.0}) {
        Image light = black(width, height);
        ParameterMap coc = flat_coc(width, height, rim_coc);
        for (int y = -1; y <= 1; ++y)
            for (int x = -1; x <= 1; ++x) light.at(30 + x, 40 + y) = grey_of(20.0);
        light.at(30, 40) = grey_of(40.0);
        coc.at(30, 40).x = 9.0;
        run(light, coc, light_options());
        INFO("a rim of " << rim_coc << " px");
        const Image cocs = light_cocs(), work = read_whole(textures.work);
        for (int y = -1; y <= 1; ++y)
            for (int x = -1; x <= 1; ++x) {
                CHECK(cocs.at(30 + x, 40 + y).x == 9.0);
                CHECK(work.at(30 + x, 40 + y).g == doctest::Approx(light_threshold).epsilon(1e-3));
            }
    }
}

namespace {

/// A dark thing like a hair or a bar, in focus, before a round light; both go through a pixel in the middle.
struct Hair {
    double first = -0.5;  ///< its side, across from the middle
    double width = 1.0;
    glm::dvec2 across = {1.0, 0.0};
    double lit = 12.0;       ///< of the hair where the light is behind it
    double dark = 0.0625;    ///< of the hair elsewhere
    double other_end = 0.0;  ///< more of it on one end
    double core = 0.0;       ///< more of it on both ends, where they go on from the middle
    double light = 30.0;
    double light_radius = 3.2;
    double coc = 0.0;
    double light_coc = 9.0;
};

struct HairFixture : LightPropertyFixture {
    static constexpr int size = 96, middle = 49;

    void run_hair(const Hair& hair) {
        const auto is_hair = [&](int x, int y) {
            const double away = glm::dot(glm::dvec2(x - middle, y - middle), hair.across);
            return away >= hair.first && away < hair.first + hair.width;
        };
        const glm::dvec2 along(-hair.across.y, hair.across.x);
        const auto light_at = [&](int x, int y) {
            const glm::dvec2 away(x - middle, y - middle);
            const bool is_lit = glm::length(away) <= hair.light_radius;
            if (!is_hair(x, y)) return is_lit ? hair.light : 0.0;
            if (is_lit) return hair.lit;
            return hair.dark + (glm::dot(away, along) > 0.0 ? hair.other_end : 0.0) +
                   (std::abs(glm::dot(away, hair.across)) < 0.5 ? hair.core : 0.0);
        };
        run(picture_of(size, size, [&](int x, int y) { return glm::dvec3(light_at(x, y)); }),
            map_of(size, size, [&](int x, int y) { return is_hair(x, y) ? hair.coc : hair.light_coc; }),
            light_options());
    }

    double coc_in_the_middle() { return light_cocs().at(middle, middle).x; }
    double kept_in_the_middle() { return read_whole(textures.work).at(middle, middle).g; }
};

}  // namespace

TEST_CASE_FIXTURE(HairFixture,
                  "light that shows through a thin thing is that of what is behind, in every direction") {
    const double root = std::sqrt(0.5);
    for (const glm::dvec2 across :
         {glm::dvec2(1.0, 0.0), glm::dvec2(0.0, 1.0), glm::dvec2(root, root), glm::dvec2(root, -root)})
        for (const double coc : {0.0, 5.0, -6.0}) {
            INFO("across " << across.x << ", " << across.y << ", CoC " << coc);
            run_hair({.across = across, .coc = coc});
            CHECK(coc_in_the_middle() == 9.0);
            // As dark as the hair is, but no less than an eighth of the threshold.
            CHECK(kept_in_the_middle() == doctest::Approx(0.125 * light_threshold).epsilon(2e-3));
        }
    // So thick that what is behind shows beside its middle across alone.
    for (const glm::dvec2 across : {glm::dvec2(root, root), glm::dvec2(root, -root)}) {
        INFO("thick, across " << across.x << ", " << across.y);
        run_hair(
            {.first = -0.8, .width = 1.6, .across = across, .lit = 20.0, .light = 15.0, .light_radius = 4.2});
        CHECK(coc_in_the_middle() == 9.0);
    }
    run_hair({.dark = 1.5});
    CHECK(kept_in_the_middle() == doctest::Approx(1.5).epsilon(2e-3));
    // Of both ends the darker.
    run_hair({.lit = 24.0, .dark = 5.0});
    CHECK(kept_in_the_middle() == doctest::Approx(light_threshold).epsilon(2e-3));
}

TEST_CASE_FIXTURE(HairFixture,
                  "a thing is thin when what is behind shows within three pixels on both sides") {
    for (const glm::dvec2 across : {glm::dvec2(1.0, 0.0), glm::dvec2(0.0, 1.0), glm::dvec2(-1.0, 0.0)}) {
        // The middle is its first column, beside the light.
        for (const double width : {1.0, 2.0, 3.0}) {
            run_hair({.width = width, .across = across, .lit = 20.0, .light = 15.0, .light_radius = 4.2});
            INFO("a thing of " << width << " px");
            CHECK(coc_in_the_middle() == 9.0);
        }
        run_hair({.width = 4.0, .across = across, .lit = 20.0, .light = 15.0, .light_radius = 4.2});
        CHECK(coc_in_the_middle() == 0.0);
    }
    // On one side alone it is the edge of something large.
    Image light = black(size, size);
    ParameterMap coc = flat_coc(size, size, 9.0);
    for (int y = 0; y < size; ++y)
        for (int x = middle; x < size; ++x) coc.at(x, y).x = 0.0;
    for (int y = -2; y <= 2; ++y)
        for (int x = -2; x <= 0; ++x) light.at(middle + x, middle + y) = grey_of(x < 0 ? 30.0 : 31.0);
    run(light, coc, light_options());
    CHECK(light_cocs().at(middle, middle).x == 0.0);
}

TEST_CASE_FIXTURE(HairFixture,
                  "beside a thin thing light is about as bright as what shows through, or it is its own") {
    // 0.7 of it and more.
    run_hair({.lit = 20.0, .light = 15.0});
    CHECK(coc_in_the_middle() == 9.0);
    run_hair({.lit = 20.0, .light = 12.5});
    CHECK(coc_in_the_middle() == 0.0);
    CHECK(kept_in_the_middle() == doctest::Approx(20.0).epsilon(1e-3));
    // A thing that glows itself on both ends keeps its light: a quarter of it and more.
    run_hair({.lit = 20.0, .dark = 5.5, .light = 20.0});
    CHECK(coc_in_the_middle() == 0.0);
    run_hair({.lit = 20.0, .dark = 4.5, .light = 20.0});
    CHECK(coc_in_the_middle() == 9.0);
    // On one end is not enough.
    for (const glm::dvec2 across :
         {glm::dvec2(1.0, 0.0), glm::dvec2(-1.0, 0.0), glm::dvec2(0.0, 1.0), glm::dvec2(0.0, -1.0)}) {
        run_hair({.across = across, .lit = 20.0, .other_end = 5.5, .light = 20.0});
        CHECK(coc_in_the_middle() == 0.0);
        run_hair({.across = across, .lit = 20.0, .other_end = 4.5, .light = 20.0});
        CHECK(coc_in_the_middle() == 9.0);
        CHECK(kept_in_the_middle() == doctest::Approx(0.125 * light_threshold).epsilon(2e-3));
    }
    // They may be dark beside the middle's column, on either side.
    const double root = std::sqrt(0.5);
    for (const glm::dvec2 across :
         {glm::dvec2(1.0, 0.0), glm::dvec2(0.0, 1.0), glm::dvec2(root, root), glm::dvec2(root, -root)})
        for (const double first : {-0.5, -1.5}) {
            run_hair(
                {.first = first, .width = 2.0, .across = across, .lit = 20.0, .core = 5.5, .light = 20.0});
            CHECK(coc_in_the_middle() == 9.0);
        }
    // Ends lie within six pixels.
    run_hair({.lit = 20.0, .light = 20.0, .light_radius = 5.1});
    CHECK(coc_in_the_middle() == 9.0);
    run_hair({.lit = 20.0, .light = 20.0, .light_radius = 6.1});
    CHECK(coc_in_the_middle() == 0.0);
}

TEST_CASE_FIXTURE(HairFixture, "only what is clearly behind a thing shines through it") {
    // A pixel behind, and a fifth of the thing's own CoC.
    const auto seen = [&](double coc, double light_coc) {
        run_hair({.lit = 20.0, .light = 15.0, .coc = coc, .light_coc = light_coc});
        return coc_in_the_middle();
    };
    CHECK(seen(8.25, 9.0) == 8.25);
    CHECK(seen(7.25, 9.0) == 9.0);
    CHECK(seen(14.0, 16.5) == 14.0);
    CHECK(seen(13.0, 16.5) == 16.5);
    CHECK(seen(-10.0, -8.5) == -10.0);
    CHECK(seen(-10.0, -7.5) == -7.5);
}

TEST_CASE_FIXTURE(HairFixture, "what a thin thing leaves of a light may be darker than the threshold") {
    // From a quarter of that on.
    run_hair({.lit = 1.25});
    CHECK(coc_in_the_middle() == 9.0);
    CHECK(kept_in_the_middle() == doctest::Approx(0.125 * light_threshold).epsilon(2e-3));
    run_hair({.lit = 0.875});
    CHECK(coc_in_the_middle() == 0.0);
    CHECK(kept_in_the_middle() == doctest::Approx(0.875).epsilon(1e-3));
    // What is behind may show on any side.
    for (const glm::dvec2 across :
         {glm::dvec2(1.0, 0.0), glm::dvec2(-1.0, 0.0), glm::dvec2(0.0, 1.0), glm::dvec2(0.0, -1.0)}) {
        run_hair({.width = 3.0, .across = across, .lit = 1.25});
        CHECK(coc_in_the_middle() == 9.0);
    }
    // But nothing of a light that is none.
    run_hair({.lit = 2.0, .light = 3.0});
    CHECK(coc_in_the_middle() == 0.0);
}

namespace {

struct MergeFixture : LightPropertyFixture {
    std::vector<std::array<CellLight, 4>> read_level_lights(int level) {
        const glm::ivec2 all = frame.light_cells.all_cells();
        return lights_of_level(frame.light_cells, read(textures.lights, 4 * all.x, all.y),
                               read(textures.light_places, 2 * all.x, all.y), level);
    }

    /// By hand: the brightest and what has about its CoC, and the rest.
    static std::array<CellLight, 2> merged(const std::vector<CellLight>& lights) {
        std::array<CellLight, 2> result;
        if (lights.empty()) return result;
        const double main =
            std::ranges::max_element(lights, {}, [](const CellLight& one) { return one.light.g; })->coc;
        std::array<double, 2> weights = {};
        for (const CellLight& one : lights) {
            const std::size_t part = std::abs(one.coc - main) <= 0.25 * std::abs(main) ? 0 : 1;
            result[part].light += one.light;
            result[part].coc += one.light.g * one.coc;
            result[part].place += one.light.g * one.place;
            weights[part] += one.light.g;
        }
        for (std::size_t part = 0; part < 2; ++part)
            if (weights[part] > 0.0) {
                result[part].coc /= weights[part];
                result[part].place /= weights[part];
            }
        return result;
    }

    static void check_same(const CellLight& got, const CellLight& expected) {
        const double brightness = expected.light.g;
        INFO("got " << got.light.g << ", " << got.coc << " px at " << got.place.x << ", " << got.place.y
                    << " for " << brightness << ", " << expected.coc << " px at " << expected.place.x << ", "
                    << expected.place.y);
        REQUIRE(std::abs(got.light.g - brightness) <= 2e-3 * brightness);
        REQUIRE(std::abs(got.light.r - expected.light.r) <= 2e-3 * brightness);
        REQUIRE(std::abs(got.coc - expected.coc) <= 2e-3 * std::abs(expected.coc));
        if (brightness == 0.0) return;
        const glm::dvec2 away = glm::abs(got.place - expected.place);
        REQUIRE(std::max(away.x, away.y) <= 0.01);
    }

    /// What blocks of 4x2 cells know: the largest CoC, far and near, of lights that stay and of those that go
    /// up.
    void check_reaches(int level) {
        const auto lights = read_level_lights(level);
        const glm::ivec2 count = frame.light_cells.cells(level), blocks = count / DofLightCells::block,
                         finest = frame.light_cells.finest / DofLightCells::block,
                         all = frame.light_cells.all_blocks();
        const Image reaches = read(textures.light_reaches, all.x, all.y);
        for (int y = 0; y < blocks.y; ++y)
            for (int x = 0; x < blocks.x; ++x) {
                glm::dvec4 expected(0.0);
                for (int i = 0; i < 8; ++i) {
                    const auto& cell = lights[std::size_t((2 * y + i / 4) * count.x + 4 * x + i % 4)];
                    for (int part = 0; part < 4; ++part) {
                        const double coc = std::abs(cell[std::size_t(part)].coc);
                        const int channel = part / 2 + (coc < frame.light_cells.top_px(level) ? 0 : 2);
                        expected[channel] = std::max(expected[channel], coc);
                    }
                }
                INFO("level " << level << ", block " << x << ", " << y);
                const glm::ivec2 texel = DofLightCells::texel_of_level(level, {x, y}, finest);
                REQUIRE(reaches.at(texel.x, texel.y) == expected);
            }
    }
};

}  // namespace

TEST_CASE_FIXTURE(MergeFixture,
                  "lights of a cell are merged by side and by CoC, and keep their light and place") {
    INFO("seed " << test_seed());
    constexpr int width = 64, height = 96;
    Image light = black(width, height);
    ParameterMap coc = flat_coc(width, height, 18.0);
    for (int cell = 0; cell < width / 4 * (height / 4); ++cell)
        for (int i = 0; i < 3; ++i) {
            const int x = cell % 16 * 4 + int(between(0, 4)), y = cell / 16 * 4 + int(between(0, 4));
            // From next to nothing beyond the threshold on.
            const double brightness = light_threshold + std::pow(between(0.5, 2.7), 4.0);
            // Rarely, or they are no small lights.
            if (cell % 3 != 0) continue;
            light.at(x, y) = {between(0.2, 1.0) * brightness, brightness, 0.0, 1.0};
            coc.at(x, y).x =
                round_to_half(between(0.0, 1.0) < 0.5 ? between(4.0, 18.0) : between(-18.0, -4.0));
        }
    run(light, coc, light_options());
    const Image work = read_whole(textures.work), cocs = light_cocs();
    const auto got = read_level_lights(0);
    int found = 0;
    for (int y = 0; y < height / 4; ++y)
        for (int x = 0; x < width / 4; ++x) {
            std::array<std::vector<CellLight>, 2> sides;
            for (int i = 0; i < 16; ++i) {
                const int column = 4 * x + i % 4, row = 4 * y + i / 4;
                const double own = cocs.at(column, row).x;
                const glm::dvec3 excess =
                    glm::dvec3(light.at(column, row)) - glm::dvec3(work.at(column, row));
                if (own != 0.0 && excess.g > 0.0)
                    sides[own > 0.0 ? 0 : 1].push_back({excess, own, glm::dvec2(column, row) + 0.5});
            }
            INFO("cell " << x << ", " << y);
            const auto& cell = got[std::size_t(y * frame.light_cells.finest.x + x)];
            for (std::size_t side = 0; side < 2; ++side) {
                const std::array<CellLight, 2> expected = merged(sides[side]);
                check_same(cell[2 * side], expected[0]);
                check_same(cell[2 * side + 1], expected[1]);
                found += expected[1].light.g > 0.0;
            }
        }
    CHECK(found > 10);
    check_reaches(0);
}

TEST_CASE_FIXTURE(MergeFixture, "lights go up to cells that are small beside their CoC, and none is lost") {
    INFO("seed " << test_seed());
    constexpr int width = 96, height = 512;
    for (const double sign : {1.0, -1.0}) {
        Image light = black(width, height);
        ParameterMap coc = flat_coc(width, height, sign * 100.0);
        const auto add = [&](int x, int y, double own) {
            light.at(x, y) = {0.0, between(20.0, 200.0), 0.0, 1.0};
            coc.at(x, y).x = sign * own;
        };
        constexpr std::array<double, 6> cocs = {30.0, 47.5, 49.0, 60.0, 93.0, 100.0};
        for (std::size_t i = 0; i < 120; ++i) {
            // In corners of a cell, with another across from some, so that cells have a rest.
            const int x = 4 * static_cast<int>(between(0, width / 4)),
                      y = 4 * static_cast<int>(between(0, height / 4));
            add(x, y, cocs[i % 6]);
            if (i % 2 == 0) add(x + 3, y + 3, cocs[(i + 3) % 6]);
        }
        run(light, coc, light_options());
        REQUIRE(frame.light_cells.levels == 3);
        glm::dvec3 drawn(0.0), all(0.0);  // light, and light times place
        const Image work = read_whole(textures.work);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                all += (light.at(x, y).g - work.at(x, y).g) * glm::dvec3(1.0, x + 0.5, y + 0.5);
        std::vector<std::array<CellLight, 4>> finer;
        for (int level = 0; level < 3; ++level) {
            const auto lights = read_level_lights(level);
            const double top = frame.light_cells.top_px(level),
                         bottom = level == 0 ? 0.0 : 12.0 * 4.0 * (1 << (level - 1));
            const glm::ivec2 count = frame.light_cells.cells(level);
            for (int y = 0; y < count.y; ++y)
                for (int x = 0; x < count.x; ++x) {
                    const auto& cell = lights[std::size_t(y * count.x + x)];
                    for (const CellLight& one : cell) {
                        if (one.coc == 0.0) continue;
                        REQUIRE(std::abs(one.coc) >= bottom);
                        REQUIRE(one.coc * sign > 0.0);
                        if (std::abs(one.coc) < top)
                            drawn += one.light.g * glm::dvec3(1.0, one.place.x, one.place.y);
                    }
                    if (level == 0) continue;
                    std::vector<CellLight> below;
                    for (int i = 0; i < 16; ++i) {
                        const CellLight& one =
                            finer[std::size_t((2 * y + i / 8) * 2 * count.x + 2 * x + i / 4 % 2)]
                                 [std::size_t(i % 4)];
                        if (std::abs(one.coc) >= frame.light_cells.top_px(level - 1)) below.push_back(one);
                    }
                    INFO("level " << level << ", cell " << x << ", " << y);
                    const auto expected = merged(below);
                    check_same(cell[sign > 0.0 ? 0 : 2], expected[0]);
                    check_same(cell[sign > 0.0 ? 1 : 3], expected[1]);
                }
            check_reaches(level);
            finer = lights;
        }
        CHECK(drawn.x == doctest::Approx(all.x).epsilon(1e-3));
        CHECK(drawn.y == doctest::Approx(all.y).epsilon(1e-3));
        CHECK(drawn.z == doctest::Approx(all.z).epsilon(1e-3));
    }
}

}  // namespace tapestry::test
