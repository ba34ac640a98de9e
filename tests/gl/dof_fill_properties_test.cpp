// What fills the places that things hide: the pyramid keeps what is there, and spreads it to where nothing
// is.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "dof_inside.h"
#include "intercepted_gl.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/filters.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

const glm::dvec3 left_light(0.75, 0.25, 0.125);
const glm::dvec3 right_light(0.125, 0.5, 0.875);

constexpr glm::dvec4 no_light(0.0);

struct FillFixture : DofInside {
    static constexpr int width = 96, height = 96;
    std::mt19937 random{test_seed()};

    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }

    /// Two planes that meet in front of this column, of different light.
    void run_columns(double left_px, double right_px, int first_right) {
        run(picture_of(width, height, [&](int x, int) { return x < first_right ? left_light : right_light; }),
            map_of(width, height, [&](int x, int) { return x < first_right ? left_px : right_px; }),
            plain_options());
    }

    void run_flat(glm::dvec3 light, double coc) {
        run(flat_picture(width, height, light), ParameterMap(width, height, glm::dvec2(coc)),
            plain_options());
    }

    /// Things of random CoC and light before a ramp.
    void run_things(glm::ivec2 size) {
        Image light = value_noise(random, size.x, size.y, 5, 1.0);
        ParameterMap coc = map_of(size.x, size.y, [](int, int y) { return -4.0 + 0.1 * y; });
        for (int thing = 0; thing < 8; ++thing) {
            const double x_middle = between(0, size.x), y_middle = between(0, size.y),
                         radius = between(4, 20);
            const double own = between(-18.0, 18.0);
            const glm::dvec4 color(between(0, 1), between(0, 1), between(0, 1), 1.0);
            for (int y = 0; y < size.y; ++y)
                for (int x = 0; x < size.x; ++x)
                    if (std::hypot(x - x_middle, y - y_middle) < radius) {
                        light.at(x, y) = color;
                        coc.at(x, y).x = own;
                    }
        }
        run(light, coc, plain_options());
    }

    /// A level's cells or fills: in focus, light, CoC in focus and far, CoC near, what is near inner.
    using Level = std::array<Image, 5>;
    Level cells(std::size_t level) {
        const PassTexture own = textures.levels[level].cells;
        return {read_level(level, own, 1), read_level(level, own, 3), read_level(level, own, 4),
                read_level(level, own, 5), read_level(level, own, 2)};
    }
    Level fills(std::size_t level) {
        const auto& own = textures.levels[level].fills;
        return {read_level(level, own[0]), read_level(level, own[1]), read_level(level, own[2]),
                read_level(level, own[3]), read_level(level, own[0], 1)};
    }

    static Level empty_level(int columns, int rows) {
        Level level;
        level.fill(Image(columns, rows));
        return level;
    }

    static Level rounded(Level level) {
        for (Image& image : level) image = rounded_to_half(image);
        return level;
    }

    /// Sums of 2x2 cells, each coverage at most 1.
    static Level coarser_cells(const Level& fine) {
        const auto once = [](double coverage) { return 1.0 / std::max(coverage, 1.0); };
        Level cells = empty_level((fine[0].width + 1) / 2, (fine[0].height + 1) / 2);
        for (int y = 0; y < cells[0].height; ++y)
            for (int x = 0; x < cells[0].width; ++x) {
                std::array<glm::dvec4, 5> sum = {};
                for (int index = 0; index < 4; ++index) {
                    const int column = 2 * x + index % 2, row = 2 * y + index / 2;
                    if (column >= fine[0].width || row >= fine[0].height) continue;
                    for (std::size_t i = 0; i < 5; ++i) sum[i] += fine[i].at(column, row);
                }
                const double focus = once(sum[0].a), far = once(sum[2].y + sum[2].w), outer = once(sum[3].y),
                             inner = once(sum[3].w);
                cells[0].at(x, y) = focus * sum[0];
                cells[1].at(x, y) = glm::dvec4(far, far, far, focus) * sum[1];
                cells[2].at(x, y) = far * sum[2];
                cells[3].at(x, y) = glm::dvec4(outer, outer, inner, inner) * sum[3];
                cells[4].at(x, y) = inner * sum[4];
            }
        return cells;
    }

    /// What covers a cell, and for the rest the coarser level's fills, if there is a coarser one.
    static Level fills_of(const Level& own, const Level* coarser) {
        Level fills = empty_level(own[0].width, own[0].height);
        for (int y = 0; y < own[0].height; ++y)
            for (int x = 0; x < own[0].width; ++x) {
                const auto filled = [&](glm::dvec4 light, double coverage, std::size_t texture) {
                    if (!coarser) return coverage > 0.0 ? light / std::min(coverage, 1.0) : no_light;
                    return light + (1.0 - std::min(coverage, 1.0)) *
                                       read_bilinear((*coarser)[texture], 0.5 * x - 0.25, 0.5 * y - 0.25);
                };
                const auto coc = [&](double sum, double coverage, std::size_t texture, int channel) {
                    return filled(glm::dvec4(sum), coverage, texture)[channel];
                };
                const glm::dvec4 focus = own[0].at(x, y), far = own[2].at(x, y), near = own[3].at(x, y),
                                 near_inner = own[4].at(x, y), light = own[1].at(x, y);
                const double far_coverage = far.y + far.w, beside = focus.a + far_coverage;
                // Of what shows, the likelihood that it goes on behind.
                fills[0].at(x, y) = filled(focus / std::max(beside, 1.0), beside, 0);
                fills[1].at(x, y) = filled(glm::dvec4(glm::dvec3(light), far.x + far.z), far_coverage, 1);
                fills[2].at(x, y) = {coc(near.x, near.y, 2, 0), coc(near.z, near.w, 2, 1),
                                     coc(light.a, focus.a, 2, 2), coc(far.x, far.y, 2, 3)};
                fills[3].at(x, y) = {coc(far.z, far.w, 3, 0), 0.0, 0.0, 0.0};
                fills[4].at(x, y) =
                    filled(near_inner / std::max(beside + near_inner.a, 1.0), beside + near_inner.a, 4);
            }
        return fills;
    }

    /// Those of a level whose cells are coarser than these: up to one cell and down again.
    static Level fills_by_tail(const Level& fine) {
        const Level own = rounded(coarser_cells(fine));
        if (own[0].width == 1 && own[0].height == 1) return fills_of(own, nullptr);
        const Level coarser = rounded(fills_by_tail(own));
        return fills_of(own, &coarser);
    }

    static void check_level(const Level& got, const Level& expected) {
        REQUIRE(got[0].width == expected[0].width);
        REQUIRE(got[0].height == expected[0].height);
        for (std::size_t i = 0; i < got.size(); ++i)
            for (int y = 0; y < got[0].height; ++y)
                for (int x = 0; x < got[0].width; ++x) {
                    INFO("picture " << i << ", cell " << x << ", " << y);
                    check_near(got[i].at(x, y), expected[i].at(x, y));
                }
    }

    static void check_near(const glm::dvec4& got, const glm::dvec4& expected,
                           double tolerance = 1.0 / 512.0) {
        for (int channel = 0; channel < 4; ++channel) {
            INFO("channel " << channel << ": " << got[channel] << " for " << expected[channel]);
            REQUIRE(std::abs(got[channel] - expected[channel]) <=
                    tolerance * std::max(1.0, std::abs(expected[channel])));
        }
    }
};

