// The shapes that DepthOfField draws: stretched as anamorphic lenses do, cut by the barrel toward the
// corners.
#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <string>

#include "dof_subject.h"
#include "pictures.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr int bokeh_width = 160;
constexpr int bokeh_height = 112;
constexpr double radius_px = 12.0;

/// Light, and the spread of a picture of one point along a direction and across it, in pixels.
struct Spread {
    double light = 0.0;
    double along = 0.0;
    double across = 0.0;
};

Spread spread_of(const Image& image, glm::dvec2 direction) {
    const auto sum = [&](auto value) {
        double total = 0.0;
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x) total += image.at(x, y).g * value(glm::dvec2(x, y));
        return total;
    };
    Spread spread;
    spread.light = sum([](glm::dvec2) { return 1.0; });
    const glm::dvec2 middle(sum([](glm::dvec2 p) { return p.x; }) / spread.light,
                            sum([](glm::dvec2 p) { return p.y; }) / spread.light);
    const auto deviation = [&](glm::dvec2 axis) {
        return std::sqrt(sum([&](glm::dvec2 p) {
                             const double way = glm::dot(p - middle, axis);
                             return way * way;
                         }) /
                         spread.light);
    };
    direction = glm::normalize(direction);
    spread.along = deviation(direction);
    spread.across = deviation({-direction.y, direction.x});
    return spread;
}

struct BokehFixture : GlFixture {
    DepthOfField make_effect(const std::string& table_name) {
        auto table = read_table(TAPESTRY_ASSETS "/tables/" + table_name + ".tap");
        if (!table) FAIL(table.error().message);
        auto made = DepthOfField::create(device, {std::move(*table), {}});
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    /// What a point of light 3 px wide becomes on black, everything out of focus by the same CoC.
    Image picture_of_point(DepthOfField& effect, glm::ivec2 place, double coc_px,
                           DepthOfFieldOptions options) {
        Image source(bokeh_width, bokeh_height, glm::dvec4(0.0, 0.0, 0.0, 1.0));
        for (int y = -1; y <= 1; ++y)
            for (int x = -1; x <= 1; ++x) source.at(place.x + x, place.y + y) = glm::dvec4(1.0);
        const ParameterMap coc(bokeh_width, bokeh_height, glm::dvec2(coc_px));
        DepthOfFieldFrame frame = coc_frame(*this, GL_RGBA16F, source, coc);
        frame.resolution = Resolution::full;
        options.near_limit = options.far_limit = 0.15f;
        return draw_frame(*this, effect, frame, options, bokeh_width, bokeh_height);
    }
};

}  // namespace

TEST_CASE_FIXTURE(BokehFixture, "aspect stretches the bokeh across, near and far, and keeps the light") {
    DepthOfField effect = make_effect("disk_0-24_16x3_flat");
    for (const double coc_px : {radius_px, -radius_px})
        for (const float aspect : {0.5f, 1.0f, 1.5f}) {
            DepthOfFieldOptions options;
            options.aspect = aspect;
            const Spread spread = spread_of(
                picture_of_point(effect, {bokeh_width / 2, bokeh_height / 2}, coc_px, options), {1.0, 0.0});
            INFO("CoC " << coc_px << ", aspect " << aspect);
            CHECK(spread.light == doctest::Approx(9.0).epsilon(0.02));
            // A disk's deviation is half its radius, the point's own sqrt(2/3).
            CHECK(spread.along == doctest::Approx(std::hypot(0.5 * radius_px * aspect, 0.816)).epsilon(0.04));
            CHECK(spread.across == doctest::Approx(std::hypot(0.5 * radius_px, 0.816)).epsilon(0.04));
        }
}

TEST_CASE_FIXTURE(BokehFixture, "the barrel cuts the bokeh along the radius toward the corners alone") {
    DepthOfField effect = make_effect("catseye_0-24_16x3_flat");
    const glm::ivec2 middle(bokeh_width / 2, bokeh_height / 2);
    const auto spread_at = [&](glm::ivec2 place, float catseye) {
        DepthOfFieldOptions options;
        options.catseye = catseye;
        return spread_of(picture_of_point(effect, place, radius_px, options),
                         place == middle ? glm::dvec2(1.0, 0.0) : glm::dvec2(place - middle));
    };
    const Spread center = spread_at(middle, 1.0f);
    CHECK(center.along == doctest::Approx(center.across).epsilon(0.03));
    for (const glm::ivec2 corner :
         {glm::ivec2(24, 20), glm::ivec2(bokeh_width - 25, 20), glm::ivec2(24, bokeh_height - 21),
          glm::ivec2(bokeh_width - 25, bokeh_height - 21)}) {
        const Spread cut = spread_at(corner, 1.0f);
        INFO("at " << corner.x << ", " << corner.y);
        CHECK(cut.along < 0.85 * cut.across);
        const Spread whole = spread_at(corner, 0.0f);
        CHECK(whole.along == doctest::Approx(whole.across).epsilon(0.03));
    }
}

}  // namespace tapestry::test
