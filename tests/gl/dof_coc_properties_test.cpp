// What depth of field makes of depths: circles of confusion by the lens' formula, and what is around each
// pixel.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

#include "dof_inside.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

struct CocFixture : DofInside {
    static constexpr int width = 64, height = 48;
    std::mt19937 random{test_seed()};

    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }

    /// A lens whose CoCs are some pixels, stronger before the plane of focus than behind it.
    static DepthOfFieldOptions lens_options() {
        DepthOfFieldOptions options = plain_options();
        options.lens = {4.0f, 1.2f, 85.0f, 24.0f};
        options.near_strength = 1.5f;
        options.far_strength = 0.5f;
        options.near_limit = 0.125f;
        options.far_limit = 0.0625f;
        return options;
    }

    DepthOfFieldFrame depth_frame(const DepthConvention& depth, const ParameterMap& stored) {
        DepthOfFieldFrame made =
            coc_frame(*this, GL_RGBA32F, flat_picture(stored.width, stored.height, glm::dvec3(0.5)), stored);
        made.depth_texture = upload(*this, GL_R32F, stored, Row0::top);
        made.depth = depth;
        return made;
    }

    /// Depths of a convention, and the CoC of each pixel that the frame computed.
    void check_depths(const DepthConvention& depth, const ParameterMap& stored,
                      const DepthOfFieldOptions& options) {
        run(depth_frame(depth, stored), options);
        const Image work = read_whole(textures.work);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const double metres = view_distance_m(depth, static_cast<float>(stored.at(x, y).x));
                const double expected = signed_coc_px(
                    options, metres, height, nearness_of_focus(options, x + 0.5, y + 0.5, width, height));
                INFO("stored " << stored.at(x, y).x << ", " << metres << " m");
                // Rounded to half; 1/m is a float near 1/focus, and off by 2^-24 of it times some 300 px.
                REQUIRE(std::abs(work.at(x, y).a - expected) <= 0.5 * half_ulp_at(expected) + 1e-3);
            }
    }

    ParameterMap random_numbers(double low, double high) {
        return random_map(random, width, height, low, high);
    }

    /// The least and the largest of a map around a block of 2x2 pixels, whose edge goes on.
    static glm::dvec2 range_around(const Image& work, int block_x, int block_y) {
        glm::dvec2 range(1e30, -1e30);
        for (int y = 2 * block_y - 1; y <= 2 * block_y + 2; ++y)
            for (int x = 2 * block_x - 1; x <= 2 * block_x + 2; ++x) {
                const double coc =
                    work.at(std::clamp(x, 0, work.width - 1), std::clamp(y, 0, work.height - 1)).a;
                range = {std::min(range.x, coc), std::max(range.y, coc)};
            }
        return range;
    }
};

}  // namespace

TEST_CASE_FIXTURE(CocFixture, "CoCs are the lens' of every kind of depth") {
    INFO("seed " << test_seed());
    ParameterMap metres = random_numbers(0.3, 30.0);
    metres.values[0].x = 0.0;
    metres.values[1].x = -2.0;
    metres.values[2].x = std::numeric_limits<double>::quiet_NaN();
    metres.values[3].x = 1e6;
    metres.values[4].x = 1e-12;
    check_depths({.kind = DepthKind::metres}, metres, lens_options());
    for (const bool reversed : {false, true})
        for (const bool signed_range : {false, true}) {
            INFO("reversed " << reversed << ", signed " << signed_range);
            ParameterMap stored = random_numbers(signed_range ? -1.2 : -0.1, 1.1);
            stored.values[0].x = std::numeric_limits<double>::quiet_NaN();
            check_depths({DepthKind::perspective, 0.5f, 100.0f, reversed, signed_range}, stored,
                         lens_options());
            check_depths({DepthKind::orthographic, 0.5f, 20.0f, reversed, signed_range}, stored,
                         lens_options());
        }
    // Closer than a metre too.
    DepthOfFieldOptions close = lens_options();
    close.lens = {2.0f, 0.6f, 50.0f, 24.0f};
    check_depths({DepthKind::orthographic, 0.25f, 2.0f}, random_numbers(-0.1, 1.1), close);
}

