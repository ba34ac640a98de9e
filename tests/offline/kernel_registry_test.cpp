#include "tapestry/fit/make_kernel.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "offline/kernels/kernels.h"
#include "tests/offline/kernel_checks.h"

using namespace tapestry;
using namespace tapestry::offline;
using namespace tapestry::test;

namespace {

// The name of the parameter that turns a family, or nothing.
std::string turning_parameter(const KernelFamily& family) {
    for (const KernelParameter& parameter : family.numbers)
        if (parameter.axis == "angle_deg") return parameter.name;
    return {};
}

KernelSettings with(const std::string& name, double value) {
    return {{{name, value}}, {}};
}

}  // namespace

TEST_CASE("every kernel that is listed can be made as it stands") {
    std::set<std::string> names;
    for (const KernelFamily& family : kernel_families()) {
        CAPTURE(family.name);
        CHECK(names.insert(family.name).second);
        CHECK_FALSE(family.description.empty());
        const auto kernel = make_kernel(family.name);
        REQUIRE(kernel);
        CHECK(kernel->width == kernel->height);
        CHECK(kernel->width % 2 == 1);
        CHECK(sum(*kernel) == doctest::Approx(1.0).epsilon(1e-12));
        for (const double value : kernel->values) CHECK_UNARY(value >= 0.0 && std::isfinite(value));
        REQUIRE(turning_period_deg(family.name));
    }
    for (const char* name : {"gaussian", "disk", "ring", "square", "ngon", "ellipse", "star", "flower",
                             "heart", "bird", "ampersand", "glyph", "line", "coma", "spherical", "catseye"})
        CHECK(names.contains(name));
    CHECK(names.size() == 16);
}

TEST_CASE("every parameter is described, and its standard lies in its range") {
    for (const KernelFamily& family : kernel_families()) {
        CAPTURE(family.name);
        CHECK(family.size().unit == "px");
        std::set<std::string> names;
        for (const KernelParameter& parameter : family.numbers) {
            CAPTURE(parameter.name);
            CHECK(names.insert(parameter.name).second);
            CHECK_FALSE(parameter.help.empty());
            CHECK(parameter.axis.starts_with(parameter.unit == "deg" ? "angle" : parameter.name));
            CHECK(check_range(family, parameter.name, parameter.standard));
        }
        for (const KernelWord& word : family.words) {
            CHECK(names.insert(word.name).second);
            CHECK_FALSE(word.help.empty());
        }
    }
}

TEST_CASE("parameters out of range are refused by name, and so is what is no number") {
    for (const KernelFamily& family : kernel_families())
        for (const KernelParameter& parameter : family.numbers) {
            CAPTURE(family.name);
            CAPTURE(parameter.name);
            const auto refused = [&](double value) {
                CAPTURE(value);
                const auto kernel = make_kernel(family.name, with(parameter.name, value));
                REQUIRE_FALSE(kernel);
                CHECK(kernel.error().message.starts_with(family.name + ": the " + parameter.name +
                                                         " must be "));
            };
            refused(std::nan(""));
            refused(std::numeric_limits<double>::infinity());
            refused(-std::numeric_limits<double>::infinity());
            refused(std::nextafter(parameter.from, -1e9));
            refused(std::nextafter(parameter.to, 1e9));
            if (parameter.above_from) refused(parameter.from);
            if (parameter.whole) refused(parameter.standard + 0.5);
        }
}

TEST_CASE("both ends of every range can be made, or say what they clash with") {
    for (const KernelFamily& family : kernel_families())
        for (const KernelParameter& parameter : family.numbers)
            for (double value : {parameter.from, parameter.to}) {
                if (parameter.above_from && value == parameter.from) value += 1e-3;
                CAPTURE(family.name);
                CAPTURE(parameter.name);
                CAPTURE(value);
                const auto kernel = make_kernel(family.name, with(parameter.name, value));
                if (kernel) {
                    CHECK(sum(*kernel) == doctest::Approx(1.0).epsilon(1e-12));
                    CHECK(kernel->width <= 255);
                } else {
                    CHECK(kernel.error().message ==
                          family.name + ": more than half of the light lies beyond the radius");
                }
            }
}

