#include <doctest/doctest.h>

#include <atomic>
#include <cmath>
#include <stdexcept>

#include "picture_comparison.h"
#include "reference/filters.h"
#include "tapestry/image.h"

using namespace tapestry;
using test::largest_difference;

namespace {

DenseKernel random_kernel(std::mt19937_64& random, int width, int height) {
    DenseKernel kernel{width, height, {}};
    for (int cell = 0; cell < width * height; ++cell) {
        const bool lit = test::uniform_int(random, 0, 2) > 0;
        kernel.values.push_back(lit ? test::uniform(random, 0.0, 5.0) : 0.0);
    }
    return kernel;
}

/// The sum of reference.h word for word.
glm::dvec4 gather_by_definition(const Image& source, const DenseKernel& kernel, int x, int y) {
    glm::dvec4 light(0.0);
    double sum = 0.0;
    for (int j = 0; j < kernel.height; ++j) {
        for (int i = 0; i < kernel.width; ++i) {
            const int from_x = std::clamp(x - (i - kernel.width / 2), 0, source.width - 1);
            const int from_y = std::clamp(y - (j - kernel.height / 2), 0, source.height - 1);
            light += kernel.at(i, j) * source.at(from_x, from_y);
            sum += kernel.at(i, j);
        }
    }
    return light / sum;
}

/// A row of (2 r + 1) equal cells.
DenseKernel row_kernel(glm::dvec2 parameter) {
    const int width = 2 * static_cast<int>(parameter.x) + 1;
    return {width, 1, std::vector<double>(static_cast<std::size_t>(width), 1.0)};
}

}  // namespace

TEST_CASE("every pixel gathers the mirrored, normalised kernel with clamped edges") {
    const std::uint64_t seed = test::test_seed();
    MESSAGE("seed ", seed);
    std::mt19937_64 random(seed);
    for (const auto& [width, height] : {std::pair(30, 37), std::pair(7, 3), std::pair(1, 1)}) {
        const Image source = test::random_image(random, width, height);
        CAPTURE(source.width);
        const DenseKernel kernel = random_kernel(random, 9, 5);
        Image expected(width, height);
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) expected.at(x, y) = gather_by_definition(source, kernel, x, y);
        CHECK(largest_difference(filter_dense(source, kernel), expected) < test::rounding);
        const Image varying =
            filter_dense(source, ParameterMap(width, height), [&](glm::dvec2) { return kernel; });
        CHECK(largest_difference(varying, expected) < test::rounding);
    }
}

TEST_CASE("a point light shows the kernel upright") {
    const DenseKernel kernel{3, 3, {1, 2, 3, 4, 5, 6, 7, 8, 28}};
    Image light(5, 5);
    light.at(2, 2) = glm::dvec4(1.0);
    const Image picture = filter_dense(light, kernel);
    for (int y = 0; y < 3; ++y)
        for (int x = 0; x < 3; ++x) CHECK(picture.at(x + 1, y + 1).r == kernel.at(x, y) / 64.0);
}

TEST_CASE("each pixel has its own kernel") {
    std::mt19937_64 random(test::test_seed());
    const Image source = test::random_image(random, 40, 35);
    ParameterMap map(40, 35);
    for (int y = 0; y < 35; ++y)
        for (int x = 0; x < 40; ++x) map.at(x, y).x = (x / 5 + y) % 6;
    const Image result = filter_dense(source, map, row_kernel);
    Image expected(40, 35);
    for (int y = 0; y < 35; ++y)
        for (int x = 0; x < 40; ++x)
            expected.at(x, y) = gather_by_definition(source, row_kernel(map.at(x, y)), x, y);
    CHECK(largest_difference(result, expected) < test::rounding);
}

TEST_CASE("equal parameters in a row ask for their kernel once") {
    ParameterMap map(30, 3, glm::dvec2(2.0, 0.0));
    for (int y = 0; y < 3; ++y) map.at(29, y).x = 1.0;
    std::atomic<int> asked = 0;
    const Image source(30, 3, glm::dvec4(1.0));
    const Image result = filter_dense(source, map, [&](glm::dvec2 parameter) {
        ++asked;
        return row_kernel(parameter);
    });
    CHECK(asked == 6);
    CHECK(largest_difference(result, source) < test::rounding);
}

TEST_CASE("what a kernel function throws arrives at the caller") {
    const Image source(64, 64);
    const auto no_kernel = [](glm::dvec2) -> DenseKernel { throw std::runtime_error("no kernel"); };
    CHECK_THROWS_WITH(filter_dense(source, ParameterMap(64, 64), no_kernel), "no kernel");
}

TEST_CASE("a kernel of one cell copies, whatever its value") {
    std::mt19937_64 random(test::test_seed());
    const Image source = test::random_image(random, 8, 40);
    CHECK(largest_difference(filter_dense(source, DenseKernel{1, 1, {0.125}}), source) == 0.0);
}
