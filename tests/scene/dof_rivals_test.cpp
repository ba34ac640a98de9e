// Rivals of depth of field do what they should where that is known: a rival with a fault proves nothing.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "gl/gl_fixture.h"
#include "gl/gl_pictures.h"
#include "gl/pictures.h"
#include "rivals/aperture_taps.h"
#include "rivals/dof_rival.h"
#include "rivals/spatiotemporal_noise.h"

using namespace tapestry;
using namespace tapestry::demo;

namespace {

constexpr RivalSize picture_size = {80, 48};

ImportanceGatherOptions importance(const ApertureShape& aperture, int divisor, int taps, int flood,
                                   int frames) {
    ImportanceGatherOptions options{.divisor = divisor, .taps = taps, .frames = frames};
    options.aperture = frames > 0 ? aperture_table(aperture, 64) : aperture_taps(aperture, taps);
    options.flood = aperture_taps(aperture, flood);
    return options;
}

struct RivalsFixture : test::GlFixture {
    RivalContext context{gl};

    std::vector<DofRival> rivals() {
        const auto aperture = ApertureShape::named("disk");
        REQUIRE(aperture);
        std::vector<Result<DofRival>> made = {separable_gaussian_dof(context, picture_size)};
        for (const int divisor : {1, 2}) {
            made.push_back(ring_gather_dof(
                context, {divisor, aperture_taps(*aperture, 49), open_area(*aperture), {}}, picture_size));
            for (const ImportanceGatherOptions& options :
                 {importance(*aperture, divisor, 64, 16, 0), importance(*aperture, divisor, 16, 0, 1),
                  importance(*aperture, divisor, 16, 0, noise_frames)})
                made.push_back(importance_gather_dof(context, options, picture_size));
        }
        std::vector<DofRival> rivals;
        for (Result<DofRival>& one : made) {
            REQUIRE(one);
            rivals.push_back(std::move(*one));
        }
        return rivals;
    }

    /// Of a plane that faces the camera, with a CoC of so many pixels.
    Image seen(const DofRival& rival, const Image& picture, float coc_px) {
        const DofRivalLens lens{.coc_at_infinity_px = 100.0f, .focus_m = 2.0f, .near_m = 0.0f, .far_m = 0.0f};
        ParameterMap depth(picture.width, picture.height);
        for (glm::dvec2& metres : depth.values)
            metres.x = static_cast<double>(lens.focus_m / (1.0f - coc_px / lens.coc_at_infinity_px));
        const GLuint target = test::make_texture(*this, GL_RGBA16F, picture.width, picture.height);
        const auto status = rival.run(test::upload(*this, GL_RGBA16F, picture, Row0::top),
                                      test::upload(*this, GL_R32F, depth, Row0::top), lens, target);
        REQUIRE(status);
        for (GLuint unit = 0; unit < 8; ++unit) gl.BindSampler(unit, 0);
        gl.UseProgram(0);
        return test::download(*this, target, picture.width, picture.height, Row0::top);
    }
};

/// What a filter of 5 x 5 pixels leaves of the noise's numbers, as a variance over all frames' places.
double variance_after_filter(std::span<const glm::vec2> noise) {
    double squares = 0.0;
    for (int frame = 0; frame < noise_frames; ++frame)
        for (int y = 0; y < noise_side; ++y)
            for (int x = 0; x < noise_side; ++x) {
                double sum = 0.0, weights = 0.0;
                for (int dy = -2; dy <= 2; ++dy)
                    for (int dx = -2; dx <= 2; ++dx) {
                        const double weight = std::exp(-0.5 * (dx * dx + dy * dy));
                        const int place =
                            (frame * noise_side + (y + dy + noise_side) % noise_side) * noise_side +
                            (x + dx + noise_side) % noise_side;
                        // A wave over the square, since its edges meet.
                        const double turn = 6.283185307179586 * static_cast<double>(noise[place].x);
                        sum += weight * std::cos(turn);
                        weights += weight;
                    }
                squares += sum * sum / (weights * weights);
            }
    return squares / (noise_frames * noise_side * noise_side);
}

}  // namespace

TEST_CASE_FIXTURE(RivalsFixture, "rivals leave a picture in focus as it is") {
    std::mt19937 random(7);
    const Image picture =
        test::rounded_to_half(test::value_noise(random, picture_size.width, picture_size.height, 3, 1.0));
    for (const DofRival& rival : rivals()) {
        INFO(rival.name);
        // The narrowest Gaussian has a sigma of 0.35 px: neighbours get a sixtieth of the middle's weight.
        const double allowed = rival.name == "separable Gaussian" ? 0.03 : 1e-3;
        CHECK(test::largest_difference(seen(rival, picture, 0.0f), picture) <= allowed);
    }
}

TEST_CASE_FIXTURE(RivalsFixture, "rivals keep an even picture, wherever it lies") {
    Image picture(picture_size.width, picture_size.height);
    for (glm::dvec4& pixel : picture.pixels) pixel = {0.75, 0.5, 0.25, 1.0};
    for (const DofRival& rival : rivals())
        for (const float coc_px : {-9.0f, -2.0f, 2.0f, 9.0f}) {
            INFO(rival.name << ", CoC " << coc_px);
            CHECK(test::largest_difference(seen(rival, picture, coc_px), picture) <= 2e-3);
        }
}

TEST_CASE_FIXTURE(RivalsFixture, "rivals blur what is far as wide as its CoC") {
    Image picture(picture_size.width, picture_size.height);
    for (glm::dvec4& pixel : picture.pixels) pixel.a = 1.0;
    for (int y = 20; y < 28; ++y)
        for (int x = 36; x < 44; ++x) picture.at(x, y) = glm::dvec4(1.0);
    for (const DofRival& rival : rivals()) {
        INFO(rival.name);
        const Image result = seen(rival, picture, 9.0f);
        double light = 0.0, squares = 0.0;
        for (int y = 0; y < result.height; ++y)
            for (int x = 0; x < result.width; ++x) {
                light += result.at(x, y).r;
                squares += result.at(x, y).r * (x - 39.5) * (x - 39.5);
            }
        // A disk's variance is r^2 / 4 on an axis, the square's 64 / 12. Flooding makes more light of it.
        const double expected = 81.0 / 4.0 + 64.0 / 12.0;
        CHECK(squares / light > 0.7 * expected);
        CHECK(squares / light < 1.3 * expected);
        CHECK(light > 0.9 * 64.0);
        CHECK(light < (rival.name.find("flooding") != std::string::npos ? 1.6 : 1.1) * 64.0);
    }
}

TEST_CASE("noise has each cell of a grid once a frame, and little that filters let through") {
    const std::span<const glm::vec2> noise = spatiotemporal_noise();
    REQUIRE(noise.size() == static_cast<std::size_t>(noise_frames) * noise_side * noise_side);
    for (int frame = 0; frame < noise_frames; ++frame) {
        std::vector<int> cells(noise_side * noise_side);
        for (const glm::vec2 one :
             noise.subspan(static_cast<std::size_t>(frame) * cells.size(), cells.size()))
            ++cells[static_cast<std::size_t>(one.y * noise_side) * noise_side +
                    static_cast<std::size_t>(one.x * noise_side)];
        CHECK(std::ranges::count(cells, 1) == noise_side * noise_side);
    }
    std::mt19937 random(7);
    std::vector<glm::vec2> white(noise.begin(), noise.end());
    std::ranges::shuffle(white, random);
    CHECK(variance_after_filter(noise) < 0.4 * variance_after_filter(white));
}