TEST_CASE("unknown kernels and parameters are refused by name") {
    CHECK(make_kernel("blob").error().message.starts_with(
        "there is no kernel blob; there are gaussian, disk,"));
    CHECK(make_kernel("disk", with("sigma", 3.0)).error().message ==
          "disk has no parameter sigma; it has radius");
    CHECK(make_kernel("glyph", {{}, {{"letter", "A"}}}).error().message ==
          "glyph has no parameter letter; it has radius, rotation, glyph, font");
}

TEST_CASE("a kernel turned by its period is itself, and by half of it is not") {
    for (const KernelFamily& family : kernel_families()) {
        CAPTURE(family.name);
        const double period = *turning_period_deg(family.name);
        const std::string parameter = turning_parameter(family);
        const DenseKernel kernel = *make_kernel(family.name);
        if (parameter.empty()) {
            CHECK(period == 0.0);
            CHECK(largest_difference(quarter_turned(kernel), kernel) < 1e-9 * peak(kernel));
            continue;
        }
        CHECK(period > 0.0);
        const DenseKernel turned = *make_kernel(family.name, with(parameter, period));
        CHECK(largest_difference(turned, kernel) < 1e-9 * peak(kernel));
        const DenseKernel half_way = *make_kernel(family.name, with(parameter, 0.5 * period));
        CHECK(largest_difference(half_way, kernel) > 0.1 * peak(kernel));
    }
}

TEST_CASE("turning is clockwise on the picture") {
    for (const KernelFamily& family : kernel_families()) {
        const std::string parameter = turning_parameter(family);
        if (parameter.empty()) continue;
        CAPTURE(family.name);
        const DenseKernel kernel = *make_kernel(family.name);
        const DenseKernel turned = *make_kernel(family.name, with(parameter, 90.0));
        CHECK(largest_difference(turned, quarter_turned(kernel)) < 1e-9 * peak(kernel));
    }
}

TEST_CASE("periods follow the parameters") {
    CHECK(*turning_period_deg("ngon", with("blades", 5.0)) == 72.0);
    CHECK(*turning_period_deg("ngon", with("curvature", 1.0)) == 0.0);
    CHECK(*turning_period_deg("ellipse", with("aspect", 1.0)) == 0.0);
    CHECK(*turning_period_deg("ellipse") == 180.0);
    CHECK(*turning_period_deg("coma", with("strength", 0.0)) == 0.0);
    CHECK(*turning_period_deg("heart") == 360.0);
}

TEST_CASE("a kernel grows with its size and fills its cells up to the radius") {
    for (const KernelFamily& family : kernel_families()) {
        CAPTURE(family.name);
        const std::string size = family.size().name;
        const double small = size == "sigma" ? 4.0 : size == "length" ? 30.0 : 15.0;
        const DenseKernel single = *make_kernel(family.name, with(size, small));
        const DenseKernel twice = *make_kernel(family.name, with(size, 2.0 * small));
        // Cells along the cut of a point-spread function make it less exact. A cell adds its own 1/12 to what
        // covers it, a bilinear splat 1/6, a sampled Gaussian nothing.
        const double own = family.name == "gaussian" ? 0.0 : family.name == "line" ? 1.0 / 6.0 : 1.0 / 12.0;
        CHECK((moments(twice).variance_x - own) / (moments(single).variance_x - own) ==
              doctest::Approx(4.0).epsilon(family.number("airy") ? 1e-2 : 2e-3));
        if (size != "radius") continue;
        CHECK(single.width == 31);
        CHECK(twice.width == 61);
    }
}

TEST_CASE("shapes without a middle of their own have their centroid at the origin") {
    for (const char* name : {"heart", "bird", "ampersand", "glyph"}) {
        CAPTURE(name);
        const Moments m = moments(*make_kernel(name));
        CHECK(std::abs(m.mean_x) < 0.01);
        CHECK(std::abs(m.mean_y) < 0.01);
    }
}

TEST_CASE("the smallest kernels are the identity") {
    for (const KernelFamily& family : kernel_families()) {
        CAPTURE(family.name);
        for (const double size : {1e-6, 1e-200}) {
            const DenseKernel kernel = *make_kernel(family.name, with(family.size().name, size));
            CHECK(value_at(kernel, 0, 0) == doctest::Approx(1.0).epsilon(1e-5));
        }
    }
}
