// What the host says hides behind its picture: seen past what is before it as a lens sees it, and nowhere
// else.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <glm/vec3.hpp>
#include <limits>

#include "dof_subject.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/filters.h"
#include "tapestry/image.h"

namespace tapestry::test {
namespace {

constexpr int hidden_width = 160;
constexpr int hidden_height = 112;
constexpr int border =
    24;  ///< of pictures that are held against each other: nobody knows what is beside them

/// Light, and CoC in pixels.
struct Layer {
    Image light = Image(hidden_width, hidden_height);
    ParameterMap coc = ParameterMap(hidden_width, hidden_height);
};

struct HiddenFixture : GlFixture {
    std::mt19937 random{test_seed()};

    Layer noise_at(double coc_px) {
        Layer layer{value_noise(random, hidden_width, hidden_height, 8, 0.8),
                    ParameterMap(hidden_width, hidden_height, glm::dvec2(coc_px))};
        for (glm::dvec4& pixel : layer.light.pixels) pixel.a = 1.0;
        layer.light = rounded_to_half(layer.light);
        return layer;
    }

    Image drawn(const Layer& picture, const Layer* hidden = nullptr, float lights_above = 0.0f) {
        const int width = picture.light.width, height = picture.light.height;
        DepthOfField effect = make_depth_of_field(*this);
        DepthOfFieldFrame frame = coc_frame(*this, GL_RGBA16F, picture.light, picture.coc);
        if (hidden) {
            frame.hidden.color = {upload(*this, GL_RGBA16F, hidden->light, Row0::top), Encoding::linear,
                                  Alpha::premultiplied};
            frame.hidden.depth_texture = upload_coc(*this, hidden->coc);
        }
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = 0.15f;
        options.highlights = {lights_above > 0.0f, lights_above};
        return draw_frame(*this, effect, frame, options, width, height);
    }
};

/// Surfaces of even light before far light that shines from `first_lit` rows on, and is known behind them.
struct LitFromBehind {
    static constexpr int width = 160, height = 300, first_lit = 220;
    static constexpr double light = 0.5, behind = 20.0, behind_px = 16.0;
    Layer picture{Image(width, height), ParameterMap(width, height)}, hidden = picture;

    template <class Coc>
    explicit LitFromBehind(Coc coc) {
        const glm::dvec4 shining(glm::dvec3(behind), 1.0);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const bool is_lit = y >= first_lit;
                picture.light.at(x, y) = is_lit ? shining : glm::dvec4(glm::dvec3(light), 1.0);
                picture.coc.at(x, y).x = is_lit ? behind_px : coc(x, y);
                if (!is_lit) hidden.light.at(x, y) = shining;
                hidden.coc.at(x, y).x = behind_px;
            }
    }
};

/// The most light of rows and columns [20, last).
double most_light(const Image& image, int last_row, int last_column) {
    double most = 0.0;
    for (int y = 20; y < last_row; ++y)
        for (int x = 20; x < last_column; ++x) most = std::max(most, image.at(x, y).g);
    return most;
}

/// A thing before a background, as a pinhole sees it, and what is hidden: the background's own behind it.
struct Scene {
    Layer picture;
    Layer hidden;
    Image thing;  ///< premultiplied
};

template <class Inside>
Scene put_before(const Layer& background, const Layer& thing, Inside is_inside) {
    Scene scene{background, {}, Image(hidden_width, hidden_height)};
    for (int y = 0; y < hidden_height; ++y)
        for (int x = 0; x < hidden_width; ++x) {
            if (!is_inside(x, y)) continue;
            scene.picture.light.at(x, y) = scene.thing.at(x, y) = thing.light.at(x, y);
            scene.picture.coc.at(x, y) = thing.coc.at(x, y);
            scene.hidden.light.at(x, y) = background.light.at(x, y);
            scene.hidden.coc.at(x, y) = background.coc.at(x, y);
        }
    return scene;
}

DenseKernel disk(double radius) {
    const int half = static_cast<int>(std::ceil(radius));
    DenseKernel kernel{2 * half + 1, 2 * half + 1, {}};
    for (int y = -half; y <= half; ++y)
        for (int x = -half; x <= half; ++x)
            kernel.values.push_back(std::clamp(radius + 0.5 - std::hypot(x, y), 0.0, 1.0));
    return kernel;
}

/// What a lens sees of a flat thing before a flat background.
Image thin_lens(const Image& background, double background_px, const Image& thing, double thing_px) {
    const auto blurred = [](const Image& image, double radius_px) {
        return radius_px > 0.0 ? filter_dense(image, disk(radius_px)) : image;
    };
    Image result = blurred(background, background_px);
    const Image over = blurred(thing, thing_px);
    for (std::size_t i = 0; i < result.pixels.size(); ++i)
        result.pixels[i] = over.pixels[i] + (1.0 - over.pixels[i].a) * result.pixels[i];
    return result;
}

double rms(const Image& a, const Image& b) {
    double sum = 0.0;
    for (int y = border; y < hidden_height - border; ++y)
        for (int x = border; x < hidden_width - border; ++x) {
            const glm::dvec4 difference = a.at(x, y) - b.at(x, y);
            sum += difference.r * difference.r + difference.g * difference.g + difference.b * difference.b;
        }
    return std::sqrt(sum / (3.0 * (hidden_width - 2 * border) * (hidden_height - 2 * border)));
}

}  // namespace

