#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "core/cascade_margin.h"
#include "picture_comparison.h"
#include "reference/filters.h"
#include "sample_tables.h"
#include "tapestry/half.h"
#include "tapestry/image.h"
#include "tapestry/impulse_response.h"

using namespace tapestry;
using test::largest_difference;

namespace {

/// Bilinear reading with no shortcut: every texel of an endlessly repeated edge, times its tent.
glm::dvec4 read_by_tents(const Image& image, double x, double y) {
    glm::dvec4 sum(0.0);
    for (int j = static_cast<int>(std::floor(y)) - 1; j <= y + 1.0; ++j) {
        for (int i = static_cast<int>(std::floor(x)) - 1; i <= x + 1.0; ++i) {
            const double tent = std::max(0.0, 1.0 - std::abs(x - i)) * std::max(0.0, 1.0 - std::abs(y - j));
            sum += tent * image.at(std::clamp(i, 0, image.width - 1), std::clamp(j, 0, image.height - 1));
        }
    }
    return sum;
}

/// The cascade pixel by pixel, each with a filter of its own, straight from the definition in tap_table.h.
/// Around the picture its edge goes on, and so do the parameters.
Image cascade_by_definition(const Image& source, const TapTable& table, const ParameterMap& map) {
    const int margin = cascade_margin_px(table, 1.0);
    const auto inside = [&](int x, int y, const auto& from) {
        return from.at(std::clamp(x - margin, 0, source.width - 1),
                       std::clamp(y - margin, 0, source.height - 1));
    };
    Image image(source.width + 2 * margin, source.height + 2 * margin);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) image.at(x, y) = inside(x, y, source);
    for (std::size_t layer = 0; layer < table.layers(); ++layer) {
        Image next(image.width, image.height);
        for (int y = 0; y < image.height; ++y) {
            for (int x = 0; x < image.width; ++x) {
                const glm::dvec2 parameter = inside(x, y, map);
                const Filter filter = evaluate(table, std::array{parameter.x, parameter.y});
                if (filter.identity) {
                    next.at(x, y) = image.at(x, y);
                    continue;
                }
                for (const BlendedTap& tap : filter.layer(layer))
                    next.at(x, y) += tap.weight * read_by_tents(image, x + tap.dx, y + tap.dy);
            }
        }
        image = next;
    }
    Image result(source.width, source.height);
    for (int y = 0; y < result.height; ++y)
        for (int x = 0; x < result.width; ++x) result.at(x, y) = image.at(x + margin, y + margin);
    return result;
}

/// What one layer does to a point of light: a tap at d puts light at -d, shared out over four cells.
DenseKernel splat_layer(std::span<const BlendedTap> taps, int size) {
    DenseKernel kernel{size, size, std::vector<double>(static_cast<std::size_t>(size * size))};
    const auto add = [&](int x, int y, double value) {
        kernel.values.at(static_cast<std::size_t>((y + size / 2) * size + x + size / 2)) += value;
    };
    for (const BlendedTap& tap : taps) {
        const int x = static_cast<int>(std::floor(tap.dx));
        const int y = static_cast<int>(std::floor(tap.dy));
        const double fx = tap.dx - x;
        const double fy = tap.dy - y;
        add(-x, -y, tap.weight * (1.0 - fx) * (1.0 - fy));
        add(-x - 1, -y, tap.weight * fx * (1.0 - fy));
        add(-x, -y - 1, tap.weight * (1.0 - fx) * fy);
        add(-x - 1, -y - 1, tap.weight * fx * fy);
    }
    return kernel;
}

/// The two kernels one after the other, cut to the first one's size.
DenseKernel convolve(const DenseKernel& a, const DenseKernel& b) {
    DenseKernel result{a.width, a.height, std::vector<double>(a.values.size())};
    const auto value = [](const DenseKernel& k, int x, int y) {
        return x >= 0 && y >= 0 && x < k.width && y < k.height ? k.at(x, y) : 0.0;
    };
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x)
            for (int j = 0; j < b.height; ++j)
                for (int i = 0; i < b.width; ++i)
                    result.values[static_cast<std::size_t>(y * a.width + x)] +=
                        b.at(i, j) * value(a, x - i + b.width / 2, y - j + b.height / 2);
    return result;
}

DenseKernel kernel_by_convolution(const Filter& filter, int size) {
    DenseKernel kernel = splat_layer(filter.layer(0), size);
    for (std::size_t layer = 1; layer < filter.layers(); ++layer)
        kernel = convolve(kernel, splat_layer(filter.layer(layer), size));
    return kernel;
}

ParameterMap random_map(std::mt19937_64& random, int width, int height) {
    ParameterMap map(width, height);
    for (glm::dvec2& value : map.values)
        value = {test::uniform(random, -5.0, 60.0), test::uniform(random, -400.0, 400.0)};
    return map;
}

