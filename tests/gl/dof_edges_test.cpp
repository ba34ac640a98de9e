// What antialiasing leaves where depths meet: rims of lights, and blades thinner than a pixel.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "dof_subject.h"
#include "pictures.h"
#include "random_tables.h"

namespace tapestry::test {
namespace {

constexpr int edges_width = 160;
constexpr int edges_height = 112;

struct EdgesFixture : GlFixture {
    Image drawn(const Image& source, const ParameterMap& coc_px) {
        DepthOfField effect = make_depth_of_field(*this);
        DepthOfFieldOptions options;
        options.near_limit = options.far_limit = 0.15f;
        return draw_frame(*this, effect, coc_frame(*this, GL_RGBA16F, source, coc_px), options, edges_width,
                          edges_height);
    }
};

glm::dvec4 grey(double light) {
    return {light, light, light, 1.0};
}

double light_of(const Image& image) {
    double sum = 0.0;
    for (const glm::dvec4& pixel : image.pixels) sum += pixel.g;
    return sum;
}

}  // namespace

TEST_CASE_FIXTURE(EdgesFixture, "a light keeps its energy whatever depth its antialiased rim has") {
    for (const double rim_coc : {8.0, 10.0, 14.0}) {
        Image source(edges_width, edges_height, grey(0.0));
        ParameterMap coc(edges_width, edges_height, glm::dvec2(14.0));
        for (int y = -2; y <= 2; ++y)
            for (int x = -2; x <= 2; ++x) {
                const bool is_rim = std::max(std::abs(x), std::abs(y)) > 1;
                source.at(edges_width / 2 + x, edges_height / 2 + y) = grey(is_rim ? 24.0 : 40.0);
                coc.at(edges_width / 2 + x, edges_height / 2 + y) = glm::dvec2(is_rim ? rim_coc : 8.0);
            }
        // What is below the threshold stays in the slices, and their fills may show some of it twice.
        INFO("the rim's CoC " << rim_coc << " px");
        CHECK(light_of(drawn(source, coc)) == doctest::Approx(light_of(source)).epsilon(0.03));
    }
}

TEST_CASE_FIXTURE(EdgesFixture, "a blade in focus that is thinner than a pixel stays whole") {
    constexpr double blade_px = 0.8, light = 0.8;
    Image source(edges_width, edges_height, grey(0.0));
    ParameterMap coc(edges_width, edges_height, glm::dvec2(10.0));
    for (int y = 0; y < edges_height; ++y) {
        const double middle = edges_width / 2 + 0.25 * (y - edges_height / 2);
        for (int x = 0; x < edges_width; ++x) {
            const double covered =
                std::min(x + 1.0, middle + blade_px / 2) - std::max<double>(x, middle - blade_px / 2);
            if (covered > 0.0) source.at(x, y) = grey(light * covered);
            // Depth has no antialiasing: in every fifth row the blade has none.
            if (std::abs(x + 0.5 - middle) < blade_px / 2) coc.at(x, y) = glm::dvec2(0.0);
        }
    }
    const Image result = drawn(source, coc);
    for (int y = 24; y < edges_height - 24; ++y) {
        const int middle = static_cast<int>(edges_width / 2 + 0.25 * (y - edges_height / 2));
        double sum = 0.0;
        for (int x = middle - 2; x <= middle + 2; ++x) sum += result.at(x, y).g;
        INFO("row " << y);
        CHECK(sum == doctest::Approx(light * blade_px).epsilon(0.25));
    }
}

TEST_CASE_FIXTURE(EdgesFixture, "a sharp silhouette has no rim before what is a little blurred") {
    constexpr int left = 60, right = 100, top = 40, bottom = 72;
    for (const double inside : {0.9, 0.05}) {
        const double outside = 0.95 - inside;
        Image source(edges_width, edges_height, grey(outside));
        ParameterMap coc(edges_width, edges_height, glm::dvec2(2.5));
        for (int y = top; y < bottom; ++y)
            for (int x = left; x < right; ++x) {
                source.at(x, y) = grey(inside);
                coc.at(x, y) = glm::dvec2(0.0);
            }
        const Image result = drawn(source, coc);
        for (int y = top - 4; y < bottom + 4; ++y)
            for (int x = left - 4; x < right + 4; ++x) {
                const int away = std::max({left - x, x - right + 1, top - y, y - bottom + 1, 0});
                INFO("pixel " << x << ", " << y << " of " << inside << " before " << outside);
                const double error = std::abs(result.at(x, y).g - (away == 0 ? inside : outside));
                // Bilinear reads see some of it, half of what the whole aperture would.
                CHECK(error < (away == 0 ? 0.02 : away == 1 ? 0.15 : 0.06));
            }
    }
}

TEST_CASE_FIXTURE(EdgesFixture, "behind bars as many lights are expected as are seen between them") {
    constexpr double light = 12.0, density = 1.0 / 16.0;
    std::mt19937 random(test_seed());
    INFO("seed " << test_seed());
    std::bernoulli_distribution is_light(density);
    Image source(edges_width, edges_height, grey(0.0));
    ParameterMap coc(edges_width, edges_height, glm::dvec2(12.0));
    const auto is_bar = [](int x) { return x % 12 < 6; };
    double seen = 0.0, between = 0.0;
    for (int y = 0; y < edges_height; ++y)
        for (int x = 0; x < edges_width; ++x) {
            if (is_bar(x)) {
                coc.at(x, y) = glm::dvec2(0.0);
                continue;
            }
            if (is_light(random)) source.at(x, y) = grey(light);
            seen += source.at(x, y).g;
            between += 1.0;
        }
    const Image result = drawn(source, coc);
    double sum = 0.0, count = 0.0;
    for (int y = 24; y < edges_height - 24; ++y)
        for (int x = 24; x < edges_width - 24; ++x)
            if (!is_bar(x) && !is_bar(x - 1) && !is_bar(x + 1)) {
                sum += result.at(x, y).g;
                count += 1.0;
            }
    // What is seen through the bars alone is half of what shines without them.
    CHECK(sum / count == doctest::Approx(seen / between).epsilon(0.2));
}

}  // namespace tapestry::test