TEST_CASE_FIXTURE(HiddenFixture, "past a near thing what hides is seen as it is, not as what is beside it") {
    INFO("seed " << test_seed());
    const Layer background = noise_at(0.0);
    const Scene scene = put_before(background, noise_at(-9.0), [](int x, int y) {
        return std::abs(x - 80) < 14 && std::abs(y - 56) < 20;
    });
    const Image truth = thin_lens(background.light, 0.0, scene.thing, 9.0);
    const double guessed = rms(drawn(scene.picture), truth);
    const double known = rms(drawn(scene.picture, &scene.hidden), truth);
    INFO("guessed " << guessed << ", known " << known);
    CHECK(known < 0.02);
    CHECK(known < 0.35 * guessed);
}

TEST_CASE_FIXTURE(HiddenFixture, "a surface lets no light through where it leaves focus, near or far") {
    for (const double slope : {0.01, 0.05, 0.2}) {
        const LitFromBehind scene([&](int, int y) { return slope * (y - 195) - 1.5; });
        INFO("CoC grows by " << slope << " px a row");
        CHECK(most_light(drawn(scene.picture, &scene.hidden), 205, 140) < 1.05 * LitFromBehind::light);
    }
}

TEST_CASE_FIXTURE(HiddenFixture,
                  "a small light that hides is seen as a picture of the aperture, with all of its energy") {
    // A card in focus before a dark wall, and a lamp on that, 6 px behind the card's edge.
    constexpr int edge = 80, lamp_x = 74, lamp_y = 56;
    constexpr double radius = 14.0, lamp = 5000.0;
    Layer wall{Image(hidden_width, hidden_height, glm::dvec4(0.0, 0.0, 0.0, 1.0)),
               ParameterMap(hidden_width, hidden_height, glm::dvec2(radius))};
    wall.light.at(lamp_x, lamp_y) = glm::dvec4(lamp, lamp, lamp, 1.0);
    Layer card = wall;
    card.light.at(lamp_x, lamp_y) = glm::dvec4(0.0, 0.0, 0.0, 1.0);
    for (glm::dvec2& coc : card.coc.values) coc.x = 0.0;
    const Scene scene = put_before(wall, card, [](int x, int) { return x < edge; });
    const Image seen = drawn(scene.picture, &scene.hidden, 4.0f);
    const double level = lamp / (3.14159265 * radius * radius);
    double light = 0.0, expected = 0.0;
    for (int y = 30; y < 82; ++y)
        for (int x = edge; x < 110; ++x) {
            const double away = std::hypot(x - lamp_x, y - lamp_y);
            light += seen.at(x, y).g / level;
            expected += std::clamp(radius + 0.5 - away, 0.0, 1.0);
            INFO("pixel " << x << ", " << y);
            if (x < edge + 2) continue;  // the card's rim
            if (away < radius - 1.5) CHECK(seen.at(x, y).g == doctest::Approx(level).epsilon(0.05));
            if (away > radius + 1.5) CHECK(seen.at(x, y).g < 0.01 * level);
        }
    CHECK(light == doctest::Approx(expected).epsilon(0.05));
}

TEST_CASE_FIXTURE(HiddenFixture, "the brightest light that hides is finite at the least threshold") {
    Layer wall{Image(hidden_width, hidden_height, glm::dvec4(0.0, 0.0, 0.0, 1.0)),
               ParameterMap(hidden_width, hidden_height, glm::dvec2(14.0))};
    Layer card = wall;
    for (glm::dvec2& coc : card.coc.values) coc.x = 0.0;
    wall.light.at(74, 56) = glm::dvec4(65504.0, 65504.0, 65504.0, 1.0);
    const Scene scene = put_before(wall, card, [](int x, int) { return x < 80; });
    const Image seen = drawn(scene.picture, &scene.hidden, 1e-4f);
    CHECK(seen.at(84, 56).g == doctest::Approx(65504.0 / (3.14159265 * 14.0 * 14.0)).epsilon(0.05));
}

