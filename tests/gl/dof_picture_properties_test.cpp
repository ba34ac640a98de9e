// What whole pictures of depth of field keep: light, sides, sharpness where there is some, and what they are
// widened by.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <vector>

#include "dof_inside.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/filters.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

struct PictureFixture : DofInside {
    static constexpr int width = 128, height = 96;
    std::mt19937 random{test_seed()};

    Image drawn(const Image& light, const ParameterMap& coc,
                const DepthOfFieldOptions& options = plain_options()) {
        run(light, coc, options);
        return read_target();
    }

    Image noise(int cell_px, double least = 0.0) {
        Image image = value_noise(random, width, height, cell_px, 1.0);
        for (glm::dvec4& pixel : image.pixels)
            pixel = {pixel.r + least, pixel.g + least, pixel.b + least, 1.0};
        return rounded_to_half(image);
    }

    static ParameterMap flat(double coc) { return ParameterMap(width, height, glm::dvec2(coc)); }
};

/// A point of a picture as seen in a mirror, or turned.
using Move = glm::ivec2 (*)(glm::ivec2);

glm::ivec2 swap_sides(glm::ivec2 p) {
    return {PictureFixture::width - 1 - p.x, p.y};
}
glm::ivec2 swap_ends(glm::ivec2 p) {
    return {p.x, PictureFixture::height - 1 - p.y};
}
glm::ivec2 half_turn(glm::ivec2 p) {
    return swap_ends(swap_sides(p));
}

Image moved(const Image& image, Move move) {
    Image result(image.width, image.height);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const glm::ivec2 to = move({x, y});
            result.at(to.x, to.y) = image.at(x, y);
        }
    return result;
}

ParameterMap moved(const ParameterMap& map, Move move) {
    ParameterMap result(map.width, map.height);
    for (int y = 0; y < map.height; ++y)
        for (int x = 0; x < map.width; ++x) {
            const glm::ivec2 to = move({x, y});
            result.at(to.x, to.y) = map.at(x, y);
        }
    return result;
}

/// Light, its middle, and its variance on both axes, of green.
struct Moments {
    double light = 0.0;
    glm::dvec2 middle{0.0};
    glm::dvec2 variance{0.0};
};

Moments moments_of(const Image& image) {
    Moments moments;
    glm::dvec2 squares(0.0);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const double light = image.at(x, y).g;
            moments.light += light;
            moments.middle += light * glm::dvec2(x, y);
            squares += light * glm::dvec2(x * x, y * y);
        }
    moments.middle /= moments.light;
    moments.variance = squares / moments.light - moments.middle * moments.middle;
    return moments;
}

}  // namespace

TEST_CASE_FIXTURE(PictureFixture, "below 0.4 px a picture keeps its bits, from there on it is blurred") {
    INFO("seed " << test_seed());
    const Image light = noise(3);
    for (const double coc : {0.0, 0.375, -0.375})
        CHECK(largest_difference(drawn(light, flat(coc)), light) == 0.0);
    for (const double coc : {0.425, -0.425}) CHECK(largest_difference(drawn(light, flat(coc)), light) > 0.0);
}

TEST_CASE_FIXTURE(PictureFixture,
                  "a block of light keeps its light and place, and spreads as wide as its disk") {
    Image light(width, height, glm::dvec4(0.0, 0.0, 0.0, 1.0));
    for (int y = 46; y < 50; ++y)
        for (int x = 62; x < 66; ++x) light.at(x, y) = glm::dvec4(1.0);
    const Moments sharp = moments_of(light);
    for (const double coc : {-18.0, -12.0, -6.0, -2.0, -1.25, 0.5, 1.0, 2.0, 2.9, 4.0, 8.0, 14.0, 18.0}) {
        const Moments blurred = moments_of(drawn(light, flat(coc)));
        INFO("CoC " << coc << " px, light " << blurred.light << ", variance " << blurred.variance.x << ", "
                    << blurred.variance.y);
        // Halves round evenly up and down.
        CHECK(blurred.light == doctest::Approx(sharp.light).epsilon(0.01));
        CHECK(blurred.middle.x == doctest::Approx(sharp.middle.x).epsilon(0.001));
        CHECK(blurred.middle.y == doctest::Approx(sharp.middle.y).epsilon(0.001));
        for (int axis = 0; axis < 2; ++axis)
            // A disk's variance is a quarter of its squared radius; tables have it within a few percent, and
            // small slices a bilinear read more or less.
            CHECK(std::abs(blurred.variance[axis] - sharp.variance[axis] - 0.25 * coc * coc) <=
                  0.05 * 0.25 * coc * coc + 0.4);
    }
}

