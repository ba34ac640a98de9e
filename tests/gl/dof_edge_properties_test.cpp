// Antialiased edges taken apart: both surfaces together are the pixel, and where two colours meet, each is
// what it is.
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

constexpr double single_surface = 2.0;

/// A thing before a background; both may differ from pixel to pixel.
struct TwoSides {
    double front_px = -6.0;
    double back_px = 8.0;
    glm::dvec3 front_light{0.8, 0.3, 0.1};
    glm::dvec3 back_light{0.1, 0.4, 0.7};

    glm::dvec3 mixed(double front_share) const {
        return front_share * front_light + (1.0 - front_share) * back_light;
    }
};

struct UnmixFixture : DofInside {
    static constexpr int width = 72, height = 112;
    static constexpr int edge_x = 25;  ///< the first column of the background, where the edge is vertical
    std::mt19937 random{test_seed()};
    Image work, fronts, backs, ranges;

    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }

    void take_apart(const Image& light, const ParameterMap& coc) {
        run(light, coc, plain_options());
        read_surfaces();
    }

    void read_surfaces() {
        work = read_whole(textures.work);
        fronts = read_whole(textures.fronts);
        backs = read_whole(textures.backs);
        ranges = read_blocks(textures.ranges);
    }

    static ParameterMap vertical_edge(const TwoSides& sides) {
        return map_of(width, height, [&](int x, int) { return x < edge_x ? sides.front_px : sides.back_px; });
    }

    /// Sides of a vertical edge, with this light in the two columns beside it.
    static Image beside_edge(const TwoSides& sides, glm::dvec3 last_front, glm::dvec3 first_back) {
        return picture_of(width, height, [&](int x, int) {
            if (x == edge_x - 1) return last_front;
            if (x == edge_x) return first_back;
            return x < edge_x ? sides.front_light : sides.back_light;
        });
    }

    bool is_split(int x, int y) const { return fronts.at(x, y).a != single_surface; }

    /// Of both surfaces of a pixel.
    glm::dvec3 together(int x, int y) const {
        const glm::dvec4& front = fronts.at(x, y);
        return glm::dvec3(front) + (1.0 - front.a) * glm::dvec3(backs.at(x, y));
    }

    void check_share(int x, int y, double share, double tolerance = 0.004) {
        INFO("pixel " << x << ", " << y << ": " << fronts.at(x, y).a << " for " << share);
        CHECK(std::abs(fronts.at(x, y).a - share) <= tolerance);
    }

    void check_light(glm::dvec3 got, glm::dvec3 expected, double tolerance = 0.004) {
        INFO(got.r << ", " << got.g << ", " << got.b << " for " << expected.r << ", " << expected.g << ", "
                   << expected.b);
        const glm::dvec3 error = glm::abs(got - expected);
        CHECK(std::max({error.r, error.g, error.b}) <= tolerance);
    }
};

/// The share of a pixel left of the line through (25.3, 0) with this slope, by 16x16 points, and whether its
/// middle is.
struct Covered {
    double share = 0.0;
    bool middle = false;
};

Covered covered_at(int x, int y, double slope) {
    const auto is_left = [&](double px, double py) { return px < 25.3 + slope * py; };
    Covered covered;
    covered.middle = is_left(x + 0.5, y + 0.5);
    for (int i = 0; i < 256; ++i)
        covered.share += is_left(x + (i % 16 + 0.5) / 16.0, y + (i / 16 + 0.5) / 16.0) / 256.0;
    return covered;
}

}  // namespace

