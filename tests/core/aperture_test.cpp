// What DepthOfField derives from an aperture: its reach, and the few reads of the slice in focus.
#include <doctest/doctest.h>

#include <cmath>
#include <string>

#include "core/aperture_distances.h"
#include "core/focus_taps.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

TapTable shipped_table(const char* name) {
    auto table = read_table(std::string(TAPESTRY_ASSETS "/tables/") + name);
    if (!table) FAIL(table.error().message);
    return std::move(*table);
}

/// Open where a function of the place, [-1, 1] on both axes, says so.
template <class IsOpen>
ApertureMask mask_of(const IsOpen& is_open) {
    ApertureMask mask;
    mask.size = 128;
    for (int y = 0; y < mask.size; ++y)
        for (int x = 0; x < mask.size; ++x)
            mask.values.push_back(
                is_open((2.0 * x + 1.0) / mask.size - 1.0, (2.0 * y + 1.0) / mask.size - 1.0) ? 1.0f : 0.0f);
    return mask;
}

constexpr double largest_px = 3.0;

}  // namespace

TEST_CASE("an aperture's variance is its shape's") {
    // A disk's per axis is r^2 / 4, that of a hexagon of circumradius r is 5 r^2 / 24.
    CHECK(make_focus_taps(shipped_table("disk_0-24_16x3_flat.tap"), largest_px).variance ==
          doctest::Approx(0.25).epsilon(0.01));
    CHECK(make_focus_taps(shipped_table("hexagon_0-24_16x3_flat.tap"), largest_px).variance ==
          doctest::Approx(5.0 / 24.0).epsilon(0.01));
}

TEST_CASE(
    "the reads in focus blur as much as the aperture, at every radius above what they blur by themselves") {
    for (const char* const name :
         {"disk_0-24_16x3_flat.tap", "hexagon_0-24_16x3_flat.tap", "heart_0-24_16x3_flat.tap"}) {
        const FocusTaps taps = make_focus_taps(shipped_table(name), largest_px);
        double weight = 0.0;
        for (const BlendedTap& tap : taps.taps) weight += tap.weight;
        CHECK(weight == doctest::Approx(1.0));
        for (int i = focus_scale_count / 3; i <= focus_scale_count; ++i) {
            const double radius_px = largest_px * i / focus_scale_count;
            INFO(name << " at " << radius_px << " px");
            CHECK(focus_variance_px2(taps, taps.scales[static_cast<std::size_t>(i)]) ==
                  doctest::Approx(taps.variance * radius_px * radius_px).epsilon(0.01));
        }
    }
}

TEST_CASE("no place of an aperture is beyond its reach, and some are near it") {
    const double cell =
        2.0 * aperture_bound / aperture_distances(mask_of([](double, double) { return true; })).size;
    const auto reach_of = [](const auto& is_open) { return aperture_distances(mask_of(is_open)).reach; };
    const auto check = [&](double reach, double farthest) {
        CHECK(reach >= farthest - 0.01);
        CHECK(reach <= farthest + 2.0 * cell + 0.01);
    };
    check(reach_of([](double x, double y) { return std::hypot(x, y) < 1.0; }), 1.0);
    check(reach_of([](double x, double y) { return std::hypot(x, y) < 0.6; }), 0.6);
    check(reach_of([](double, double) { return true; }), std::sqrt(2.0));
}

}  // namespace tapestry::test
