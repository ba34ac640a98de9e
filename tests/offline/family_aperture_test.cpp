// The library's exact apertures are the kernels of the registry, every one that is a shape, whatever is set
// about it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tapestry/aperture.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/fit/make_kernel.h"

using namespace tapestry;
using namespace tapestry::offline;

namespace {

TapTable table_of(const FieldSpec& spec) {
    TapTable table;
    for (const AxisRange& range : spec.axes)
        table.axes.push_back(
            {range.name, "", {static_cast<float>(range.from), static_cast<float>(range.to)}});
    table.metadata = to_metadata(spec);
    return table;
}

/// The family with anything set that can be, its size apart.
FieldSpec random_spec(const KernelFamily& family, std::mt19937& random) {
    std::uniform_real_distribution<double> share(0.0, 1.0);
    FieldSpec spec;
    spec.kernel = family.name;
    spec.axes = {{"radius_px", 0.0, 24.0}};
    for (const KernelParameter& parameter : family.numbers) {
        if (&parameter == &family.size() || random() % 3 == 0) continue;
        const double value = parameter.from + share(random) * (parameter.to - parameter.from);
        spec.settings.numbers[parameter.name] = parameter.whole ? std::floor(value) : value;
    }
    return spec;
}

}  // namespace

TEST_CASE("exact apertures are the registry's kernels") {
    constexpr unsigned seed = 17;
    std::mt19937 random(seed);
    int shapes = 0;
    for (const KernelFamily& family : kernel_families()) {
        // Aberrations are no shapes, nor are letters, which are a font's.
        const bool has_waves = std::ranges::any_of(
            family.numbers, [](const KernelParameter& p) { return p.axis == "strength_waves"; });
        const bool is_shape = family.size().axis == "radius_px" && family.words.empty() && !has_waves;
        for (int round = 0; round < (is_shape ? 8 : 1); ++round) {
            FieldSpec spec = random_spec(family, random);
            if (!is_shape) {
                spec.axes[0].name = family.size().axis;
                CHECK_FALSE(exact_aperture(table_of(spec)));
                continue;
            }
            INFO("seed " << seed << ", " << to_metadata(spec).front().second);
            const auto field = make_field(spec);
            REQUIRE(field);
            const auto kernel = field->at({0.5 * exact_aperture_cells, 0.0});
            REQUIRE(kernel);
            const ApertureMask expected = aperture_mask(*kernel);
            const auto mask = exact_aperture(table_of(spec));
            REQUIRE(mask);
            REQUIRE(mask->size == expected.size);
            float worst = 0.0f;
            for (std::size_t i = 0; i < expected.values.size(); ++i)
                worst = std::max(worst, std::abs(mask->values[i] - expected.values[i]));
            CHECK(worst < 1e-6f);
            ++shapes;
        }
    }
    CHECK(shapes == 10 * 8);
}