TEST_CASE_FIXTURE(PictureFixture,
                  "near of the plane of focus a picture is blurred as far of it, turned by half a turn") {
    INFO("seed " << test_seed());
    table_name = "heart_0-24_16x3_flat";
    const Image light = noise(4);
    for (const double coc : {1.0, 1.4375, 4.0, 6.0, 18.0}) {
        const Image far = drawn(light, flat(coc));
        const Image near = moved(drawn(moved(light, half_turn), flat(-coc)), half_turn);
        INFO("CoC " << coc << " px: " << largest_difference(far, near) << ", "
                    << largest_difference(far, light));
        // Five passes round halves, each by half of 2^-11 below 1, and positions move taps by a little.
        CHECK(largest_difference(far, near) <= 5.0 / 2048.0);
        CHECK(largest_difference(far, light) > 0.05);
    }
}

TEST_CASE_FIXTURE(PictureFixture, "mirrored pictures of things at four depths are mirrored") {
    INFO("seed " << test_seed());
    std::uniform_real_distribution<double> number(0.0, 1.0);
    const Image light = noise(5, 0.05);
    ParameterMap coc = flat(16.0);
    for (const double thing : {6.0, 0.0, 0.0, -5.0, -14.0}) {
        const double x_middle = width * number(random), y_middle = height * number(random),
                     radius = 8 + 16 * number(random);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x)
                if (std::hypot(x - x_middle, y - y_middle) < radius) coc.at(x, y).x = thing;
    }
    const Image upright = drawn(light, coc);
    for (const Move move : {swap_sides, swap_ends, half_turn}) {
        const Image mirrored = moved(drawn(moved(light, move), moved(coc, move)), move);
        INFO("largest " << largest_difference(upright, mirrored) << ", mean "
                        << mean_difference(upright, mirrored));
        // A fitted disk's taps lie anywhere: 3 % is what they are off by where light is steep.
        CHECK(largest_difference(upright, mirrored) < 0.12);
        CHECK(mean_difference(upright, mirrored) < 0.004);
    }
}

TEST_CASE_FIXTURE(PictureFixture,
                  "through a near fence, what is in focus is blurred as much as it is where it is") {
    INFO("seed " << test_seed());
    // Above in focus, below nearly not, and the other way round.
    const Image light = noise(3);
    const auto drawn_with = [&](double above, double below) {
        return drawn(light, map_of(width, height, [&](int x, int y) {
                         return x % 8 < 4 ? -12.0 : y < height / 2 ? above : below;
                     }));
    };
    const Image sharp = drawn_with(0.0, 0.0), soft = drawn_with(2.5, 2.5), mixed = drawn_with(0.0, 2.5);
    for (int y = 12; y < height - 12; ++y)
        for (int x = 12; x < width - 12; ++x) {
            if (std::abs(y - height / 2) < 12) continue;
            INFO("pixel " << x << ", " << y);
            REQUIRE(std::abs(mixed.at(x, y).g - (y < height / 2 ? sharp : soft).at(x, y).g) <= 0.01);
        }
}

TEST_CASE_FIXTURE(PictureFixture, "in focus within 3 px a plane is what the aperture makes of it") {
    INFO("seed " << test_seed());
    const Image light = noise(5);
    const auto disk = [](double radius) {
        DenseKernel kernel{9, 9, {}};
        for (int i = 0; i < 81; ++i) {
            // By 16x16 points a pixel.
            double inside = 0.0;
            for (int k = 0; k < 256; ++k)
                inside += std::hypot(i % 9 - 4.5 + (k % 16 + 0.5) / 16.0,
                                     i / 9 - 4.5 + (k / 16 + 0.5) / 16.0) < radius;
            kernel.values.push_back(inside);
        }
        return kernel;
    };
    for (const double coc : {-1.4375, -1.0, 1.25, 1.5, 2.25, 2.9375}) {
        const Image got = drawn(light, flat(coc)),
                    expected = filter_dense(light, disk(std::sqrt(coc * coc - 1.0 / 3.0)));
        INFO("CoC " << coc << " px: " << largest_difference(got, expected) << " of "
                    << largest_difference(light, expected));
        // Pixels of the kernel are as wide as a box, of variance 1/12 for a disk's r^2/4, which is taken off.
        // Eight reads have the aperture's variance; what they are off by is of fourth order in the radius.
        CHECK(largest_difference(got, expected) <= 0.02);
        CHECK(mean_difference(got, expected) <= 0.003);
    }
}