TEST_CASE_FIXTURE(HiddenFixture, "no light shows where a thing touches another that is a little nearer") {
    for (const double near_px : {-1.6, -1.8, -2.0}) {
        const LitFromBehind scene([&](int x, int) { return x < 80 ? near_px : 0.0; });
        INFO("CoC of the nearer thing " << near_px << " px");
        CHECK(most_light(drawn(scene.picture, &scene.hidden), 200, 140) < 1.3 * LitFromBehind::light);
    }
}

TEST_CASE_FIXTURE(HiddenFixture, "past what is in focus a lens sees the far lights that it hides") {
    INFO("seed " << test_seed());
    Layer background = noise_at(11.0);
    for (int light = 0; light < 12; ++light) background.light.at(76 + light % 3, 30 + 5 * light) *= 40.0;
    for (glm::dvec4& pixel : background.light.pixels) pixel.a = 1.0;
    const Scene scene = put_before(background, noise_at(0.0), [](int x, int) { return x >= 74 && x < 82; });
    const Image truth = thin_lens(background.light, 11.0, scene.thing, 0.0);
    const Image result = drawn(scene.picture, &scene.hidden);
    const double guessed = rms(drawn(scene.picture), truth);
    const double known = rms(result, truth);
    INFO("guessed " << guessed << ", known " << known);
    CHECK(known < 0.01);
    CHECK(known < 0.25 * guessed);
    // And what is in focus keeps its bits.
    for (int y = 0; y < hidden_height; ++y)
        for (int x = 74; x < 82; ++x) REQUIRE(result.at(x, y) == scene.picture.light.at(x, y));
}

TEST_CASE_FIXTURE(HiddenFixture, "what no lens sees does not show: the ground hides what is under it") {
    INFO("seed " << test_seed());
    Layer ground = noise_at(0.0);
    for (int y = 0; y < hidden_height; ++y)
        for (int x = 0; x < hidden_width; ++x) ground.coc.at(x, y).x = -10.0 + 0.2 * y;
    Layer under{Image(hidden_width, hidden_height, {9.0, 0.0, 9.0, 1.0}),
                ParameterMap(hidden_width, hidden_height, glm::dvec2(16.0))};
    CHECK(largest_difference(drawn(ground, &under), drawn(ground)) == 0.0);
}

TEST_CASE_FIXTURE(HiddenFixture, "hidden surfaces without alpha are not there") {
    INFO("seed " << test_seed());
    const Scene scene = put_before(noise_at(8.0), noise_at(-6.0), [](int x, int) { return x < 70; });
    Layer none = scene.hidden;
    for (glm::dvec4& pixel : none.light.pixels) pixel.a = 0.0;
    CHECK(largest_difference(drawn(scene.picture, &none), drawn(scene.picture)) == 0.0);
}

TEST_CASE_FIXTURE(HiddenFixture, "broken numbers in hidden surfaces stay where they are") {
    INFO("seed " << test_seed());
    const Scene scene = put_before(noise_at(8.0), noise_at(-6.0), [](int x, int) { return x < 70; });
    const Image clean = drawn(scene.picture, &scene.hidden);
    for (const double broken :
         {std::numeric_limits<double>::quiet_NaN(), 1e30, std::numeric_limits<double>::infinity(), -1.0}) {
        Layer hidden = scene.hidden;
        for (int i = 0; i < 10; ++i) {
            hidden.light.pixels[random() % hidden.light.pixels.size()].g = broken;
            hidden.light.pixels[random() % hidden.light.pixels.size()].a = broken;
            hidden.coc.values[random() % hidden.coc.values.size()].x = broken;
        }
        const Image result = drawn(scene.picture, &hidden);
        const auto is_finite = [](const glm::dvec4& pixel) {
            return std::isfinite(pixel.r) && std::isfinite(pixel.g) && std::isfinite(pixel.b);
        };
        CHECK(std::ranges::all_of(result.pixels, is_finite));
        // Ten largest halves are spread over a disk each, and nothing else may change.
        if (broken < 1e9) CHECK(mean_difference(result, clean) < 0.01);
    }
}

}  // namespace tapestry::test