Filter single_tap(double dx, double dy) {
    return {{1}, false, {{dx, dy, 1.0}}};
}

}  // namespace

TEST_CASE("bilinear reading weighs four texels and clamps to the edge") {
    Image image(2, 2);
    image.at(0, 0) = glm::dvec4(1.0);
    image.at(1, 0) = glm::dvec4(2.0);
    image.at(0, 1) = glm::dvec4(4.0);
    image.at(1, 1) = glm::dvec4(8.0);
    CHECK(read_bilinear(image, 0.0, 0.0).r == 1.0);
    CHECK(read_bilinear(image, 0.5, 0.0).g == 1.5);
    CHECK(read_bilinear(image, 0.25, 0.5).b == doctest::Approx(0.5 * 1.25 + 0.5 * 5.0));
    CHECK(read_bilinear(image, -3.0, 0.75).a == doctest::Approx(0.25 + 0.75 * 4.0));
    CHECK(read_bilinear(image, 1e300, 1e300).r == 8.0);
    CHECK(read_bilinear(image, std::numeric_limits<double>::infinity(), -1e300).r == 2.0);
    CHECK(read_bilinear(image, std::numeric_limits<double>::quiet_NaN(), 1.0).r == 4.0);
}

TEST_CASE("a tap at (+dx, +dy) puts light at (-dx, -dy)") {
    const DenseKernel kernel = impulse_response(single_tap(2.0, 1.0), 7);
    for (int y = 0; y < 7; ++y)
        for (int x = 0; x < 7; ++x) CHECK(kernel.at(x, y) == (x == 3 - 2 && y == 3 - 1 ? 1.0 : 0.0));
}

TEST_CASE("the impulse response is the convolution of the layers") {
    std::mt19937_64 random(test::test_seed());
    for (std::uint32_t layers = 1; layers <= 3; ++layers) {
        const Filter filter = test::random_filter(random, layers, 6, 4.0);
        CHECK(largest_difference(impulse_response(filter, 33), kernel_by_convolution(filter, 33)) <
              test::rounding);
    }
}

TEST_CASE("a smaller impulse response is the middle of a larger one") {
    std::mt19937_64 random(test::test_seed());
    const Filter filter = test::random_filter(random, 4, 6, 5.0);
    const DenseKernel large = impulse_response(filter, 45);
    for (const int size : {1, 3, 9, 21}) {
        const DenseKernel small = impulse_response(filter, size);
        const int border = (45 - size) / 2;
        double largest = 0.0;
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x)
                largest = std::max(largest, std::abs(small.at(x, y) - large.at(x + border, y + border)));
        CAPTURE(size);
        CHECK(largest < test::rounding);
    }
}

TEST_CASE("filtering a picture is gathering its impulse response, away from the edges") {
    std::mt19937_64 random(test::test_seed());
    const Image source = test::random_image(random, 50, 40);
    const Filter filter = test::random_filter(random, 3, 5, 3.0);
    const Image dense = filter_dense(source, kernel_by_convolution(filter, 25));
    CHECK(largest_difference(filter_cascade(source, filter), dense, 12) < test::rounding);
}

TEST_CASE("one parameter everywhere is the same as its filter") {
    std::mt19937_64 random(test::test_seed());
    const Image source = test::random_image(random, 37, 41);
    const TapTable table = test::random_table(random, 2);
    const glm::dvec2 parameter(1.7, 33.0);
    const Image varying = filter_cascade(source, table, ParameterMap(37, 41, parameter));
    const Image uniform = filter_cascade(source, evaluate(table, std::array{parameter.x, parameter.y}));
    // Positions are counted from margins of other sizes.
    CHECK(largest_difference(varying, uniform) < 1e-12);
}

TEST_CASE("every pixel's own filter gathers from the layer before") {
    const std::uint64_t seed = test::test_seed();
    MESSAGE("seed ", seed);
    std::mt19937_64 random(seed);
    for (const auto& [width, height] :
         {std::pair(23, 40), std::pair(7, 3), std::pair(1, 1), std::pair(1, 9)}) {
        for (int axes = 0; axes <= 2; ++axes) {
            const TapTable table = test::random_table(random, axes);
            const Image source = test::random_image(random, width, height);
            CAPTURE(source.width);
            CAPTURE(axes);
            const ParameterMap map = random_map(random, width, height);
            // Magnitudes of signed weights sum to at most 3, so that four layers may grow it by 3^4.
            CHECK(largest_difference(filter_cascade(source, table, map),
                                     cascade_by_definition(source, table, map)) < 81.0 * test::rounding);
        }
    }
}