TEST_CASE_FIXTURE(UnmixFixture,
                  "where two colours meet, each pixel's surfaces are those colours, by its share") {
    for (const double slope : {0.0, 0.21, -0.15})
        for (const TwoSides sides :
             {TwoSides{}, TwoSides{-12.0, 0.0}, TwoSides{1.0, 9.0}, TwoSides{4.0, 20.0}}) {
            INFO("slope " << slope << ", CoCs " << sides.front_px << " and " << sides.back_px);
            take_apart(picture_of(width, height,
                                  [&](int x, int y) { return sides.mixed(covered_at(x, y, slope).share); }),
                       map_of(width, height, [&](int x, int y) {
                           return covered_at(x, y, slope).middle ? sides.front_px : sides.back_px;
                       }));
            int found = 0;
            for (int y = 4; y < height - 4; ++y)
                for (int x = 8; x < width - 8; ++x) {
                    const Covered covered = covered_at(x, y, slope);
                    // What is not mixed is one surface, or all of one.
                    if (covered.share > 0.05 && covered.share < 0.95) REQUIRE(is_split(x, y));
                    if (!is_split(x, y) || ranges.at(x / 2, y / 2).x == ranges.at(x / 2, y / 2).y) continue;
                    ++found;
                    // Clean pixels of a side may still have a corner of the other.
                    REQUIRE(std::abs(fronts.at(x, y).a - covered.share) < 0.02);
                    const glm::dvec3 front = glm::dvec3(fronts.at(x, y)) - covered.share * sides.front_light;
                    const glm::dvec3 back = glm::dvec3(backs.at(x, y)) - sides.back_light;
                    REQUIRE(std::max({std::abs(front.r), std::abs(front.g), std::abs(front.b)}) < 0.02);
                    REQUIRE(std::max({std::abs(back.r), std::abs(back.g), std::abs(back.b)}) < 0.02);
                    REQUIRE(backs.at(x, y).a == (covered.middle ? sides.back_px : sides.front_px));
                }
            CHECK(found >= height - 8);
        }
}

TEST_CASE_FIXTURE(UnmixFixture, "both surfaces together are the pixel, whatever it shows") {
    INFO("seed " << test_seed());
    for (int round = 0; round < 4; ++round) {
        const double contrast = std::array{0.02, 0.1, 0.3, 1.0}[std::size_t(round)];
        Image light = value_noise(random, width, height, 2, contrast);
        for (glm::dvec4& pixel : light.pixels) pixel = {pixel.r + 0.4, pixel.g + 0.3, pixel.b + 0.2, 1.0};
        const double x_middle = between(20, 40), y_middle = between(16, 32), radius = between(6, 14);
        take_apart(light, map_of(width, height, [&](int x, int y) {
                       return std::hypot(x - x_middle, y - y_middle) < radius ? -7.0 : x < 12 ? 0.5 : 9.0;
                   }));
        int found = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const glm::dvec4 &range = ranges.at(x / 2, y / 2), &front = fronts.at(x, y);
                if (range.y - range.x <= 1.0 || !is_split(x, y)) continue;
                ++found;
                REQUIRE(front.a > 0.0);
                REQUIRE(front.a <= 1.0);
                const double other = backs.at(x, y).a, own = work.at(x, y).a;
                REQUIRE((other >= range.x && other <= range.y));
                REQUIRE(std::abs(other - own) > 1.0);
                const glm::dvec3 least = glm::min(glm::dvec3(front), glm::dvec3(backs.at(x, y)));
                REQUIRE(std::min({least.r, least.g, least.b}) >= 0.0);
                // No more than what is there, but where a side that is guessed brighter than the pixel leaves
                // nothing.
                const glm::dvec3 error = together(x, y) - glm::dvec3(work.at(x, y));
                for (int channel = 0; channel < 3; ++channel)
                    if (front[channel] > 0.0) REQUIRE(std::abs(error[channel]) <= 2.0 / 1024.0);
            }
        CHECK(found > 20);
    }
}

