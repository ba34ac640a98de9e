#include "scene/lens_camera.h"

#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <numbers>
#include <random>

#include "scene/lens_samples.h"
#include "tapestry/depth_of_field_options.h"

using namespace tapestry;
using namespace tapestry::demo;

namespace {

class RandomCamera {
  public:
    explicit RandomCamera(unsigned seed) : random_(seed) {
        camera.pose.eye_m = {uniform(-3, 3), uniform(-3, 3), uniform(-3, 3)};
        camera.pose.target_m = camera.pose.eye_m + glm::dvec3(uniform(-1, 1), uniform(-0.5, 0.5), -1.0);
        camera.planes = {uniform(0.05, 0.2), uniform(50, 500)};
        camera.lens.focal_length_mm = static_cast<float>(uniform(20, 120));
        camera.lens.focus_distance_m = static_cast<float>(uniform(0.4, 8));
        camera.lens.f_number = static_cast<float>(uniform(1, 8));
        size = {64 + static_cast<int>(uniform(0, 600)), 64 + static_cast<int>(uniform(0, 600))};
    }

    double uniform(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random_);
    }

    /// A point at a distance along the view that the picture shows.
    glm::dvec3 point_at(double distance_m) {
        const glm::dvec3 forward = glm::normalize(camera.pose.target_m - camera.pose.eye_m);
        const glm::dvec3 right = glm::normalize(glm::cross(forward, camera.pose.up));
        const glm::dvec3 up = glm::cross(right, forward);
        return camera.pose.eye_m +
               distance_m * (forward + uniform(-0.2, 0.2) * right + uniform(-0.2, 0.2) * up);
    }

    /// Pixels, x right and y down, row 0 on top; z: what the depth buffer gets.
    glm::dvec3 pixel_of(const glm::dvec3& point, const LensSample& sample) const {
        const glm::dvec4 clip = view_projection(camera, sample, size) * glm::dvec4(point, 1.0);
        const glm::dvec3 unit = glm::dvec3(clip) / clip.w;
        return {(0.5 + 0.5 * unit.x) * size.width, (0.5 - 0.5 * unit.y) * size.height, 0.5 + 0.5 * unit.z};
    }

    LensCamera camera;
    PictureSize size;

  private:
    std::mt19937 random_;
};

}  // namespace

TEST_CASE("A point in the plane of focus stays on its pixel from everywhere on the lens") {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        CAPTURE(seed);
        RandomCamera scene(seed);
        const glm::dvec3 point = scene.point_at(static_cast<double>(scene.camera.lens.focus_distance_m));
        const glm::dvec3 middle = scene.pixel_of(point, {});
        const LensSample sample{{scene.uniform(-1, 1), scene.uniform(-1, 1)}, {0.0, 0.0}};
        const glm::dvec3 seen = scene.pixel_of(point, sample);
        CHECK(std::hypot(seen.x - middle.x, seen.y - middle.y) < 1e-8);
    }
}

TEST_CASE("Other points move by the aperture's point times their circle of confusion, far ones upright") {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        CAPTURE(seed);
        RandomCamera scene(seed);
        const double distance = scene.uniform(0.3, 20.0);
        const glm::dvec3 point = scene.point_at(distance);
        const LensSample sample{{scene.uniform(-1, 1), scene.uniform(-1, 1)}, {0.0, 0.0}};
        const double coc = signed_coc_px(scene.camera, distance, scene.size.height);
        const glm::dvec3 moved = scene.pixel_of(point, sample) - scene.pixel_of(point, {});
        CHECK(moved.x == doctest::Approx(coc * sample.aperture_point.x).epsilon(1e-7));
        CHECK(moved.y == doctest::Approx(coc * sample.aperture_point.y).epsilon(1e-7));
    }
}

TEST_CASE("Circles of confusion are those of the effect") {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        CAPTURE(seed);
        RandomCamera scene(seed);
        const double distance = scene.uniform(0.3, 20.0);
        DepthOfFieldOptions options;
        options.lens = scene.camera.lens;
        options.near_limit = options.far_limit = 1e6f;
        // The effect counts in float from here and there: its distances are exact to 1e-7 of the focus'.
        CHECK(signed_coc_px(scene.camera, distance, scene.size.height) ==
              doctest::Approx(tapestry::signed_coc_px(options, distance, scene.size.height)).epsilon(1e-4));
    }
}

TEST_CASE("With a tilted plane of focus, circles of confusion are those of the effect that tilts it") {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        RandomCamera scene(seed);
        DepthOfFieldOptions options;
        options.lens = scene.camera.lens;
        options.tilt_deg = static_cast<float>(scene.uniform(-80.0, 80.0));
        options.swing_deg = static_cast<float>(scene.uniform(-80.0, 80.0));
        options.near_limit = options.far_limit = 1e6f;
        scene.camera.tilt_focus(static_cast<double>(options.tilt_deg),
                                static_cast<double>(options.swing_deg));

        const LensSample sample{{scene.uniform(-1, 1), scene.uniform(-1, 1)}, {0.0, 0.0}};
        const double distance = scene.uniform(0.3, 20.0);
        const glm::dvec3 point = scene.point_at(distance);
        const glm::dvec3 middle = scene.pixel_of(point, {});
        const glm::dvec3 moved = scene.pixel_of(point, sample) - middle;
        const double nearness =
            nearness_of_focus(options, middle.x, middle.y, scene.size.width, scene.size.height);
        CHECK(nearness - 1.0 ==
              doctest::Approx(
                  glm::dot(glm::dvec2(middle) - 0.5 * glm::dvec2(scene.size.width, scene.size.height),
                           plane_slope_of_px(scene.camera, scene.size)))
                  .epsilon(1e-4));
        const double coc = tapestry::signed_coc_px(options, distance, scene.size.height, nearness);
        CHECK(moved.x == doctest::Approx(coc * sample.aperture_point.x).epsilon(1e-3));
        CHECK(moved.y == doctest::Approx(coc * sample.aperture_point.y).epsilon(1e-3));
    }
}

TEST_CASE("Depth is what the convention says") {
    for (unsigned seed = 1; seed <= 50; ++seed) {
        CAPTURE(seed);
        RandomCamera scene(seed);
        const double distance = scene.uniform(0.3, 40.0);
        const double stored = scene.pixel_of(scene.point_at(distance), {}).z;
        CHECK(view_distance_m(depth_convention(scene.camera), stored) ==
              doctest::Approx(distance).epsilon(1e-4));
    }
}

TEST_CASE("A sample's place in its pixel moves the picture the other way") {
    RandomCamera scene(7);
    const glm::dvec3 point = scene.point_at(2.0);
    const glm::dvec3 moved = scene.pixel_of(point, {{0.0, 0.0}, {0.25, -0.5}}) - scene.pixel_of(point, {});
    CHECK(moved.x == doctest::Approx(-0.25));
    CHECK(moved.y == doctest::Approx(0.5));
}
