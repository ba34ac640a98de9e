// Colours outside the gamut: light that is negative passes through depth of field as any other.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "dof_subject.h"
#include "pictures.h"
#include "random_tables.h"

namespace tapestry::test {
namespace {

constexpr int gamut_width = 160;
constexpr int gamut_height = 112;

struct GamutFixture : GlFixture {
    std::mt19937 random{test_seed()};

    /// Things of every slice before each other and before a ramp, with edges of all kinds.
    ParameterMap random_coc() {
        const auto uniform = [&](double low, double high) {
            return std::uniform_real_distribution<double>(low, high)(random);
        };
        ParameterMap coc(gamut_width, gamut_height);
        const double start = uniform(-16.0, 16.0), end = uniform(-16.0, 16.0);
        for (int y = 0; y < gamut_height; ++y)
            for (int x = 0; x < gamut_width; ++x) coc.at(x, y).x = start + (end - start) * y / gamut_height;
        for (const double thing : {-14.0, -5.0, 0.0, 5.0, 14.0, -9.0}) {
            const double radius = uniform(6.0, 30.0), left = uniform(0, gamut_width),
                         top = uniform(0, gamut_height);
            for (int y = 0; y < gamut_height; ++y)
                for (int x = 0; x < gamut_width; ++x)
                    if (std::hypot(x - left, y - top) < radius) coc.at(x, y).x = thing;
        }
        return coc;
    }

    struct Extras {
        bool highlights = false;
        const Image* layer = nullptr;  ///< premultiplied, nearer than all
        const Image* hidden = nullptr;
    };