TEST_CASE("clamping to the edge: a far tap reads the nearest edge pixel") {
    std::mt19937_64 random(test::test_seed());
    const Image source = test::random_image(random, 7, 3);
    const Image result = filter_cascade(source, single_tap(100.0, -100.0));
    for (const glm::dvec4& pixel : result.pixels) CHECK(pixel == source.at(6, 0));
    const Image one = filter_cascade(Image(1, 1, glm::dvec4(0.25, 0.5, 1.0, 2.0)), single_tap(-3.5, 7.25));
    CHECK(one.at(0, 0) == glm::dvec4(0.25, 0.5, 1.0, 2.0));
}

TEST_CASE("a constant picture stays constant") {
    std::mt19937_64 random(test::test_seed());
    const Image source(19, 17, glm::dvec4(0.25, 0.5, 4.0, 1.0));
    for (int axes = 0; axes <= 2; ++axes) {
        const Image result =
            filter_cascade(source, test::random_table(random, axes), random_map(random, 19, 17));
        // Random weights are floats that sum to 1 within 9 ulps, in up to 4 layers, of signed weights up
        // to 2.
        CHECK(largest_difference(result, source) < 4.0 * 4 * 2 * 9 * 0x1p-24);
    }
}

TEST_CASE("the identity copies every bit, in uniform and varying filters") {
    std::mt19937_64 random(test::test_seed());
    const Image source = test::random_image(random, 21, 33);
    TapTable table = test::wedge_table();
    // Weights that sum to 1 within the tolerance only: multiplying by them would show.
    table.tap(0, 0, 0).weight += 5e-5f;
    REQUIRE(validate(table));
    CHECK(largest_difference(filter_cascade(source, evaluate(table, std::array{0.0})), source) == 0.0);

    ParameterMap map(21, 33, glm::dvec2(5.0, 0.0));
    map.at(4, 20) = glm::dvec2(0.0);
    map.at(5, 20) = glm::dvec2(std::numeric_limits<double>::quiet_NaN());
    const Image result = filter_cascade(source, table, map);
    CHECK(result.at(4, 20) == source.at(4, 20));
    CHECK(result.at(5, 20) == source.at(5, 20));
    CHECK(result.at(6, 20) != source.at(6, 20));
}

TEST_CASE("a point light of a wedge is its picture: upright, blended, scaled beyond") {
    const TapTable table = test::wedge_table();
    for (const int radius : {2, 8, 12}) {
        const DenseKernel kernel = impulse_response(evaluate(table, std::array{double(radius)}), 25);
        CAPTURE(radius);
        CHECK(kernel.at(12 + radius, 12) == 0.25);
        CHECK(kernel.at(12, 12 - radius) == 0.75);
    }
}

TEST_CASE("half storage rounds the source and every layer after it") {
    std::mt19937_64 random(test::test_seed());
    const Image source = test::random_image(random, 24, 24);
    const auto rounded = [](Image image) {
        for (glm::dvec4& pixel : image.pixels)
            for (int channel = 0; channel < 4; ++channel) pixel[channel] = round_to_half(pixel[channel]);
        return image;
    };
    const Filter filter = test::random_filter(random, 2, 5, 3.0);
    Filter first = filter;
    first.layer_taps = {5};
    first.values.assign(filter.layer(0).begin(), filter.layer(0).end());
    Filter second = first;
    second.values.assign(filter.layer(1).begin(), filter.layer(1).end());

    const Image between = rounded(filter_cascade(rounded(source), first));
    const Image expected = rounded(filter_cascade(between, second));
    // Around the picture the first layer goes on, but here the second one's source ends: its reach is left
    // out.
    const auto middle = [](const Image& image) {
        Image result(12, 12);
        for (int y = 0; y < 12; ++y)
            for (int x = 0; x < 12; ++x) result.at(x, y) = image.at(x + 6, y + 6);
        return result;
    };
    CHECK(largest_difference(middle(filter_cascade(source, filter, Storage::half)), middle(expected)) == 0.0);
    CHECK(largest_difference(middle(filter_cascade(source, filter)), middle(expected)) > 0.0);
}

TEST_CASE("half storage rounds pixels that the identity copies, and clamps what is too bright") {
    std::mt19937_64 random(test::test_seed());
    const TapTable table = test::wedge_table();
    Image source = test::random_image(random, 5, 4);
    source.at(1, 1).r = 1e6;
    const Image uniform = filter_cascade(source, evaluate(table, std::array{0.0}), Storage::half);
    CHECK(uniform.at(1, 1).r == 65504.0);
    CHECK(uniform.at(2, 2).g == round_to_half(source.at(2, 2).g));
    CHECK(largest_difference(filter_cascade(source, table, ParameterMap(5, 4), Storage::half), uniform) ==
          0.0);
}
