#include "scene/depth_photo.h"

#include <doctest/doctest.h>

#include <limits>

#include "core/temporary_folder.h"
#include "gl/gl_fixture.h"
#include "offline/io/exr_file.h"
#include "offline/io/image_file.h"

using namespace tapestry;
using namespace tapestry::demo;
using tapestry::test::fails_with;

namespace {

/// A picture of three pixels and its depth in every format.
struct Pair {
    Pair() {
        REQUIRE(offline::write_png8(color, {3, 1, {255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255}}));
        depth = {3, 1, {0.0, 0.25, 1.0}};
        REQUIRE(offline::write_grey_png(folder.path() / "depth.png", depth, 16));
        REQUIRE(offline::write_pfm(folder.path() / "depth.pfm", depth));
        Image grey(3, 1);
        for (int x = 0; x < 3; ++x) grey.at(x, 0) = glm::dvec4(depth.values[static_cast<std::size_t>(x)]);
        REQUIRE(offline::write_exr(folder.path() / "depth.exr", grey, offline::ExrDepth::single));
    }

    test::TemporaryFolder folder;
    std::filesystem::path color = folder.path() / "color.png";
    GreyPicture depth;
};

}  // namespace

TEST_CASE("Disparity, linear depth and metres come to the same distances from PNG, PFM and EXR") {
    const Pair pair;
    for (const char* name : {"depth.png", "depth.pfm", "depth.exr"}) {
        CAPTURE(name);
        const auto read = [&](DepthPictureKind kind) {
            const auto photo =
                read_depth_photo(pair.color, pair.folder.path() / name,
                                 {.kind = kind, .metres_per_unit = 8.0, .near_m = 1.0, .far_m = 5.0});
            REQUIRE_MESSAGE(photo, photo.error().message);
            return photo->distance_m;
        };
        const auto disparity = read(DepthPictureKind::disparity);
        CHECK(disparity[0] == doctest::Approx(5.0));
        CHECK(disparity[1] == doctest::Approx(1.0 / (0.75 / 5.0 + 0.25)).epsilon(1e-4));
        CHECK(disparity[2] == doctest::Approx(1.0));
        const auto linear = read(DepthPictureKind::linear);
        CHECK(linear[1] == doctest::Approx(2.0).epsilon(1e-4));
        const auto metres = read(DepthPictureKind::metres);
        CHECK(metres[0] == doctest::Approx(5.0));  // no positive distance: far
        CHECK(metres[1] == doctest::Approx(2.0).epsilon(1e-4));
        CHECK(metres[2] == doctest::Approx(8.0));
    }
    const auto photo = read_depth_photo(pair.color, pair.folder.path() / "depth.png", {});
    REQUIRE(photo);
    CHECK(photo->color.at(0, 0) == glm::dvec4(1, 0, 0, 1));
}

TEST_CASE("Pairs that do not fit and options that make no sense are refused by name") {
    const Pair pair;
    const auto depth = pair.folder.path() / "depth.png";
    const auto wide = pair.folder.path() / "wide.png";
    REQUIRE(offline::write_grey_png(wide, {4, 1, {0, 0, 0, 0}}, 16));
    CHECK(fails_with(read_depth_photo(pair.color, wide, {}), "4 x 1 pixels"));
    CHECK(fails_with(read_depth_photo(pair.color, "/no/depth.png", {}), "/no/depth.png"));
    CHECK(fails_with(read_depth_photo("/no/color.png", depth, {}), "/no/color.png"));
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(fails_with(read_depth_photo(pair.color, depth, {.near_m = nan}), "near_m"));
    CHECK(fails_with(read_depth_photo(pair.color, depth, {.far_m = 0.1}), "far_m"));
    CHECK(fails_with(read_depth_photo(pair.color, depth, {.metres_per_unit = -1.0}), "metres_per_unit"));
}