    Image drawn(const Image& source, const ParameterMap& coc, const Extras& extras) {
        DepthOfField effect = make_depth_of_field(*this);
        DepthOfFieldFrame frame = coc_frame(*this, GL_RGBA32F, source, coc);
        if (extras.layer) {
            frame.layer.color = {upload(*this, GL_RGBA32F, *extras.layer, Row0::top), Encoding::linear,
                                 Alpha::premultiplied};
            frame.layer.depth_texture =
                upload_coc(*this, ParameterMap(gamut_width, gamut_height, glm::dvec2(-16.0)));
        }
        if (extras.hidden) {
            frame.hidden.color = {upload(*this, GL_RGBA32F, *extras.hidden, Row0::top), Encoding::linear,
                                  Alpha::premultiplied};
            frame.hidden.depth_texture =
                upload_coc(*this, ParameterMap(gamut_width, gamut_height, glm::dvec2(16.0)));
        }
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = 0.15f;
        options.highlights.on = extras.highlights;
        return draw_frame(*this, effect, frame, options, gamut_width, gamut_height);
    }
};

/// A layer or what hides, of the same light wherever it is: all of some pixels, a part of others, nothing.
Image patches(const glm::dvec4& light) {
    Image image(gamut_width, gamut_height, glm::dvec4(0.0));
    for (int y = 0; y < gamut_height; ++y)
        for (int x = 0; x < gamut_width; ++x)
            image.at(x, y) = 0.5 * ((x / 16 + y / 16) % 3) * glm::dvec4(light.r, light.g, light.b, 1.0);
    return image;
}

}  // namespace

TEST_CASE_FIXTURE(GamutFixture, "a picture of one colour keeps it, negative or not, in every slice") {
    INFO("seed " << test_seed());
    for (const glm::dvec4 light : {glm::dvec4(-0.2, 0.4, 0.8, 1.0), glm::dvec4(-3.0, -0.01, 0.0, 1.0),
                                   glm::dvec4(2.0, -1.0, 1.0, 1.0)}) {
        const Image source(gamut_width, gamut_height, light);
        const ParameterMap coc = random_coc();
        const Image beside = patches(light);
        for (const GamutFixture::Extras& extras :
             {Extras{}, Extras{.highlights = true}, Extras{.layer = &beside}, Extras{.hidden = &beside}}) {
            INFO("red " << light.r << ", highlights " << extras.highlights << ", layer "
                        << (extras.layer != nullptr) << ", hidden " << (extras.hidden != nullptr));
            // Halves are 2^-10 of a number apart at most, and each of about six passes rounds.
            const double largest = std::max({std::abs(light.r), std::abs(light.g), std::abs(light.b)});
            CHECK(largest_difference(drawn(source, coc, extras), source) < 6.0 / 1024.0 * largest);
        }
    }
}

TEST_CASE_FIXTURE(GamutFixture, "a picture that is darker everywhere comes out as much darker, below 0 too") {
    INFO("seed " << test_seed());
    constexpr double less = 0.75;
    for (int repeat = 0; repeat < 4; ++repeat) {
        // No surface is so dark that what antialiased edges are guessed to have of it is bounded.
        Image bright = value_noise(random, gamut_width, gamut_height, 6, 0.5);
        for (glm::dvec4& pixel : bright.pixels) pixel = {0.5 + pixel.r, 0.5 + pixel.g, 0.5 + pixel.b, 1.0};
        bright = rounded_to_half(bright);
        Image dark = bright;
        for (glm::dvec4& pixel : dark.pixels) pixel -= glm::dvec4(less, less, less, 0.0);
        const ParameterMap coc = random_coc();
        Image expected = drawn(bright, coc, {});
        for (glm::dvec4& pixel : expected.pixels) pixel -= glm::dvec4(less, less, less, 0.0);
        const Image result = drawn(dark, coc, {});
        CHECK(std::ranges::any_of(result.pixels, [](const glm::dvec4& pixel) { return pixel.g < -0.1; }));
        // As above, twice for two pictures; and shares of edges are what light says, which was rounded, over
        // contrasts from 0.045 on: half a half at 0.5 to 1 makes 0.005 of them.
        CHECK(largest_difference(result, expected) < 12.0 / 1024.0 + 0.005);
        CHECK(std::abs(bias(result, expected)) < 1e-4);
    }
}

TEST_CASE_FIXTURE(GamutFixture, "lights drawn apart take what is negative in them along") {
    INFO("seed " << test_seed());
    for (const double coc_px : {-12.0, -4.0, 4.0, 12.0}) {
        Image source(gamut_width, gamut_height, glm::dvec4(-0.2, 0.4, 0.4, 1.0));
        for (int y = 12; y < gamut_height; y += 24)
            for (int x = 12; x < gamut_width; x += 24) source.at(x, y) = {-0.2, 200.0, 200.0, 1.0};
        const Image result =
            drawn(source, ParameterMap(gamut_width, gamut_height, glm::dvec2(coc_px)), {.highlights = true});
        double least = 0.0, most = -1.0;
        for (int y = 24; y < gamut_height - 24; ++y)
            for (int x = 24; x < gamut_width - 24; ++x) {
                least = std::min(least, result.at(x, y).r);
                most = std::max(most, result.at(x, y).r);
            }
        INFO("CoC " << coc_px << " px");
        CHECK(least > -0.21);
        CHECK(most < -0.19);
    }
}

TEST_CASE_FIXTURE(GamutFixture,
                  "negative infinities count as the largest half, and numbers that are none as 0") {
    INFO("seed " << test_seed());
    // Blurred everywhere: what is in focus keeps its bits, whatever they are.
    const ParameterMap coc(gamut_width, gamut_height, glm::dvec2(-8.0));
    const auto with = [&](double number) {
        Image source(gamut_width, gamut_height, glm::dvec4(-0.25, 0.5, 0.5, 1.0));
        for (int i = 0; i < 10; ++i) source.pixels[static_cast<std::size_t>(1777 * i + 99)].r = number;
        return drawn(source, coc, {});
    };
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(largest_difference(with(-infinity), with(-65504.0)) == 0.0);
    CHECK(largest_difference(with(-1e30), with(-65504.0)) == 0.0);
    CHECK(largest_difference(with(std::numeric_limits<double>::quiet_NaN()), with(0.0)) == 0.0);
}

}  // namespace tapestry::test
