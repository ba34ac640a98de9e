#include "scene/aperture_shape.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "gl/gl_fixture.h"
#include "scene/lens_samples.h"

using namespace tapestry;
using namespace tapestry::demo;
using tapestry::test::fails_with;

namespace {

DenseKernel kernel_of(int width, int height, std::vector<double> values) {
    DenseKernel kernel;
    kernel.width = width;
    kernel.height = height;
    kernel.values = std::move(values);
    return kernel;
}

}  // namespace

TEST_CASE("Pinholes lie within the aperture, and are spread over it as its light is") {
    for (const char* name : {"disk", "hexagon", "heart"}) {
        CAPTURE(name);
        const auto shape = ApertureShape::named(name);
        REQUIRE(shape);
        const DenseKernel& kernel = shape->kernel();
        glm::dvec2 mean(0.0), square(0.0);
        double light = 0.0;
        for (int y = 0; y < kernel.height; ++y)
            for (int x = 0; x < kernel.width; ++x) {
                const glm::dvec2 at =
                    (glm::dvec2(x, y) - 0.5 * glm::dvec2(kernel.width - 1, kernel.height - 1)) /
                    shape->radius_px();
                mean += kernel.at(x, y) * at;
                square += kernel.at(x, y) * at * at;
                light += kernel.at(x, y);
            }
        constexpr int count = 4096;
        glm::dvec2 sample_mean(0.0), sample_square(0.0), pixel_mean(0.0);
        int open = 0;
        for (int i = 0; i < count; ++i) {
            const LensSample sample = lens_sample(*shape, i);
            sample_mean += sample.aperture_point / static_cast<double>(count);
            sample_square += sample.aperture_point * sample.aperture_point / static_cast<double>(count);
            pixel_mean += sample.pixel_offset / static_cast<double>(count);
            open += shape->is_open(sample.aperture_point);
            CHECK(std::abs(sample.pixel_offset.x) <= 0.5);
            CHECK(std::abs(sample.pixel_offset.y) <= 0.5);
        }
        // Cells of the edge are partly open: their light is drawn, and is_open counts half of them.
        CHECK(open > 0.97 * count);
        // A quasirandom sequence's error falls nearly as 1 / count.
        for (int c = 0; c < 2; ++c) {
            CHECK(sample_mean[c] == doctest::Approx(mean[c] / light).epsilon(0.0).scale(1.0).epsilon(2e-3));
            CHECK(sample_square[c] == doctest::Approx(square[c] / light).epsilon(5e-3));
            CHECK(std::abs(pixel_mean[c]) < 2e-3);
        }
    }
}

TEST_CASE("A mask that is no aperture is refused by name") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(fails_with(ApertureShape::create("odd", kernel_of(1, 1, {0.0}), 1.0), "closed everywhere"));
    CHECK(fails_with(ApertureShape::create("odd", kernel_of(2, 1, {1.0, -1.0}), 1.0), "negative"));
    CHECK(fails_with(ApertureShape::create("odd", kernel_of(1, 1, {nan}), 1.0), "not finite"));
    CHECK(fails_with(ApertureShape::create("odd", kernel_of(1, 1, {1.0}), 0.0), "radius"));
    CHECK(fails_with(ApertureShape::named("no such shape"), "no such shape"));
}

TEST_CASE("Light falls where the mask has it, row 0 on top") {
    // One open cell: top right.
    const auto shape = ApertureShape::create("corner", kernel_of(3, 3, {0, 0, 1, 0, 0, 0, 0, 0, 0}), 1.5);
    REQUIRE(shape);
    for (const glm::dvec2 unit : {glm::dvec2(0.0, 0.0), glm::dvec2(0.5, 0.9), glm::dvec2(0.999, 0.001)}) {
        const glm::dvec2 point = shape->point(unit);
        CHECK(point.x >= doctest::Approx(1.0 / 3.0));
        CHECK(point.y <= doctest::Approx(-1.0 / 3.0));
        CHECK(shape->is_open(point));
    }
    CHECK_FALSE(shape->is_open({-0.9, 0.9}));
    CHECK_FALSE(shape->is_open({5.0, 0.0}));
}