TEST_CASE_FIXTURE(PictureFixture, "the nearer a thing, the more of what is beside it is hidden") {
    const Image light =
        picture_of(width, height, [](int x, int) { return x < 64 ? glm::dvec3(0.0) : glm::dvec3(1.0); });
    std::vector<double> covered;
    for (const double coc : {0.0, -2.0, -4.0, -6.0, -8.0, -12.0, -16.0, -19.0}) {
        const Image got = drawn(light, map_of(width, height, [&](int x, int) { return x < 64 ? coc : 0.0; }));
        double dark = 0.0;
        for (int x = 64; x < width; ++x) {
            dark += 1.0 - got.at(x, 48).g;
            // Light grows away from its edge.
            CHECK(got.at(x, 48).g >= got.at(x - 1, 48).g - 2.0 / 1024.0);
        }
        INFO("CoC " << coc << " px: " << dark << " px");
        // Of half a plane so much is beyond its edge: 2 r / (3 pi).
        CHECK(std::abs(dark - 2.0 * -coc / (3.0 * 3.14159265)) <= 0.05 * -coc + 0.1);
        if (!covered.empty()) CHECK(dark > covered.back());
        covered.push_back(dark);
    }
}

TEST_CASE_FIXTURE(PictureFixture, "a near card hides as much beside it as its disks cover, to their rims") {
    constexpr int wide = 256, high = 288, edge = 96;
    constexpr double radius = 56.0;
    for (const bool is_row : {false, true}) {
        const int columns = is_row ? high : wide, rows = is_row ? wide : high;
        const Image got = drawn(
            picture_of(columns, rows,
                       [&](int x, int y) {
                           const bool is_card = (is_row ? y : x) < edge;
                           return glm::dvec3(is_card, !is_card, 0.0);
                       }),
            map_of(columns, rows, [&](int x, int y) { return (is_row ? y : x) < edge ? -radius : 0.0; }));
        for (int along = edge; along < edge + 100; ++along) {
            const double t = std::min((along + 0.5 - edge) / radius, 1.0);
            const double covered = 0.5 - (std::asin(t) + t * std::sqrt(1.0 - t * t)) / 3.14159265;
            const glm::dvec4& pixel = got.at(is_row ? 100 : along, is_row ? along : 100);
            const double light = pixel.g;
            INFO("so far off: " << along + 0.5 - edge << " px, " << light << " for " << 1.0 - covered);
            // Fitted disks are a few percent off at their rims.
            CHECK(std::abs(light - (1.0 - covered)) <= 0.03);
            CHECK(std::abs(pixel.r - covered) <= 0.03);
            CHECK(std::abs(pixel.b) <= 0.001);
            if (covered > 0.04) CHECK(light < 0.99);
        }
    }
}

TEST_CASE_FIXTURE(PictureFixture,
                  "within what is in focus a thing spreads before the rest by its own disks") {
    constexpr double radius = 1.75;
    const Image got =
        drawn(picture_of(width, height, [](int x, int) { return glm::dvec3(x < 64 ? 0.0 : 1.0); }),
              map_of(width, height, [](int x, int) { return x < 64 ? radius : 2.9; }));
    for (int x = 64; x < 68; ++x) {
        const double t = std::min((x + 0.5 - 64.0) / radius, 1.0);
        const double covered = 0.5 - (std::asin(t) + t * std::sqrt(1.0 - t * t)) / 3.14159265;
        INFO("column " << x << ": " << got.at(x, 48).g << " for " << 1.0 - covered);
        // One of eight reads.
        CHECK(std::abs(got.at(x, 48).g - (1.0 - covered)) <= 0.125);
    }
}