TEST_CASE_FIXTURE(UnmixFixture, "a mirrored picture's surfaces are mirrored") {
    INFO("seed " << test_seed());
    Image light = value_noise(random, width, height, 3, 0.25);
    const auto is_front = [](int x, int y) { return std::hypot(x - 37.3, y - 52.8) < 23.4; };
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            light.at(x, y) +=
                is_front(x, y) ? glm::dvec4(0.6, 0.1, 0.1, 0.0) : glm::dvec4(0.1, 0.2, 0.6, 0.0);
    const auto share_of = [](double share) { return share == single_surface ? 0.0 : share; };
    Image expected;
    for (const glm::ivec2 mirror : {glm::ivec2(0, 0), glm::ivec2(1, 0), glm::ivec2(0, 1)}) {
        const auto from = [&](int x, int y) {
            return glm::ivec2(mirror.x != 0 ? width - 1 - x : x, mirror.y != 0 ? height - 1 - y : y);
        };
        take_apart(picture_of(width, height,
                              [&](int x, int y) { return glm::dvec3(light.at(from(x, y).x, from(x, y).y)); }),
                   map_of(width, height,
                          [&](int x, int y) { return is_front(from(x, y).x, from(x, y).y) ? -7.0 : 9.0; }));
        if (mirror == glm::ivec2(0, 0)) expected = fronts;
        INFO("mirror " << mirror.x << ", " << mirror.y);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                if (ranges.at(x / 2, y / 2).x == ranges.at(x / 2, y / 2).y) continue;
                // Sums of 25 pixels in another order, over contrasts from 0.01 on.
                REQUIRE(std::abs(share_of(fronts.at(x, y).a) -
                                 share_of(expected.at(from(x, y).x, from(x, y).y).a)) <= 0.002);
            }
    }
}

TEST_CASE_FIXTURE(UnmixFixture, "only where CoCs of two slices differ clearly are there edges") {
    struct Meeting {
        double front_px, back_px;
        bool front_has, back_has;  ///< an edge
    };
    // By more than a pixel and a fifth of a pixel's own CoC, into another slice.
    for (const Meeting& meeting : {Meeting{2.6, 3.55, false, false}, Meeting{2.5, 3.6, true, true},
                                   Meeting{-2.0, -0.9, true, true}, Meeting{-1.9, -0.95, false, false},
                                   Meeting{10.0, 12.2, true, false}, Meeting{10.0, 13.0, true, true},
                                   Meeting{-12.2, -10.0, false, true}, Meeting{0.0, 1.4, false, false}}) {
        const TwoSides sides{meeting.front_px, meeting.back_px};
        take_apart(beside_edge(sides, sides.mixed(0.75), sides.mixed(0.25)), vertical_edge(sides));
        INFO("CoCs " << sides.front_px << " and " << sides.back_px);
        const glm::dvec4 splits = read(textures.splits, 1, 1).at(0, 0);
        const auto slice_of = [&](double coc) {
            if (coc > -1.5 && coc < 3.0) return 0;
            return coc < 0.0 ? (-coc < splits.x ? -1 : -2) : (coc < splits.y ? 1 : 2);
        };
        const bool parted =
            slice_of(sides.front_px) != slice_of(sides.back_px) && sides.back_px - sides.front_px > 1.0;
        const auto has = [&](int x) {
            const glm::dvec4& range = ranges.at(x / 2, 10);
            return parted && range.x != range.y && is_split(x, 20);
        };
        CHECK((parted || (!meeting.front_has && !meeting.back_has) || std::abs(sides.back_px) >= 10.0));
        if (!parted) continue;
        CHECK(has(edge_x - 1) == meeting.front_has);
        CHECK(has(edge_x) == meeting.back_has);
        // Blocks beside the edge are looked at, and their other pixels are whole.
        CHECK(!has(edge_x - 2));
        CHECK(!has(edge_x + 1));
    }
}

