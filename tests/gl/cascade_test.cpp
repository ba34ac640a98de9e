// The GPU against the plain references of engine/core.
#include <doctest/doctest.h>

#include <array>
#include <cmath>

#include "filter_cases.h"
#include "filter_runs.h"
#include "pictures.h"
#include "reference/filters.h"
#include "sampler_precision.h"
#include "tolerances.h"

namespace tapestry::test {
namespace {

struct Size {
    int width, height;
};
constexpr std::array<Size, 3> sizes = {{{1, 1}, {7, 3}, {641, 359}}};

bool is_large(const Image& image) {
    return image.width > 64;
}

/// The noise of large pictures is smooth: see float_tolerance.
Image picture(std::mt19937& random, Size size) {
    return value_noise(random, size.width, size.height, size.width > 64 ? 16 : 1, 1.0);
}

Image expected_uniform(const TapTable& table, const Image& source, std::array<float, 2> parameter,
                       Storage storage) {
    const std::array<double, 2> exact = {parameter[0], parameter[1]};
    return filter_cascade(source, evaluate(table, exact), storage);
}

/// The shader multiplies the factor in floats.
Image expected_varying(const TapTable& table, const Image& source, ParameterMap map, float factor,
                       Storage storage) {
    for (glm::dvec2& value : map.values) value.x = static_cast<float>(value.x) * factor;
    return filter_cascade(source, table, map, storage);
}

/// What the cases had at worst, to be printed: a tolerance that nothing comes near is too wide.
struct Worst {
    double share = 0.0;
    double bias = 0.0;
};

void compare_floats(const Image& got, const Image& expected, double tolerance, Worst& worst) {
    const double share = largest_difference(got, expected) / tolerance;
    CHECK(share <= 1.0);
    worst.share = std::max(worst.share, share);
}

void compare_halves(const Image& got, const Image& expected, const LocalRange& range, double fraction_error,
                    double growth, Worst& worst) {
    const double share = share_of_half_tolerance(got, expected, range, fraction_error, growth);
    CHECK(share <= 1.0);
    worst.share = std::max(worst.share, share);
    if (!is_large(got)) return;
    // Rounding to nearest has no bias of its own. Nobody promises that coarse fractions have none: a tenth of
    // their error is allowed.
    const double offset = std::abs(bias(got, expected));
    CHECK(offset <= (has_coarse_fractions(fraction_error) ? 2e-4 : 1e-5));
    worst.bias = std::max(worst.bias, offset);
}

}  // namespace

TEST_CASE_FIXTURE(GlFixture, "float work agrees with the exact cascade") {
    const double fraction_error = sampler_fraction_error(*this);
    std::mt19937 random(test_seed());
    Worst worst;
    for (const FilterCase& test : filter_cases()) {
        const TapTable table = random_table(test.shape, random);
        SparseFilter filter = make_filter(device, table);
        for (const Size size : sizes) {
            INFO(test.name << ", " << size.width << " x " << size.height << ", seed " << test_seed());
            // The tolerance counts roundings of positions in textures of the pictures' sizes; larger ones
            // have a test of their own, transients_test.cpp.
            device.release_transient();
            const Image source = picture(random, size);
            const double tolerance = float_tolerance(table, fraction_error) * largest_number(source);
            const Image uniform = expected_uniform(table, source, test.parameter, Storage::exact);
            compare_floats(run_uniform(*this, filter, {source, Row0::bottom}, test.parameter), uniform,
                           tolerance, worst);
            compare_floats(run_uniform(*this, filter, {source, Row0::top}, test.parameter), uniform,
                           tolerance, worst);
            if (!test.takes_a_map()) continue;

            const ParameterMap map = random_map(random, size.width, size.height, test.low, test.high);
            const Image varying = expected_varying(table, source, map, test.factor, Storage::exact);
            compare_floats(run_varying(*this, filter, {source, Row0::bottom}, map, test.factor), varying,
                           tolerance, worst);
            compare_floats(run_varying(*this, filter, {source, Row0::top}, map, test.factor), varying,
                           tolerance, worst);
        }
    }
    MESSAGE("seed " << test_seed() << ", " << describe_fractions(fraction_error) << ", largest difference "
                    << worst.share << " of the tolerance");
}

TEST_CASE_FIXTURE(GlFixture, "half work agrees with the cascade rounded to half") {
    const double fraction_error = sampler_fraction_error(*this);
    std::mt19937 random(test_seed());
    Worst worst;
    for (const FilterCase& test : filter_cases()) {
        const TapTable table = random_table(test.shape, random);
        SparseFilter filter = make_filter(device, table);
        for (const Size size : sizes) {
            INFO(test.name << ", " << size.width << " x " << size.height << ", seed " << test_seed());
            const Run run{rounded_to_bytes(picture(random, size)), Row0::bottom, WorkPrecision::half,
                          GL_RGBA8, GL_RGBA16F};
            const LocalRange range = local_range(run.source, 24);
            compare_halves(run_uniform(*this, filter, run, test.parameter),
                           expected_uniform(table, run.source, test.parameter, Storage::half), range,
                           fraction_error, gain(table), worst);
            if (!test.takes_a_map()) continue;
            const ParameterMap map = random_map(random, size.width, size.height, test.low, test.high);
            compare_halves(run_varying(*this, filter, run, map, test.factor),
                           expected_varying(table, run.source, map, test.factor, Storage::half), range,
                           fraction_error, gain(table), worst);
        }
    }
    MESSAGE("seed " << test_seed() << ", " << describe_fractions(fraction_error) << ", largest difference "
                    << worst.share << " of the tolerance, largest bias " << worst.bias);
}

}  // namespace tapestry::test