glm::dvec4 covered_light(glm::dvec3 light, double coverage) {
    return glm::dvec4(coverage * light, coverage);
}

}  // namespace

TEST_CASE_FIXTURE(FillFixture, "a plane of any slice covers its cells with its light and CoC") {
    struct Plane {
        double coc;
        int texture;  ///< of CoC and coverage; 0 in focus
        bool second;  ///< of its pair
    };
    for (const Plane& plane : {Plane{-12.0, 3, false}, Plane{-4.0, 3, true}, Plane{-1.25, 0, false},
                               Plane{2.5, 0, false}, Plane{5.0, 2, false}, Plane{18.0, 2, true}}) {
        INFO("CoC " << plane.coc << " px");
        run_flat(left_light, plane.coc);
        const bool in_focus = plane.texture == 0, is_near_inner = plane.coc == -4.0, is_far = plane.coc > 3.0;
        const glm::dvec4 pair =
            plane.second ? glm::dvec4(0.0, 0.0, plane.coc, 1.0) : glm::dvec4(plane.coc, 1.0, 0.0, 0.0);
        for (const std::size_t level : {std::size_t{0}, std::size_t{1}}) {
            const Level got = cells(level);
            const int x = got[0].width / 2;
            check_near(got[0].at(x, 1), in_focus ? covered_light(left_light, 1.0) : no_light);
            check_near(got[1].at(x, 1),
                       glm::dvec4(is_far ? left_light : glm::dvec3(0.0), in_focus ? plane.coc : 0.0));
            check_near(got[2].at(x, 1), plane.texture == 2 ? pair : no_light);
            check_near(got[3].at(x, 1), plane.texture == 3 ? pair : no_light);
            check_near(got[4].at(x, 1), is_near_inner ? covered_light(left_light, 1.0) : no_light);
        }
    }
}