TEST_CASE_FIXTURE(CocFixture, "the plane of focus may be tilted, whichever row is the first") {
    INFO("seed " << test_seed());
    const ParameterMap metres = random_numbers(0.5, 30.0);
    DepthOfFieldOptions options = lens_options();
    options.tilt_deg = 50.0f;
    options.swing_deg = -30.0f;
    check_depths({.kind = DepthKind::metres}, metres, options);
    const Image top = read_whole(textures.work);
    DepthOfFieldFrame frame = depth_frame({.kind = DepthKind::metres}, metres);
    frame.row0 = Row0::bottom;
    frame.depth_texture = upload(*this, GL_R32F, metres, Row0::bottom);
    run(frame, options);
    const Image bottom = read_whole(textures.work);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            REQUIRE(std::abs(top.at(x, y).a - bottom.at(x, height - 1 - y).a) <=
                    half_ulp_at(top.at(x, y).a) + 1e-3);
}

TEST_CASE_FIXTURE(CocFixture, "autofocus puts a tilted plane through what it looks at") {
    DepthOfFieldOptions options = lens_options();
    options.tilt_deg = 40.0f;
    options.swing_deg = 20.0f;
    options.autofocus.on = true;
    options.autofocus.x = 0.25f;
    options.autofocus.y = 0.75f;
    run(depth_frame({.kind = DepthKind::metres}, ParameterMap(width, height, glm::dvec2(6.0))), options);
    const Image work = read_whole(textures.work);
    const auto nearness = [&](double x, double y) { return nearness_of_focus(options, x, y, width, height); };
    const double looks_at = nearness(width / 4 + 0.5, 3 * height / 4 + 0.5);
    options.lens.focus_distance_m = static_cast<float>(6.0 * looks_at);
    CHECK(std::abs(work.at(width / 4, 3 * height / 4).a) < 1e-3);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            REQUIRE(std::abs(work.at(x, y).a -
                             signed_coc_px(options, 6.0, height, nearness(x + 0.5, y + 0.5))) < 2e-3);
}

TEST_CASE_FIXTURE(CocFixture,
                  "CoCs of ranges grow between an artist's distances, and are sharp between them") {
    INFO("seed " << test_seed());
    DepthOfFieldOptions options = lens_options();
    options.defocus = Defocus::ranges;
    options.ranges = {1.0f, 3.0f, 6.0f, 10.0f};
    check_depths({.kind = DepthKind::metres}, random_numbers(0.2, 14.0), options);
    // By hand: a half of the limit halfway, all of it from the ends on; strengths multiply, and limits hold.
    const std::array<glm::dvec2, 8> known = {{{0.5, -6.0},
                                              {1.0, -6.0},
                                              {2.0, -4.5},
                                              {2.5, -2.25},
                                              {4.0, 0.0},
                                              {7.0, 0.375},
                                              {8.0, 0.75},
                                              {12.0, 1.5}}};
    for (const glm::dvec2 pair : known) {
        run(depth_frame({.kind = DepthKind::metres}, ParameterMap(width, height, glm::dvec2(pair.x))),
            options);
        INFO(pair.x << " m");
        CHECK(read_whole(textures.work).at(9, 9).a == doctest::Approx(pair.y).epsilon(1e-3));
    }
}

TEST_CASE_FIXTURE(CocFixture,
                  "CoCs that the host gives are multiplied and limited, and no numbers are none") {
    INFO("seed " << test_seed());
    const ParameterMap given = random_numbers(-0.3, 0.3);
    ParameterMap stored = given;
    stored.values[5].x = std::numeric_limits<double>::quiet_NaN();
    stored.values[6].x = 3.0;
    stored.values[7].x = -3.0;
    DepthOfFieldOptions options = lens_options();
    options.far_strength = 0.02f;
    run(depth_frame({.kind = DepthKind::signed_coc}, stored), options);
    const Image work = read_whole(textures.work);
    CHECK(work.pixels[5].a == 0.0);
    // No more than the whole height, before the strength: 0.02 of 48 px.
    CHECK(work.pixels[6].a == doctest::Approx(0.96).epsilon(1e-3));
    CHECK(work.pixels[7].a == doctest::Approx(-6.0));
    for (std::size_t i = 8; i < work.pixels.size(); ++i) {
        const double coc = height * given.values[i].x;
        const double expected = coc < 0.0 ? std::max(1.5 * coc, -6.0) : std::min(0.02 * coc, 3.0);
        REQUIRE(std::abs(work.pixels[i].a - expected) <= half_ulp_at(expected));
    }
}