TEST_CASE_FIXTURE(UnmixFixture, "sides of the same light share pixels by how the edge lies") {
    const TwoSides alike{-6.0, 8.0, glm::dvec3(0.5, 0.4, 0.3), glm::dvec3(0.5, 0.4, 0.3)};
    // An eighth of each neighbour on the other side: all of the light is the front's or the back's by that
    // share.
    take_apart(flat_picture(width, height, alike.front_light), vertical_edge(alike));
    for (const int y : {9, 20}) {
        check_share(edge_x - 1, y, 0.875);
        check_share(edge_x, y, 0.125);
        check_light(together(edge_x, y), alike.front_light);
        check_light(glm::dvec3(fronts.at(edge_x, y)), 0.125 * alike.front_light);
    }
    // The corner of a square.
    constexpr int top = 19;
    take_apart(flat_picture(width, height, alike.front_light),
               map_of(width, height, [](int x, int y) { return x < edge_x && y >= top ? -6.0 : 8.0; }));
    check_share(edge_x - 1, top, 0.875 * 0.875);
    check_share(edge_x, top, 0.125 * 0.875);
    check_share(edge_x - 1, top - 1, 0.875 * 0.125);
    check_share(edge_x, top - 1, 0.125 * 0.125);
    check_share(edge_x - 8, top, 0.875);
    check_share(edge_x - 8, top - 1, 0.125);
}

TEST_CASE_FIXTURE(UnmixFixture,
                  "edges are the same wherever they lie in blocks, and whichever side is in focus") {
    const glm::dvec3 light(0.5, 0.4, 0.3);
    for (const glm::dvec2 cocs : {glm::dvec2(-6.0, 0.0), glm::dvec2(0.0, 9.0)})
        for (const int first_back : {24, 25})
            for (const bool mirrored : {false, true})
                for (const bool is_row : {false, true}) {
                    INFO("CoCs " << cocs.x << " and " << cocs.y << ", edge " << first_back << ", mirrored "
                                 << mirrored << ", a row " << is_row);
                    const auto is_front = [&](int along) { return (along < first_back) != mirrored; };
                    take_apart(flat_picture(width, height, light), map_of(width, height, [&](int x, int y) {
                                   return is_front(is_row ? y : x) ? cocs.x : cocs.y;
                               }));
                    for (const int across : {20, 21})
                        for (const int along : {first_back - 1, first_back})
                            check_share(is_row ? across : along, is_row ? along : across,
                                        is_front(along) ? 0.875 : 0.125);
                }
}

TEST_CASE_FIXTURE(UnmixFixture,
                  "light says the share where the sides differ clearly, and the sides where they do not") {
    // The squared difference of both is 0.0015 and less, or 0.012 and more, and between 0.006: halfway.
    const auto share_at = [&](double squared_difference) {
        const double step = std::sqrt(squared_difference / 3.0);
        const TwoSides sides{-6.0, 8.0, glm::dvec3(0.5 + step), glm::dvec3(0.5)};
        take_apart(beside_edge(sides, sides.mixed(0.5), sides.mixed(0.5)), vertical_edge(sides));
        return fronts.at(edge_x, 20).a;
    };
    CHECK(share_at(0.0015) == doctest::Approx(0.125).epsilon(0.03));
    CHECK(share_at(0.012) == doctest::Approx(0.5).epsilon(0.03));
    CHECK(share_at(0.006) == doctest::Approx(0.3125).epsilon(0.05));
}

TEST_CASE_FIXTURE(UnmixFixture, "light beyond that of a side says that the pixel is all of it") {
    // Sides that differ by so much that light counts a half, and how the edge lies the other half.
    const double step = std::sqrt(0.006 / 3.0);
    const TwoSides sides{-6.0, 8.0, glm::dvec3(0.5 + step), glm::dvec3(0.5)};
    take_apart(beside_edge(sides, sides.mixed(1.1), sides.mixed(-0.1)), vertical_edge(sides));
    check_share(edge_x - 1, 20, 0.5 * (0.875 + 1.0), 0.015);
    check_share(edge_x, 20, 0.5 * (0.125 + 0.0), 0.015);
}