TEST_CASE_FIXTURE(FillFixture, "cells count twice what covers a part of them, and no more than all of it") {
    for (int columns = 1; columns < 4; ++columns) {
        INFO(columns << " columns of four");
        run_columns(0.0, 9.0, 40 + columns);
        const Level got = cells(0);
        // What shows beside what is in focus covers the rest.
        const double left = std::min(columns / 2.0, 1.0), right = std::min((4 - columns) / 2.0, 1.0);
        check_near(got[0].at(10, 5), covered_light(left_light, left));
        check_near(got[1].at(10, 5), glm::dvec4(right * right_light, 0.0));
        check_near(got[2].at(10, 5), got[2].at(10, 5).y > 0.0 ? glm::dvec4(9.0 * right, right, 0.0, 0.0)
                                                              : glm::dvec4(0.0, 0.0, 9.0 * right, right));
        run_columns(-12.0, -4.0, 40 + columns);
        const Level near = cells(0);
        check_near(near[3].at(10, 5), glm::dvec4(-12.0 * left, left, -4.0 * right, right));
        check_near(near[4].at(10, 5), covered_light(right_light, right));
    }
}

TEST_CASE_FIXTURE(FillFixture, "fills are no place for lights: what is brighter than 4 counts as 4") {
    for (const double coc : {0.0, -4.0, 8.0}) {
        run_flat({6.0, -9.0, 3.0}, coc);
        const Level got = cells(0);
        const glm::dvec4 light = coc == 0.0 ? got[0].at(3, 3) : coc < 0.0 ? got[4].at(3, 3) : got[1].at(3, 3);
        check_near(glm::dvec4(glm::dvec3(light), 1.0), {4.0, -4.0, 3.0, 1.0});
    }
}

TEST_CASE_FIXTURE(FillFixture,
                  "what covers a half of its pixels is in its cells by a half, what is behind it whole") {
    Image glass(width, height, glm::dvec4(3.0, -3.0, 0.25, 0.5));
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            if (x % 4 >= 2) glass.at(x, y) = glm::dvec4(0.0);
    for (const double glass_px : {-4.0, -12.0}) {
        DepthOfFieldFrame layered = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, right_light),
                                              ParameterMap(width, height, glm::dvec2(1.0)));
        layered.layer.color = {upload(*this, GL_RGBA32F, glass, Row0::top), Encoding::linear,
                               Alpha::premultiplied};
        layered.layer.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(glass_px)));
        run(layered, plain_options());
        const Level got = cells(0);
        INFO("glass of " << glass_px << " px");
        // A half of the pixels, of half coverage, counted twice; of 4 that halves have at most, half.
        const glm::dvec4 near(glass_px * 0.5, 0.5, 0.0, 0.0);
        check_near(got[3].at(9, 9), glass_px < -8.0 ? near : glm::dvec4(0.0, 0.0, near.x, near.y));
        if (glass_px > -8.0) check_near(got[4].at(9, 9), {2.0, -2.0, 0.25, 0.5});
        check_near(got[0].at(9, 9), covered_light(right_light, 1.0));
        CHECK(got[1].at(9, 9).a == doctest::Approx(1.0));
    }
    // Of one slice both share the pixel.
    DepthOfFieldFrame layered = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, right_light),
                                          ParameterMap(width, height, glm::dvec2(5.0)));
    layered.layer.color = {
        upload(*this, GL_RGBA32F, Image(width, height, glm::dvec4(0.25, 0.0, 0.125, 0.5)), Row0::top),
        Encoding::linear, Alpha::premultiplied};
    layered.layer.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(4.0)));
    run(layered, plain_options());
    check_near(cells(0)[1].at(9, 9), glm::dvec4(glm::dvec3(0.25, 0.0, 0.125) + 0.5 * right_light, 0.0));
    check_near(cells(0)[2].at(9, 9), {4.5, 1.0, 0.0, 0.0});
}