TEST_CASE_FIXTURE(CocFixture, "a mask multiplies CoCs") {
    INFO("seed " << test_seed());
    const ParameterMap coc = random_numbers(-9.0, 9.0);
    ParameterMap mask = random_numbers(-0.5, 1.5);
    mask.values[3].x = std::numeric_limits<double>::quiet_NaN();
    DepthOfFieldFrame masked =
        coc_frame(*this, GL_RGBA32F, flat_picture(width, height, glm::dvec3(0.5)), coc);
    masked.mask_texture = upload(*this, GL_R32F, mask, Row0::top);
    run(masked, plain_options());
    const Image work = read_whole(textures.work);
    for (std::size_t i = 0; i < work.pixels.size(); ++i) {
        const double share = std::isnan(mask.values[i].x) ? 0.0 : std::clamp(mask.values[i].x, 0.0, 1.0);
        REQUIRE(std::abs(work.pixels[i].a - share * coc.values[i].x) <= half_ulp_at(coc.values[i].x));
    }
}

TEST_CASE_FIXTURE(CocFixture, "light is the source's, and blocks know the CoCs around them") {
    INFO("seed " << test_seed());
    for (const glm::ivec2 size : {glm::ivec2(64, 48), glm::ivec2(37, 29)}) {
        const Image light = rounded_to_half(value_noise(random, size.x, size.y, 3, 8.0));
        run(light, random_map(random, size.x, size.y, -7.0, 7.0), plain_options());
        const Image work = read_whole(textures.work), ranges = read_blocks(textures.ranges);
        for (std::size_t i = 0; i < work.pixels.size(); ++i)
            REQUIRE(glm::dvec3(work.pixels[i]) == glm::dvec3(light.pixels[i]));
        for (int y = 0; y < ranges.height; ++y)
            for (int x = 0; x < ranges.width; ++x)
                REQUIRE(ranges.at(x, y) == glm::dvec4(range_around(work, x, y), 0.0, 0.0));
    }
}

TEST_CASE_FIXTURE(CocFixture, "blocks know of the second layer where that covers something") {
    INFO("seed " << test_seed());
    const ParameterMap coc = random_numbers(2.0, 7.0), layer_coc = random_numbers(-9.0, 9.0);
    Image glass(width, height);
    for (glm::dvec4& pixel : glass.pixels)
        if (between(0.0, 1.0) < 0.1) pixel = glm::dvec4(round_to_half(between(0.1, 1.0)));
    DepthOfFieldFrame layered =
        coc_frame(*this, GL_RGBA32F, flat_picture(width, height, glm::dvec3(0.5)), coc);
    layered.layer.color = {upload(*this, GL_RGBA32F, glass, Row0::top), Encoding::linear,
                           Alpha::premultiplied};
    layered.layer.depth_texture = upload_coc(*this, layer_coc);
    run(layered, plain_options());
    const Image work = read_whole(textures.work), ranges = read_blocks(textures.ranges);
    for (int y = 0; y < ranges.height; ++y)
        for (int x = 0; x < ranges.width; ++x) {
            glm::dvec4 expected(range_around(work, x, y), 0.0, 0.0);
            for (int index = 0; index < 4; ++index) {
                const int column = 2 * x + index % 2, row = 2 * y + index / 2;
                const double cover = glass.at(column, row).a,
                             own = round_to_half(layer_coc.at(column, row).x);
                if (cover <= 0.0) continue;
                expected = {std::min(expected.x, own), std::max(expected.y, own), 0.0,
                            std::max(expected.w, cover)};
            }
            const glm::dvec4 difference = glm::abs(ranges.at(x, y) - expected);
            REQUIRE(std::max({difference.x, difference.y, difference.z, difference.w}) <= half_ulp_at(9.0));
        }
}