TEST_CASE_FIXTURE(UnmixFixture,
                  "a pixel of a third colour is shared by how the edge lies, and keeps its light") {
    const TwoSides sides;
    // Off the line between both colours by as much as they differ.
    const glm::dvec3 strange(0.4, 1.2, 0.4);
    take_apart(beside_edge(sides, strange, strange), vertical_edge(sides));
    check_share(edge_x - 1, 20, 0.875);
    check_share(edge_x, 20, 0.125);
    check_light(together(edge_x - 1, 20), strange);
    check_light(together(edge_x, 20), strange);
    check_light(glm::dvec3(backs.at(edge_x, 20)), strange);
    // The clean background's where the pixel's own surface is the front.
    check_light(glm::dvec3(backs.at(edge_x - 1, 20)), sides.back_light);
    // A colour that is a tenth of the way off is still one of both: squared, times 3, a fiftieth and less.
    const glm::dvec3 across = 0.07 * glm::dvec3(0.45, 1.0, 0.36);
    take_apart(beside_edge(sides, sides.mixed(0.6) + across, sides.mixed(0.3) + across),
               vertical_edge(sides));
    check_share(edge_x - 1, 20, 0.6, 0.03);
    check_share(edge_x, 20, 0.3, 0.03);
    // Of all that light does not say, by how far off it is: a fifth of the squared difference, times 3, is
    // nothing any more.
    take_apart(beside_edge(sides, sides.mixed(0.5), sides.mixed(0.5) + 3.0 * across), vertical_edge(sides));
    CHECK(fronts.at(edge_x, 20).a > 0.15);
    CHECK(fronts.at(edge_x, 20).a < 0.45);
}

TEST_CASE_FIXTURE(UnmixFixture, "of sides with a pattern pixels are not mixed, but one side's") {
    // Two colours in a pattern of rows on both sides, which vary as much as the sides differ.
    const TwoSides sides{-6.0, 8.0, glm::dvec3(0.6), glm::dvec3(0.4)};
    const auto share_with = [&](double swing) {
        take_apart(picture_of(width, height,
                              [&](int x, int y) {
                                  const glm::dvec3 middle = x == edge_x || x == edge_x - 1 ? sides.mixed(0.5)
                                                            : x < edge_x                   ? sides.front_light
                                                                                           : sides.back_light;
                                  return middle + glm::dvec3(y % 2 == 0 ? swing : -swing);
                              }),
                   vertical_edge(sides));
        return glm::dvec4(fronts.at(edge_x - 1, 20).a, fronts.at(edge_x, 20).a, fronts.at(edge_x - 1, 21).a,
                          fronts.at(edge_x, 21).a);
    };
    // Variances together are 0.03 or less of the squared difference 0.12 times 3: light says it.
    const glm::dvec4 calm = share_with(0.01);
    for (int i = 0; i < 4; ++i) CHECK(calm[i] == doctest::Approx(0.5).epsilon(0.15));
    // They are more than all of it.
    CHECK(share_with(0.2) == glm::dvec4(single_surface));
    // 0.3 of it and more, but not all: how the edge lies says the most, and the pattern draws to one side.
    const glm::dvec4 some = share_with(0.085);
    for (const int front : {0, 2}) {
        CHECK(some[front] > 0.87);
        CHECK(some[front] < 0.999);
        CHECK(some[front + 1] < 0.13);
        CHECK(some[front + 1] > 0.001);
    }
}