TEST_CASE_FIXTURE(FillFixture, "far lights that hide are in their cells' mean, up to 1") {
    DepthOfFieldOptions options = plain_options();
    options.highlights.on = true;
    for (const double brightness : {8.0, 4000.0}) {
        Image light = flat_picture(width, height, glm::dvec3(0.0));
        light.at(42, 42) = glm::dvec4(brightness, 0.5 * brightness, 0.0, 1.0);
        run(light, ParameterMap(width, height, glm::dvec2(9.0)), options);
        // The threshold's light, 4, stays in the pixel of 16.
        const double red = std::min((brightness - 4.0) / 16.0, 1.0) + 4.0 / 16.0;
        const double green = std::min((0.5 * brightness - 2.0) / 16.0, 1.0) + 2.0 / 16.0;
        check_near(glm::dvec4(glm::dvec3(cells(0)[1].at(10, 10)), 1.0), {red, green, 0.0, 1.0});
        check_near(cells(0)[1].at(11, 10), no_light);
    }
    // Those that are not merged with the brightest, too.
    Image light = flat_picture(width, height, glm::dvec3(0.0));
    ParameterMap coc(width, height, glm::dvec2(16.0));
    light.at(40, 40) = glm::dvec4(6.0, 0.0, 0.0, 1.0);
    light.at(43, 43) = glm::dvec4(0.0, 9.0, 0.0, 1.0);
    coc.at(40, 40).x = 9.0;
    run(light, coc, options);
    // The nearer one is an edge before the rest, whose surfaces together have a little more than it.
    check_near(glm::dvec4(glm::dvec3(cells(0)[1].at(10, 10)), 1.0),
               {6.0 / 16.0, 4.0 / 16.0 + 5.0 / 16.0, 0.0, 1.0}, 0.02);
}

// Whole tiles; cells that are odd in number on both axes; three levels before the tail; as many cells in the
// tail as it has room for, and two rows of them; hardly a cell at all.
constexpr glm::ivec2 pyramid_sizes[] = {{96, 96}, {90, 74}, {300, 70}, {250, 256}, {256, 30}, {3, 5}};

TEST_CASE_FIXTURE(FillFixture, "coarser cells are sums of four, and cover themselves once") {
    INFO("seed " << test_seed());
    for (const glm::ivec2 size : pyramid_sizes) {
        INFO(size.x << " x " << size.y);
        run_things(size);
        // The last level keeps its cells to itself.
        for (std::size_t level = 1; level + 1 < textures.levels.size(); ++level) {
            INFO("level " << level);
            check_level(cells(level), coarser_cells(cells(level - 1)));
        }
    }
}

TEST_CASE_FIXTURE(FillFixture, "fills are what covers a cell, and for the rest the coarser level's") {
    INFO("seed " << test_seed());
    for (const glm::ivec2 size : pyramid_sizes) {
        INFO(size.x << " x " << size.y);
        run_things(size);
        const std::size_t last = textures.levels.size() - 1;
        for (std::size_t level = 0; level < last; ++level) {
            INFO("level " << level);
            const Level coarser = fills(level + 1);
            check_level(fills(level), fills_of(cells(level), &coarser));
        }
        check_level(fills(last), fills_by_tail(cells(last - 1)));
    }
}

TEST_CASE_FIXTURE(FillFixture, "what is flat behind a thing goes on behind it") {
    for (const double coc : {9.0, 18.0, 0.0, -4.0}) {
        INFO("background of " << coc << " px");
        run(picture_of(
                width, height,
                [](int x, int y) { return std::hypot(x - 48, y - 48) < 20 ? left_light : right_light; }),
            map_of(width, height,
                   [&](int x, int y) { return std::hypot(x - 48, y - 48) < 20 ? -14.0 : coc; }),
            plain_options());
        const Level got = fills(0);
        for (const int x : {2, 9, 12, 15, 22}) {
            INFO("cell " << x);
            if (coc > 3.0) check_near(got[1].at(x, 12), glm::dvec4(right_light, coc), 0.01);
            if (coc == 0.0) check_near(got[0].at(x, 12), covered_light(right_light, 1.0), 0.01);
            if (coc == -4.0) {
                check_near(got[4].at(x, 12), covered_light(right_light, 1.0), 0.01);
                CHECK(got[2].at(x, 12).y == doctest::Approx(coc).epsilon(0.01));
            }
        }
    }
}

