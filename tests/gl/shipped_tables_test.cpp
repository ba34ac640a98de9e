// Every table that is shipped, on the GPU and by the reference, at every resolution.
#include <doctest/doctest.h>

#include <filesystem>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/filters.h"
#include "sampler_precision.h"
#include "tapestry/table_file.h"
#include "tolerances.h"

namespace tapestry::test {
namespace {

constexpr int table_width = 150;
constexpr int table_height = 84;

struct ShippedFixture : GlFixture {
    std::mt19937 random{test_seed()};
    Image source = value_noise(random, table_width, table_height, 16, 1.0);
    ParameterMap map = make_map();

    /// From sharp to a little past the last knot of most tables across, and on a second axis all of it down.
    static ParameterMap make_map() {
        ParameterMap made(table_width, table_height);
        for (int y = 0; y < table_height; ++y)
            for (int x = 0; x < table_width; ++x)
                made.at(x, y) = {static_cast<float>(26.0 * x / table_width),
                                 static_cast<float>(200.0 * y / table_height)};
        return made;
    }

    double share_of_tolerance(const TapTable& table, Resolution resolution, double fraction_error) {
        SparseFilter filter = make_filter(device, table);
        SparseFilterFrame frame;
        frame.source = {upload(*this, GL_RGBA32F, source, Row0::top), Encoding::linear, Alpha::premultiplied};
        frame.target = {make_texture(*this, GL_RGBA32F, table_width, table_height), Encoding::linear,
                        Alpha::premultiplied};
        frame.parameter_texture = upload(*this, table.axes.size() > 1 ? GL_RG32F : GL_R32F, map, Row0::top);
        frame.row0 = Row0::top;
        frame.precision = WorkPrecision::single;
        frame.resolution = resolution;
        if (Result<void> status = filter.apply(frame); !status) FAIL(status.error().message);
        const Image got = download(*this, frame.target.texture, table_width, table_height, Row0::top);
        CascadeOptions options;
        options.resolution = resolution;
        return largest_difference(got, filter_cascade(source, table, map, options)) /
               float_tolerance(table, fraction_error, steepness(source), resolution);
    }
};

}  // namespace

TEST_CASE_FIXTURE(ShippedFixture, "every shipped table is on the GPU what the reference says") {
    const double fraction_error = sampler_fraction_error(*this);
    int tables = 0;
    double worst = 0.0;
    for (const auto& file : std::filesystem::directory_iterator(TAPESTRY_ASSETS "/tables")) {
        if (file.path().extension() != ".tap") continue;
        INFO(file.path().filename().string());
        const auto table = read_table(file.path());
        REQUIRE(table);
        ++tables;
        for (const Resolution resolution : {Resolution::full, Resolution::half, Resolution::quarter}) {
            const double share = share_of_tolerance(*table, resolution, fraction_error);
            CHECK(share <= 1.0);
            worst = std::max(worst, share);
        }
    }
    CHECK(tables > 0);
    MESSAGE(tables << " tables, " << describe_fractions(fraction_error) << ", largest difference " << worst
                   << " of the tolerance");
}

}  // namespace tapestry::test