TEST_CASE_FIXTURE(CocFixture, "autofocus takes the median of nine depths around its place") {
    INFO("seed " << test_seed());
    const ParameterMap metres = random_numbers(0.5, 20.0);
    DepthOfFieldOptions options = lens_options();
    for (const glm::ivec2 place :
         {glm::ivec2(20, 30), glm::ivec2(0, 0), glm::ivec2(63, 47), glm::ivec2(1, 24)}) {
        options.autofocus = {true, static_cast<float>((place.x + 0.5) / width),
                             static_cast<float>((place.y + 0.5) / height), 0.0f};
        std::vector<double> around;
        for (int y = -2; y <= 2; y += 2)
            for (int x = -2; x <= 2; x += 2)
                around.push_back(
                    1.0 /
                    metres.at(std::clamp(place.x + x, 0, width - 1), std::clamp(place.y + y, 0, height - 1))
                        .x);
        std::ranges::sort(around);
        run(depth_frame({.kind = DepthKind::metres}, metres), options);
        INFO("at " << place.x << ", " << place.y);
        CHECK(read(textures.inverse_focus, 1, 1).at(0, 0).r == doctest::Approx(around[4]).epsilon(1e-5));
        options.autofocus.on = false;
        options.lens.focus_distance_m = static_cast<float>(1.0 / around[4]);
        const Image followed = read_whole(textures.work);
        run(depth_frame({.kind = DepthKind::metres}, metres), options);
        CHECK(largest_difference(followed, read_whole(textures.work)) <= half_ulp_at(6.0));
    }
    // No nearer than 1.01 focal lengths.
    options.autofocus.on = true;
    run(depth_frame({.kind = DepthKind::metres}, ParameterMap(width, height, glm::dvec2(0.01))), options);
    CHECK(1.0 / read(textures.inverse_focus, 1, 1).at(0, 0).r == doctest::Approx(1.01 * 0.085).epsilon(1e-5));
}

TEST_CASE_FIXTURE(CocFixture,
                  "what hides has its own light and CoC, where something as far shows within reach") {
    // A near card of a tenth before a background, and what is behind all of it; right of the middle nothing
    // is known.
    constexpr double card_px = -6.0, behind_px = 4.0;
    const auto is_card = [](int x) { return x >= 16; };
    const ParameterMap coc =
        map_of(width, height, [&](int x, int) { return is_card(x) ? card_px : behind_px; });
    Image hidden(width, height, glm::dvec4(0.25, 0.5, 0.125, 0.5));
    for (int y = 24; y < height; ++y)
        for (int x = 0; x < width; ++x) hidden.at(x, y).a = y < 36 ? 0.0 : 0.0009765625;
    DepthOfFieldFrame known = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, glm::dvec3(0.5)), coc);
    known.hidden.color = {upload(*this, GL_RGBA32F, hidden, Row0::top), Encoding::linear,
                          Alpha::premultiplied};
    known.hidden.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(behind_px)));
    run(known, plain_options());
    const Image light = read_whole(textures.hidden), found = read_whole(textures.hidden_coc);
    CHECK(light.at(20, 4) == hidden.at(20, 4));
    CHECK(found.at(20, 30).r >= TAPESTRY_NOTHING_HIDDEN);
    CHECK(found.at(20, 40).r >= TAPESTRY_NOTHING_HIDDEN);  // less than a 512th
    // A disk of 1.25 times the difference of the CoCs and 3 px more is looked at: 15.5 px here, by 12 places.
    int farthest = 16;
    for (int y = 4; y < 20; ++y) {
        for (const int x : {16, 18, 22}) CHECK(found.at(x, y).r == behind_px);
        for (int x = 16; x < width; ++x)
            if (found.at(x, y).r == behind_px) farthest = std::max(farthest, x);
    }
    // The outermost of the places that lie left of a pixel are nine tenths of the way.
    CHECK(farthest >= 16 + 12);
    CHECK(farthest < 16 + 16);
    CHECK(read_blocks(textures.ranges).at(30, 2) == glm::dvec4(card_px, card_px, 0.0, 0.0));
    CHECK(read_blocks(textures.ranges).at(10, 2) == glm::dvec4(card_px, behind_px, 0.0, 0.0));
    // As far is within a pixel and a fifth of its CoC.
    struct Shown {
        double hidden_px, beside_px;
        bool is_as_far;
    };
    for (const Shown& shown :
         {Shown{2.0, 1.125, true}, Shown{2.0, 0.875, false}, Shown{9.0, 7.5, true}, Shown{9.0, 7.0, false}}) {
        known.depth_texture = upload_coc(
            *this, map_of(width, height, [&](int x, int) { return is_card(x) ? card_px : shown.beside_px; }));
        known.hidden.depth_texture =
            upload_coc(*this, ParameterMap(width, height, glm::dvec2(shown.hidden_px)));
        run(known, plain_options());
        INFO(shown.hidden_px << " px behind, " << shown.beside_px << " px beside");
        CHECK((read_whole(textures.hidden_coc).at(18, 10).r == shown.hidden_px) == shown.is_as_far);
    }
}

}  // namespace tapestry::test