TEST_CASE_FIXTURE(FillFixture, "flat slices are blurred by their CoC, and no others") {
    constexpr std::array<double, 4> cocs = {-12.0, -4.0, 5.0, 18.0};
    for (int slice = 0; slice < 4; ++slice) {
        const double coc = cocs[std::size_t(slice)];
        INFO("CoC " << coc << " px");
        run_flat(left_light, coc);
        const Image radii = read_level(0, textures.radii);
        for (const int x : {0, 11, 23}) {
            glm::dvec4 expected(0.0);
            expected[slice] = std::abs(coc);
            check_near(radii.at(x, 7), expected);
        }
    }
    // Beside what is in focus, too, and as far as it is read there.
    run_columns(-12.0, 0.0, 48);
    for (const int x : {2, 11, 12, 14})
        CHECK(read_level(0, textures.radii).at(x, 9).x == doctest::Approx(12.0).epsilon(0.01));
    run_columns(0.0, 18.0, 48);
    for (const int x : {9, 11, 12, 20})
        CHECK(read_level(0, textures.radii).at(x, 9).w == doctest::Approx(18.0).epsilon(0.01));
}

TEST_CASE_FIXTURE(FillFixture, "far radii are smooth by a tent of one and a half cells") {
    // Near to each other, lest a split parts them.
    run_columns(4.0, 4.0625, 48);
    REQUIRE(read(textures.splits, 1, 1).at(0, 0).y > 4.0625);
    const Image inner = read_level(0, textures.radii);
    // At 3/4 of a cell on either side a bilinear read has 3/4 of the neighbour: 3/8 of the step on its one
    // side.
    constexpr std::array<double, 4> risen = {0.0, 0.375, 0.625, 1.0};
    for (int i = 0; i < 4; ++i) {
        CHECK(inner.at(10 + i, 9).z == doctest::Approx(4.0 + 0.0625 * risen[std::size_t(i)]).epsilon(1e-3));
        CHECK(inner.at(10 + i, 9).w == 0.0);
    }
    run_columns(17.75, 18.0, 48);
    REQUIRE(read(textures.splits, 1, 1).at(0, 0).y < 17.75);
    const Image outer = read_level(0, textures.radii);
    for (int i = 0; i < 4; ++i)
        CHECK(outer.at(10 + i, 9).w == doctest::Approx(17.75 + 0.25 * risen[std::size_t(i)]).epsilon(1e-3));
    // Rows as columns.
    run(flat_picture(width, height, left_light),
        map_of(width, height, [](int, int y) { return y < 48 ? 4.0 : 4.0625; }), plain_options());
    const Image rows = read_level(0, textures.radii);
    for (int i = 0; i < 4; ++i)
        CHECK(rows.at(9, 10 + i).z == doctest::Approx(4.0 + 0.0625 * risen[std::size_t(i)]).epsilon(1e-3));
}

TEST_CASE_FIXTURE(FillFixture, "near radii are means over what reaches a cell") {
    for (const bool is_outer : {true, false}) {
        const double left = is_outer ? 15.5 : 3.875, right = is_outer ? 16.0 : 4.0;
        const auto check_columns = [&](bool turned) {
            const Image radii = read_level(0, textures.radii);
            const auto at = [&](int along) {
                const glm::dvec4& cell = turned ? radii.at(9, along) : radii.at(along, 9);
                return is_outer ? cell.x : cell.y;
            };
            // Where all that lies within its radius and a coarse cell is of one side.
            CHECK(at(5) == doctest::Approx(left).epsilon(1e-3));
            CHECK(at(18) == doctest::Approx(right).epsilon(1e-3));
            // Grows from side to side, and at the border is the mean but for one place of eight.
            for (int x = 1; x < 23; ++x) CHECK(at(x) >= at(x - 1) - 0.04 * (right - left));
            CHECK(std::abs(0.5 * (at(11) + at(12)) - 0.5 * (left + right)) <= (right - left) / 8.0);
            // A half of the radius off, a fifth of a disk is beyond.
            if (is_outer) CHECK(std::abs(at(10) - (left + 0.25 * (right - left))) <= 0.15 * (right - left));
            if (is_outer) CHECK(std::abs(at(13) - (right - 0.25 * (right - left))) <= 0.15 * (right - left));
        };
        run_columns(-left, -right, 48);
        check_columns(false);
        run(flat_picture(width, height, left_light),
            map_of(width, height, [&](int, int y) { return y < 48 ? -left : -right; }), plain_options());
        check_columns(true);
    }
}