TEST_CASE_FIXTURE(PictureFixture, "a larger aperture blurs more") {
    INFO("seed " << test_seed());
    const Image light = noise(4);
    const auto contrast = [&](double coc) {
        const Image got = drawn(light, flat(coc));
        double sum = 0.0, squares = 0.0;
        for (const glm::dvec4& pixel : got.pixels) sum += pixel.g, squares += pixel.g * pixel.g;
        const auto count = double(got.pixels.size());
        return squares / count - sum * sum / (count * count);
    };
    for (const double sign : {1.0, -1.0}) {
        double before = 1.0;
        for (const double coc : {0.0, 0.5, 0.8, 1.2, 1.6, 2.2, 2.9, 3.4, 4.0, 5.0, 7.0, 10.0, 14.0, 19.0}) {
            const double after = contrast(sign * coc);
            INFO("CoC " << sign * coc << " px");
            CHECK(after < before);
            before = after;
        }
    }
}

TEST_CASE_FIXTURE(PictureFixture, "views show what they are named for") {
    const glm::dvec3 light(0.25, 0.5, 0.125);
    const double grey = glm::dot(light, glm::dvec3(0.2126, 0.7152, 0.0722));
    const auto view = [&](DepthOfFieldView which, double coc) {
        DepthOfFieldOptions options = plain_options();
        options.view = which;
        return glm::dvec3(drawn(flat_picture(width, height, light), flat(coc), options).at(40, 40));
    };
    const auto check = [](glm::dvec3 got, glm::dvec3 expected) {
        INFO("got " << got.r << ", " << got.g << ", " << got.b);
        for (int channel = 0; channel < 3; ++channel)
            CHECK(std::abs(got[channel] - expected[channel]) <= 0.003);
    };
    // Near orange, far blue, of a quarter to all of it as they blur, 15 % of the picture's grey; 19.2 px are
    // the most.
    const double half = 0.25 + 0.75 * 0.5;
    check(view(DepthOfFieldView::coc, 0.0), glm::dvec3(grey));
    check(view(DepthOfFieldView::coc, -9.6), 0.15 * grey + 0.85 * half * glm::dvec3(1.0, 0.35, 0.05));
    check(view(DepthOfFieldView::coc, 9.6), 0.15 * grey + 0.85 * half * glm::dvec3(0.05, 0.3, 1.0));
    check(view(DepthOfFieldView::coc, 19.2), 0.15 * grey + 0.85 * glm::dvec3(0.05, 0.3, 1.0));
    // Sharp tiles are grey; layered ones darker, red near, blue far; both where near things have far fills
    // around them.
    check(view(DepthOfFieldView::tiles, 0.0), glm::dvec3(grey));
    check(view(DepthOfFieldView::tiles, 2.0), glm::dvec3(grey));
    check(view(DepthOfFieldView::tiles, 9.0), 0.3 * grey + glm::dvec3(0.0, 0.0, 0.6));
    check(view(DepthOfFieldView::tiles, -9.0), 0.3 * grey + glm::dvec3(0.6, 0.25, 0.6));
    check(view(DepthOfFieldView::near_field, -9.0), light);
    check(view(DepthOfFieldView::near_field, -4.0), light);
    check(view(DepthOfFieldView::near_field, 9.0), glm::dvec3(0.0));
    check(view(DepthOfFieldView::far_field, 18.0), light);
    check(view(DepthOfFieldView::far_field, 5.0), light);
    check(view(DepthOfFieldView::far_field, -9.0), glm::dvec3(0.0));
    check(view(DepthOfFieldView::coverage, -9.0), {1.0, 0.0, 0.0});
    check(view(DepthOfFieldView::coverage, 9.0), {0.0, 0.0, 1.0});
    check(view(DepthOfFieldView::coverage, 0.0), {0.0, 1.0, 0.0});
    // Of a plane of one slice, the picture.
    INFO("seed " << test_seed());
    const Image pattern = noise(4);
    for (const double coc : {-12.0, -4.0, 5.0, 18.0}) {
        DepthOfFieldOptions options = plain_options();
        options.view = coc < 0.0 ? DepthOfFieldView::near_field : DepthOfFieldView::far_field;
        INFO("CoC " << coc << " px");
        CHECK(largest_difference(drawn(pattern, flat(coc), options), drawn(pattern, flat(coc))) <= 1e-5);
    }
}

