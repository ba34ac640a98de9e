#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include "reference/effect_maps.h"
#include "tapestry/focal_plane_options.h"

using namespace tapestry;

TEST_CASE("a plane of focus goes through the point that it is sent through, however it is tilted") {
    constexpr int width = 800;
    constexpr int height = 400;
    constexpr unsigned seed = 3;
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto within = [&](double from, double to) {
        return from + (to - from) * static_cast<double>(random()) / 4294967295.0;
    };
    int sent = 0;
    for (int i = 0; i < 1000; ++i) {
        FocalPlaneOptions options;
        options.tilt_deg = static_cast<float>(within(-85.0, 85.0));
        options.swing_deg = static_cast<float>(within(-85.0, 85.0));
        options.vertical_field_of_view_deg = static_cast<float>(within(10.0, 90.0));
        options.radius_at_infinity = 0.2f;
        options.max_radius = 0.25f;
        const double x = within(0.0, width);
        const double y = within(0.0, height);
        const double distance_m = within(0.5, 50.0);
        CAPTURE(options.tilt_deg);
        CAPTURE(options.swing_deg);
        CAPTURE(distance_m);
        const double focus_m = focus_distance_through(options, x, y, distance_m, width, height);
        // Nearly beside the plane, blur is too small to be told from none.
        if (!std::isfinite(focus_m) || focus_m < 0.02 * distance_m) continue;
        options.focus_distance_m = static_cast<float>(focus_m);
        CHECK(effect_map_at(options, x, y, width, height, {distance_m, 0.0}).parameters.x == 0.0);
        CHECK(effect_map_at(options, x, y, width, height, {0.3 * distance_m, 0.0}).parameters.x > 0.0);
        ++sent;
    }
    CHECK(sent > 500);
}

TEST_CASE("in the middle the focus is the distance; behind the camera there is no plane") {
    FocalPlaneOptions options;
    options.tilt_deg = 80.0f;
    CHECK(focus_distance_through(options, 400.0, 200.0, 3.0, 800, 400) == doctest::Approx(3.0));
    // At the top of 45 degrees the ray and the plane part: 1 - tan 22.5 tan 80 = -1.35.
    CHECK(std::isinf(focus_distance_through(options, 400.0, 0.0, 3.0, 800, 400)));
    CHECK(focus_distance_through(options, 400.0, 400.0, 3.0, 800, 400) == doctest::Approx(3.0 * 3.3491));
}
