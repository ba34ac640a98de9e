// Which filter a pixel gets, and what filters keep.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "filter_cases.h"
#include "filter_runs.h"
#include "pictures.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

TapTable parameter_table(std::mt19937& random, Beyond beyond = Beyond::clamp) {
    RandomTableShape shape;
    shape.axes = {radius_axis(beyond)};
    return random_table(shape, random);
}

/// Of pixels that are at least so far from every edge.
double largest_difference_inside(const Image& a, const Image& b, int edge) {
    double worst = 0.0;
    for (int y = edge; y < a.height - edge; ++y)
        for (int x = edge; x < a.width - edge; ++x)
            worst = std::max(worst, std::abs(a.at(x, y).r - b.at(x, y).r));
    return worst;
}

}  // namespace

TEST_CASE_FIXTURE(GlFixture, "a map of one value gives the bits of the uniform filter") {
    std::mt19937 random(test_seed());
    for (const FilterCase& test : filter_cases()) {
        if (!test.takes_a_map()) continue;
        INFO(test.name << ", seed " << test_seed());
        const TapTable table = random_table(test.shape, random);
        SparseFilter filter = make_filter(device, table);
        const Run run{value_noise(random, 97, 61, 1, 1.0)};
        const ParameterMap map(97, 61, glm::dvec2(test.parameter[0], 0.0));
        const Image mapped = run_varying(*this, filter, run, map);
        const Image uniform = run_uniform(*this, filter, run, test.parameter);
        if (table.axes[0].beyond == Beyond::clamp || test.parameter[0] <= table.axes[0].knots.back()) {
            CHECK(mapped.pixels == uniform.pixels);
            continue;
        }
        // Nobody knows how far past its last knots a map goes, so the textures' margins differ: positions
        // round to other bits (1e-4 px of noise with a contrast of 1 a px), and around the edges reads are
        // clamped.
        CHECK(largest_difference_inside(mapped, uniform, 24) < 3e-4);
    }
}

TEST_CASE_FIXTURE(GlFixture, "parameters may come in half floats") {
    std::mt19937 random(test_seed());
    SparseFilter filter = make_filter(device, parameter_table(random));
    const Run run{value_noise(random, 33, 21, 1, 1.0)};
    ParameterMap map = random_map(random, 33, 21, 0.0, 8.0);
    for (glm::dvec2& value : map.values) value.x = round_to_half(value.x);
    CHECK(run_varying(*this, filter, run, map, 1.0f, GL_R16F).pixels ==
          run_varying(*this, filter, run, map, 1.0f, GL_R32F).pixels);
}

TEST_CASE_FIXTURE(GlFixture,
                  "a parameter that is no number counts as the first knot, an infinite one as an end") {
    std::mt19937 random(test_seed());
    RandomTableShape shape;
    shape.axes = {radius_axis(Beyond::scale)};
    shape.axes[0].knots[0] = 0.5f;
    SparseFilter filter = make_filter(device, random_table(shape, random));
    const Run run{value_noise(random, 16, 8, 1, 1.0)};
    const auto run_at = [&](float parameter) {
        return run_varying(*this, filter, run, ParameterMap(16, 8, glm::dvec2(parameter, 0.0))).pixels;
    };
    CHECK(run_at(NAN) == run_at(0.5f));
    CHECK(run_at(-INFINITY) == run_at(0.5f));
    CHECK(run_at(INFINITY) == run_at(8.0f));
}

TEST_CASE_FIXTURE(GlFixture, "a constant picture stays constant to half an ulp") {
    std::mt19937 random(test_seed());
    SparseFilter filter = make_filter(device, parameter_table(random));
    const Run run{rounded_to_half(Image(123, 45, glm::dvec4(0.2137, 1.0, 5.7e-3, 0.731))), Row0::bottom,
                  WorkPrecision::half, GL_RGBA16F, GL_RGBA16F};
    // Weights sum to 1 within 12 * 2^-24, far below half an ulp of a half, so every layer rounds to the same
    // number.
    const ParameterMap map = random_map(random, 123, 45, 0.0, 9.0);
    CHECK(run_varying(*this, filter, run, map).pixels == run.source.pixels);
    CHECK(run_uniform(*this, filter, run, {5.0f, 0.0f}).pixels == run.source.pixels);
}

TEST_CASE_FIXTURE(GlFixture, "numbers that are none do not spread") {
    std::mt19937 random(test_seed());
    SparseFilter filter = make_filter(device, parameter_table(random));
    const Image picture = rounded_to_half(value_noise(random, 40, 30, 1, 1.0));
    // Half of the pixels are copied, half are filtered.
    const ParameterMap map = random_map(random, 40, 30, -4.0, 4.0);
    for (const WorkPrecision precision : {WorkPrecision::half, WorkPrecision::single}) {
        const GLenum format = precision == WorkPrecision::half ? GL_RGBA16F : GL_RGBA32F;
        Run spoilt{picture, Row0::top, precision, format, format};
        Run finite = spoilt;
        spoilt.source.at(7, 9) = glm::dvec4(NAN, INFINITY, -INFINITY, NAN);
        finite.source.at(7, 9) = glm::dvec4(0.0, 65504.0, -65504.0, 0.0);
        CHECK(run_varying(*this, filter, spoilt, map).pixels ==
              run_varying(*this, filter, finite, map).pixels);
        CHECK(run_uniform(*this, filter, spoilt, {0.0f, 0.0f}).pixels == finite.source.pixels);
    }
}

}  // namespace tapestry::test