TEST_CASE_FIXTURE(UnmixFixture, "near pixels say more of a side's light than far ones") {
    // A ramp on both sides: nearer than two thirds of a pixel's step to what its neighbour has.
    const TwoSides sides{-6.0, 8.0};
    const auto slope = [](int away) { return glm::dvec3(0.06 * away); };
    const Image light = picture_of(width, height, [&](int x, int) {
        if (x == edge_x) return sides.mixed(0.4);
        return x < edge_x ? sides.front_light + slope(edge_x - 1 - x) : sides.back_light;
    });
    take_apart(light, vertical_edge(sides));
    // Clean columns of the front are the second and the third from the edge; weights 1 / (1 + distance^2), in
    // 5x5 pixels.
    const auto column_weight = [](int dx) {
        double sum = 0.0;
        for (int dy = -2; dy <= 2; ++dy) sum += 1.0 / (1.0 + dx * dx + dy * dy);
        return sum;
    };
    // From the back's first column: the front's second is 2 away, its clean third out of reach.
    const double front_of_back = 0.06;
    const double share = glm::dot(sides.mixed(0.4) - sides.back_light,
                                  sides.front_light + glm::dvec3(front_of_back) - sides.back_light) /
                         glm::dot(sides.front_light + glm::dvec3(front_of_back) - sides.back_light,
                                  sides.front_light + glm::dvec3(front_of_back) - sides.back_light);
    check_share(edge_x, 20, share, 0.02);
    // From the front's first column, whose back is the second column of the background.
    const double mean =
        (0.06 * column_weight(1) + 0.12 * column_weight(2)) / (column_weight(1) + column_weight(2));
    const glm::dvec3 difference = sides.front_light + glm::dvec3(mean) - sides.back_light;
    const double own =
        glm::dot(sides.front_light - sides.back_light, difference) / glm::dot(difference, difference);
    check_share(edge_x - 1, 20, own, 0.02);
}

TEST_CASE_FIXTURE(UnmixFixture, "a thing thinner than its antialiasing has its brightest pixel's light") {
    const TwoSides sides{0.0, 10.0};
    // A hair of one column that covers 0.6 of it, and 0.3 of the next.
    const glm::dvec3 hair = sides.mixed(0.6), beside = sides.mixed(0.3);
    take_apart(
        picture_of(width, height,
                   [&](int x, int) {
                       return x == edge_x ? hair : x == edge_x + 1 ? beside : sides.back_light;
                   }),
        map_of(width, height, [&](int x, int) { return x == edge_x ? sides.front_px : sides.back_px; }));
    CHECK(!is_split(edge_x, 20));
    check_share(edge_x + 1, 20, 0.5, 0.01);
    check_light(glm::dvec3(fronts.at(edge_x + 1, 20)), 0.5 * hair, 0.01);
    check_light(together(edge_x + 1, 20), beside);
    CHECK(backs.at(edge_x + 1, 20).a == 0.0);
    CHECK(!is_split(edge_x - 1, 20));
    // Of several the one that differs most.
    take_apart(
        picture_of(width, height,
                   [&](int x, int y) {
                       return x == edge_x ? sides.mixed(y % 2 == 0 ? 0.4 : 0.8) : sides.back_light;
                   }),
        map_of(width, height, [&](int x, int) { return x == edge_x ? sides.front_px : sides.back_px; }));
    check_share(edge_x, 20, 0.5, 0.01);
    CHECK(!is_split(edge_x, 21));
    // Of those within two pixels, along the hair either way.
    for (const bool is_row : {false, true})
        for (const int bright : {30, 31}) {
            INFO("a row " << is_row << ", bright at " << bright);
            const auto is_hair = [&](int x, int y) { return (is_row ? y : x) == edge_x; };
            take_apart(picture_of(width, height,
                                  [&](int x, int y) {
                                      if (!is_hair(x, y)) return sides.back_light;
                                      return sides.mixed((is_row ? x : y) == bright ? 0.8 : 0.4);
                                  }),
                       map_of(width, height,
                              [&](int x, int y) { return is_hair(x, y) ? sides.front_px : sides.back_px; }));
            for (const int away : {-2, -1, 1, 2})
                check_share(is_row ? bright + away : edge_x, is_row ? edge_x : bright + away, 0.5, 0.01);
            for (const int away : {-3, 0, 3})
                CHECK(!is_split(is_row ? bright + away : edge_x, is_row ? edge_x : bright + away));
        }
    // Of none where none differs: black before black.
    take_apart(flat_picture(width, height, glm::dvec3(0.0)), map_of(width, height, [&](int x, int) {
                   return x == edge_x ? sides.front_px : sides.back_px;
               }));
    for (int x = edge_x - 1; x <= edge_x + 1; ++x) CHECK(!is_split(x, 20));
}