TEST_CASE_FIXTURE(FillFixture,
                  "where little of a near slice lies within its reach, its extended CoC counts") {
    INFO("seed " << test_seed());
    constexpr double golden_angle = 2.39996323;
    int mixed = 0;
    for (const glm::ivec2 size : {glm::ivec2(96, 96), glm::ivec2(90, 74)}) {
        run_things(size);
        const Image extended = fills(0)[2], coverage = cells(1)[3], radii = read_level(0, textures.radii),
                    needs = read_tiles(textures.needs);
        for (int y = 0; y < radii.height; ++y)
            for (int x = 0; x < radii.width; ++x)
                for (const int slice : {0, 1}) {
                    double around = 0.0;
                    for (const double dy : {-0.75, 0.75})
                        for (const double dx : {-0.75, 0.75})
                            around += 0.25 * read_bilinear(extended, x + dx, y + dy)[slice];
                    const bool is_needed =
                        (static_cast<unsigned>(needs.at(x / 4, y / 4).x) >> slice & 1u) != 0;
                    INFO("cell " << x << ", " << y << ", slice " << slice << ", extended " << around);
                    if (!is_needed || around >= 0.0) {
                        REQUIRE(radii.at(x, y)[slice] == 0.0);
                        continue;
                    }
                    // Eight places, evenly over the disk of that radius, in cells of 8 px.
                    glm::dvec2 sum(0.0);
                    for (int place = 0; place < 8; ++place) {
                        const double away = std::sqrt((place + 0.5) / 8.0) * -around / 8.0;
                        const glm::dvec4 cell = read_bilinear(
                            coverage, (x + 0.5) / 2.0 - 0.5 + away * std::cos(golden_angle * place),
                            (y + 0.5) / 2.0 - 0.5 + away * std::sin(golden_angle * place));
                        sum += (slice == 0 ? glm::dvec2(cell.x, cell.y) : glm::dvec2(cell.z, cell.w)) / 8.0;
                    }
                    const double share = std::min(4.0 * sum.y, 1.0),
                                 mean = sum.y > 0.0 ? sum.x / sum.y : around;
                    mixed += share > 0.1 && share < 0.9 && std::abs(mean - around) > 0.2;
                    REQUIRE(radii.at(x, y)[slice] ==
                            doctest::Approx(-around + share * (around - mean)).epsilon(0.005));
                }
    }
    CHECK(mixed > 5);
}

TEST_CASE_FIXTURE(FillFixture, "in larger textures the last row and column of what is read are there twice") {
    INFO("seed " << test_seed());
    DeviceDescription description;
    description.get_proc_address = find_scaled_textures;
    description.shader_dir = test_shader_folder();
    auto scaled = Device::create(description);
    REQUIRE(scaled);
    device = std::move(*scaled);
    set_texture_scale(2);
    run_things({90, 74});
    set_texture_scale(0);
    const auto check_edge = [&](PassTexture texture, glm::ivec2 first, glm::ivec2 end) {
        const Image got = read(texture, end.x + 1, end.y + 1);
        for (int y = first.y; y < end.y; ++y) REQUIRE(got.at(end.x, y) == got.at(end.x - 1, y));
        for (int x = first.x; x < end.x; ++x) REQUIRE(got.at(x, end.y) == got.at(x, end.y - 1));
    };
    for (const DofLevel& level : textures.levels) {
        const glm::ivec2 size(level.width, level.height);
        INFO("cells " << size.x << " x " << size.y);
        if (level.cells) check_edge(level.cells, size * glm::ivec2(1, 2), size * glm::ivec2(2, 3));
        check_edge(level.fills[0], glm::ivec2(0), size * glm::ivec2(2, 1));
        for (std::size_t i = 1; i < level.fills.size(); ++i) check_edge(level.fills[i], glm::ivec2(0), size);
    }
    check_edge(textures.radii, glm::ivec2(0), {textures.levels[0].width, textures.levels[0].height});
}

}  // namespace tapestry::test