TEST_CASE_FIXTURE(PictureFixture, "the view of coverage says which layers a pixel is made of") {
    DepthOfFieldOptions options = plain_options();
    options.view = DepthOfFieldView::coverage;
    const auto columns = [&](double left, double right) {
        return drawn(flat_picture(width, height, glm::dvec3(0.5)),
                     map_of(width, height, [&](int x, int) { return x < 64 ? left : right; }), options);
    };
    const auto check = [](const glm::dvec4& got, glm::dvec3 expected, double tolerance) {
        INFO("got " << got.r << ", " << got.g << ", " << got.b);
        for (int channel = 0; channel < 3; ++channel)
            CHECK(std::abs(got[channel] - expected[channel]) <= tolerance);
    };
    const Image near = columns(-9.0, 0.0);
    check(near.at(40, 48), {1.0, 1.0, 0.0}, 0.01);
    // At its edge a near thing covers a half.
    check(near.at(64, 48), {0.5, 1.0, 0.0}, 0.06);
    check(near.at(78, 48), {0.0, 1.0, 0.0}, 0.01);
    check(near.at(120, 48), {0.0, 1.0, 0.0}, 0.0);
    const Image far = columns(0.0, 9.0);
    check(far.at(4, 48), {0.0, 1.0, 0.0}, 0.0);
    check(far.at(60, 48), {0.0, 1.0, 1.0}, 0.01);
    check(far.at(70, 48), {0.0, 0.0, 1.0}, 0.01);
    check(far.at(120, 48), {0.0, 0.0, 1.0}, 0.0);
    // Two layers that each cover a part cover more together, but no more than all.
    const Image both = columns(5.0, 16.0);
    for (int x = 0; x < width; ++x) {
        INFO("column " << x << ": " << both.at(x, 48).b);
        CHECK(both.at(x, 48).b <= 1.0);
        CHECK(both.at(x, 48).b >= 0.7);
    }
}

TEST_CASE_FIXTURE(PictureFixture, "a mask of a half shows a half of the picture, and half of the blur") {
    INFO("seed " << test_seed());
    const Image light = noise(4);
    for (const double coc : {2.0, 5.0, 9.0, -9.0}) {
        const Image blurred = drawn(light, flat(0.5 * coc));
        DepthOfFieldFrame masked = coc_frame(*this, GL_RGBA32F, light, flat(coc));
        masked.mask_texture = upload(*this, GL_R32F, flat(0.5), Row0::top);
        run(masked, plain_options());
        Image expected = blurred;
        for (std::size_t i = 0; i < expected.pixels.size(); ++i)
            expected.pixels[i] = 0.5 * (blurred.pixels[i] + light.pixels[i]);
        INFO("CoC " << coc << " px");
        CHECK(largest_difference(read_target(), expected) <= 1e-5);
    }
}

TEST_CASE_FIXTURE(PictureFixture, "a light behind a card that is near or in focus shows beside it alone") {
    DepthOfFieldOptions options = plain_options();
    options.highlights.on = true;
    for (const double card : {0.0, -1.0}) {
        Image light(width, height, glm::dvec4(0.0, 0.0, 0.0, 1.0));
        light.at(70, 48) = glm::dvec4(1000.0, 1000.0, 1000.0, 1.0);
        const Image got =
            drawn(light, map_of(width, height, [&](int x, int) { return x < 64 ? card : 16.0; }), options);
        INFO("a card of " << card << " px");
        const double level = 996.0 / (3.14159265 * 16.0 * 16.0);
        CHECK(got.at(60, 48).g <= 0.05 * level);
        CHECK(got.at(76, 48).g == doctest::Approx(level).epsilon(0.05));
        // Right of the light, all of its disk.
        CHECK(got.at(84, 48).g == doctest::Approx(level).epsilon(0.05));
        CHECK(got.at(90, 48).g <= 0.05 * level);
    }
    // Before a near card it shines over it.
    Image light(width, height, glm::dvec4(0.0, 0.0, 0.0, 1.0));
    light.at(70, 48) = glm::dvec4(1000.0, 1000.0, 1000.0, 1.0);
    CHECK(sum_of(drawn(light, flat(-16.0), options), 1) == doctest::Approx(1000.0).epsilon(0.02));
}

}  // namespace tapestry::test