TEST_CASE_FIXTURE(UnmixFixture, "a thing whose middle alone is clean has the light of its middle") {
    // A plus of five pixels, of which the four outer ones are brighter.
    const TwoSides sides;
    const auto away = [](int x, int y) { return std::abs(x - edge_x) + std::abs(y - 20); };
    take_apart(
        picture_of(width, height,
                   [&](int x, int y) {
                       return away(x, y) > 1 ? sides.back_light
                                             : sides.front_light + glm::dvec3(0.2 * away(x, y));
                   }),
        map_of(width, height, [&](int x, int y) { return away(x, y) > 1 ? sides.back_px : sides.front_px; }));
    CHECK(!is_split(edge_x, 20));
}

TEST_CASE_FIXTURE(UnmixFixture, "through a net one clean pixel of the background says what is behind") {
    // Every other pixel is the net's, but for one; the others are mixed.
    const TwoSides sides;
    const auto is_hole = [](int x, int y) { return x == edge_x && y == 20; };
    const auto is_net = [&](int x, int y) { return (x + y - edge_x - 20) % 2 == 0 && !is_hole(x, y); };
    take_apart(
        picture_of(width, height,
                   [&](int x, int y) {
                       if (is_hole(x, y)) return sides.back_light;
                       return is_net(x, y) ? sides.front_light : sides.mixed(0.4);
                   }),
        map_of(width, height, [&](int x, int y) { return is_net(x, y) ? sides.front_px : sides.back_px; }));
    for (const int away : {-1, 1}) {
        check_share(edge_x + away, 20, 0.4);
        check_share(edge_x, 20 + away, 0.4);
    }
}

TEST_CASE_FIXTURE(UnmixFixture,
                  "a front has no less light than none, where the guess behind it is brighter") {
    // A dark front before what is bright: the pixel is darker than its share of the background.
    const TwoSides sides{-6.0, 8.0, glm::dvec3(0.02), glm::dvec3(0.9)};
    take_apart(beside_edge(sides, glm::dvec3(0.01), glm::dvec3(0.9)), vertical_edge(sides));
    for (int x = edge_x - 2; x <= edge_x + 1; ++x)
        for (int channel = 0; channel < 3; ++channel)
            if (is_split(x, 20)) CHECK(fronts.at(x, 20)[channel] >= 0.0);
    // Outside of the gamut it may have as little as the front itself, or as the pixel.
    const TwoSides below{-6.0, 8.0, glm::dvec3(-0.4, 0.5, 0.5), glm::dvec3(0.5, 0.2, 0.2)};
    take_apart(beside_edge(below, below.mixed(0.75), below.mixed(0.25)), vertical_edge(below));
    check_light(glm::dvec3(fronts.at(edge_x - 1, 20)), 0.75 * below.front_light);
    check_light(glm::dvec3(fronts.at(edge_x, 20)), 0.25 * below.front_light);
}

TEST_CASE_FIXTURE(UnmixFixture, "the second layer is the front where it covers something") {
    INFO("seed " << test_seed());
    Image glass(width, height);
    for (int y = 8; y < 24; ++y)
        for (int x = 8; x < 40; ++x) glass.at(x, y) = glm::dvec4(0.25, 0.125, 0.0625, 0.25 + 0.5 * (x % 2));
    const Image light = picture_of(width, height, [](int x, int) { return glm::dvec3(0.3 + 0.005 * x); });
    DepthOfFieldFrame layered =
        coc_frame(*this, GL_RGBA32F, light, ParameterMap(width, height, glm::dvec2(5.0)));
    layered.layer.color = {upload(*this, GL_RGBA32F, glass, Row0::top), Encoding::linear,
                           Alpha::premultiplied};
    layered.layer.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(-7.0)));
    run(layered, plain_options());
    read_surfaces();
    for (int y = 8; y < 24; ++y)
        for (int x = 8; x < 40; ++x) {
            REQUIRE(fronts.at(x, y) == glass.at(x, y));
            REQUIRE(backs.at(x, y) == glm::dvec4(glm::dvec3(work.at(x, y)), -7.0));
        }
    CHECK(ranges.at(3, 3).w == 0.0);
    CHECK(ranges.at(4, 4).w == 0.75);
}

TEST_CASE_FIXTURE(UnmixFixture, "what the host knows to hide is the surface behind, by its share") {
    const TwoSides sides{-6.0, 8.0};
    const glm::dvec3 known(0.2, 0.6, 0.4);
    const auto run_known = [&](double share) {
        DepthOfFieldFrame made = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, sides.front_light),
                                           vertical_edge(sides));
        made.hidden.color = {
            upload(*this, GL_RGBA32F, Image(width, height, share * glm::dvec4(known, 1.0)), Row0::top),
            Encoding::linear, Alpha::premultiplied};
        made.hidden.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(8.0)));
        run(made, plain_options());
        read_surfaces();
    };
    run_known(1.0);
    // All of the front's pixels within reach, also those without an edge.
    for (const int x : {edge_x - 1, edge_x - 3}) {
        CHECK(fronts.at(x, 20).a == 1.0);
        check_light(glm::dvec3(fronts.at(x, 20)), sides.front_light);
        check_light(glm::dvec3(backs.at(x, 20)), known);
        CHECK(backs.at(x, 20).a == 8.0);
    }
    run_known(0.75);
    check_share(edge_x - 1, 20, 0.75);
    check_light(together(edge_x - 1, 20), sides.front_light);
    check_light(glm::dvec3(backs.at(edge_x - 1, 20)), known);
    // A pixel whose depth is that of what hides: the nearer neighbours' CoC is what covers a part of it.
    check_share(edge_x, 20, 0.75);
    CHECK(backs.at(edge_x, 20).a == -6.0);
    check_light(together(edge_x, 20), sides.front_light);
}

TEST_CASE_FIXTURE(
    UnmixFixture,
    "what covers a part of a pixel has the CoC of its nearer neighbours, beside before across") {
    // Left of the pixel -6, above it -3, of which the corner between them has either.
    DepthOfFieldFrame made = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, glm::dvec3(0.5)),
                                       map_of(width, height, [](int x, int y) {
                                           if (y < 20) return -3.0;
                                           return x < edge_x ? -6.0 : 8.0;
                                       }));
    made.hidden.color = {
        upload(*this, GL_RGBA32F, Image(width, height, glm::dvec4(0.25, 0.25, 0.25, 0.5)), Row0::top),
        Encoding::linear, Alpha::premultiplied};
    made.hidden.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(8.0)));
    run(made, plain_options());
    read_surfaces();
    // Above: three of -3, of which two corners count half: 2; left -6 once and half of the corner below: 1.5.
    const double mean = (2.0 * -3.0 + 1.5 * -6.0) / 3.5;
    CHECK(backs.at(edge_x, 20).a == doctest::Approx(mean).epsilon(1e-3));
    // What is nearer by less than a fifth is no other thing: above 6.625 before 8, left -6.
    made.depth_texture = upload_coc(*this, map_of(width, height, [](int x, int y) {
        if (x < edge_x) return -6.0;
        return y < 20 ? 6.625 : 8.0;
    }));
    run(made, plain_options());
    read_surfaces();
    CHECK(backs.at(edge_x, 20).a == -6.0);
    // That of one alone.
    made.depth_texture = upload_coc(
        *this, map_of(width, height, [](int x, int y) { return x == edge_x && y == 20 ? -6.0 : 8.0; }));
    run(made, plain_options());
    read_surfaces();
    for (const int y : {19, 20}) {
        check_share(edge_x + 1, y, 0.5);
        CHECK(backs.at(edge_x + 1, y).a == -6.0);
    }
}

}  // namespace tapestry::test
