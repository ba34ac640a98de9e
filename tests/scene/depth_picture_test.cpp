#include "scene/depth_picture.h"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "core/temporary_folder.h"
#include "offline/io/exr_file.h"
#include "offline/io/image_file.h"
#include "scene/guided_enlargement.h"

using namespace tapestry;
using namespace tapestry::demo;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

/// A depth of three pixels in every format.
struct Files {
    Files() {
        depth = {3, 1, {0.0, 0.25, 1.0}};
        REQUIRE(offline::write_grey_png(folder.path() / "depth.png", depth, 16));
        REQUIRE(offline::write_pfm(folder.path() / "depth.pfm", depth));
        Image grey(3, 1);
        for (int x = 0; x < 3; ++x) grey.at(x, 0) = glm::dvec4(depth.values[static_cast<std::size_t>(x)]);
        for (int x = 0; x < 3; ++x) grey.at(x, 0).g = grey.at(x, 0).b = 0.5;
        REQUIRE(offline::write_exr(folder.path() / "colors.exr", grey, offline::ExrDepth::single));
    }

    test::TemporaryFolder folder;
    GreyPicture depth;
};

std::vector<double> distances(const DepthNumbers& numbers, const DepthPictureOptions& options) {
    std::vector<double> all;
    for (const double number : usable_numbers(numbers, options).values)
        all.push_back(depth_distance_m(number, options));
    return all;
}

DepthNumbers floats(int width, int height, std::vector<double> values) {
    return {{width, height, std::move(values)}, 0.0, false, false};
}

DepthNumbers words(int width, int height, std::vector<double> values) {
    return {{width, height, std::move(values)}, 65535.0, false, false};
}

void check_near(const std::vector<double>& got, const std::vector<double>& wanted) {
    REQUIRE(got.size() == wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
        CAPTURE(i);
        CHECK(got[i] == doctest::Approx(wanted[i]).epsilon(1e-4));
    }
}

}  // namespace

TEST_CASE("Disparity, linear depth and metres come to the same distances from PNG and PFM") {
    const Files files;
    for (const char* name : {"depth.png", "depth.pfm"}) {
        CAPTURE(name);
        const auto numbers = read_depth_numbers(files.folder.path() / name);
        REQUIRE(numbers);
        DepthPictureOptions options{
            .kind = DepthPictureKind::disparity, .metres_per_unit = 8.0, .near_m = 1.0, .far_m = 5.0};
        check_near(distances(*numbers, options), {5.0, 1.0 / (0.75 / 5.0 + 0.25), 1.0});
        options.kind = DepthPictureKind::linear;
        check_near(distances(*numbers, options), {1.0, 2.0, 5.0});
        options.kind = DepthPictureKind::metres;
        // 0 is no distance: what is beside it is the best guess.
        check_near(distances(*numbers, options), {2.0, 2.0, 8.0});
        options.kind = DepthPictureKind::inverse;
        check_near(distances(*numbers, options), {32.0, 32.0, 8.0});
    }
    // A red of colours is no depth.
    CHECK_FALSE(read_depth_numbers(files.folder.path() / "colors.exr"));
    CHECK(read_depth_numbers("/no/depth.png").error().message.starts_with("/no/depth.png: "));
}

TEST_CASE("Millimetres are whole numbers of a file, or floats") {
    const DepthPictureOptions options{.kind = DepthPictureKind::millimetres};
    check_near(distances(words(2, 1, {1500.0 / 65535.0, 65535.0 / 65535.0}), options), {1.5, 65.535});
    check_near(distances(floats(2, 1, {1500.0, 250.0}), options), {1.5, 0.25});
}

TEST_CASE("Numbers that run the other way are turned") {
    DepthPictureOptions options{.kind = DepthPictureKind::metres, .flipped = true};
    check_near(distances(floats(2, 1, {-2.0, -7.0}), options), {2.0, 7.0});
    options = {.kind = DepthPictureKind::disparity, .near_m = 1.0, .far_m = 5.0, .flipped = true};
    check_near(distances(words(2, 1, {0.0, 1.0}), options), {1.0, 5.0});
    options.kind = DepthPictureKind::linear;
    check_near(distances(words(2, 1, {0.0, 1.0}), options), {5.0, 1.0});
}

TEST_CASE("Disparities in pixels, as stereo has them, are spread from far to near") {
    const DepthPictureOptions options{.kind = DepthPictureKind::disparity, .near_m = 1.0, .far_m = 5.0};
    check_near(distances(floats(4, 1, {10.0, 110.0, infinity, 60.0}), options),
               {5.0, 1.0, 1.0 / (0.5 / 5.0 + 0.5), 1.0 / (0.5 / 5.0 + 0.5)});
}

TEST_CASE("What is unknown is as far as the farthest of what is around it") {
    const DepthPictureOptions metres{.kind = DepthPictureKind::metres, .far_m = 33.0};
    for (const double hole : {none, infinity, -infinity, 0.0, -1.0}) {
        CAPTURE(hole);
        check_near(distances(floats(3, 3, {9, 2, 9, 3, hole, 4, 9, 5, 9}), metres),
                   {9, 2, 9, 3, 5, 4, 9, 5, 9});
        // A corner that sees nothing known but by way of others.
        check_near(distances(floats(2, 2, {6, hole, hole, hole}), metres), {6, 6, 6, 6});
        check_near(distances(floats(2, 1, {hole, hole}), metres), {33, 33});
    }
    const DepthPictureOptions inverse{.kind = DepthPictureKind::inverse};
    check_near(distances(floats(3, 1, {0.5, none, 0.25}), inverse), {2, 4, 4});
}

TEST_CASE("Numbers that cannot be what they are said to be are warned of") {
    const DepthPictureOptions metres{.kind = DepthPictureKind::metres};
    const auto warning = [&](std::vector<double> values, const DepthPictureOptions& options) {
        const int width = static_cast<int>(values.size());
        return depth_warning(floats(width, 1, std::move(values)), options);
    };
    CHECK(warning({1.0, 5.0, 9.0}, metres) == "");
    CHECK(warning({1.0, 5.0, 1e10}, metres) == "");
    CHECK(warning({2100.0, 4200.0, 3000.0}, metres).find("millimetres") != std::string::npos);
    CHECK(warning({0.1, 0.5, 0.9}, metres).find("disparity") != std::string::npos);
    CHECK(warning({-1.0, -5.0, -9.0}, metres).find("--depth-flip") != std::string::npos);
    CHECK(warning({-1.0, -5.0, -9.0}, {.kind = DepthPictureKind::metres, .flipped = true}) == "");
    CHECK(warning({none, none}, metres).find("no distance") != std::string::npos);
    CHECK(warning({0.1, 0.5}, {.kind = DepthPictureKind::disparity}) == "");
    CHECK(depth_warning(words(2, 1, {0.02, 0.03}), {.kind = DepthPictureKind::millimetres}) == "");
}

TEST_CASE("Options that make no sense are refused by name") {
    const auto refuses = [](const DepthPictureOptions& options, const char* name) {
        const auto status = check(options);
        return !status && status.error().message.find(name) != std::string::npos;
    };
    CHECK(refuses({.near_m = none}, "near_m"));
    CHECK(refuses({.far_m = 0.1}, "far_m"));
    CHECK(refuses({.metres_per_unit = -1.0}, "metres_per_unit"));
}

TEST_CASE("A depth is turned with its photograph, unless it is upright already") {
    const auto turned = [](DepthNumbers numbers, int orientation, int width, int height) {
        turn_with_photo(numbers, orientation, width, height);
        return numbers.picture;
    };
    // Stored as the photograph was: its right side on top.
    const DepthNumbers stored = floats(3, 2, {1, 2, 3, 4, 5, 6});
    CHECK(turned(stored, 6, 200, 300).values == std::vector<double>{4, 1, 5, 2, 6, 3});
    CHECK(turned(stored, 8, 200, 300).values == std::vector<double>{3, 6, 2, 5, 1, 4});
    const DepthNumbers upright = floats(2, 3, {4, 1, 5, 2, 6, 3});
    CHECK(turned(upright, 6, 200, 300).values == upright.picture.values);
    DepthNumbers said = stored;
    said.is_turned = true;
    CHECK(turned(said, 6, 300, 200).values == stored.picture.values);
    DepthNumbers embedded = stored;
    embedded.follows_photo = true;
    CHECK(turned(embedded, 3, 300, 200).values == std::vector<double>{6, 5, 4, 3, 2, 1});
}

TEST_CASE("A small depth is enlarged along the picture's edges, never mixed over them") {
    // A wall at 2 m before one at 8 m, whose edge runs within the depth's cells.
    constexpr int width = 120, height = 60, edge = 51;
    std::mt19937 random(20261201);
    std::normal_distribution<float> noise(0.0f, 0.01f);
    offline::LinearPicture picture{width, height, {}};
    for (int i = 0; i < width * height; ++i) {
        const float light = i % width < edge ? 0.7f : 0.2f;
        for (int c = 0; c < 3; ++c) picture.rgba.push_back(light + noise(random));
        picture.rgba.push_back(1.0f);
    }
    for (const int factor : {2, 3, 4, 6}) {
        CAPTURE(factor);
        GreyPicture small{width / factor, height / factor, {}};
        for (int i = 0; i < small.width * small.height; ++i)
            small.values.push_back((i % small.width + 0.5) * factor < edge ? 2.0 : 8.0);
        const auto large = enlarged(small, guide_of(picture));
        REQUIRE(large.size() == static_cast<std::size_t>(width * height));
        int wrong = 0;
        for (int i = 0; i < width * height; ++i) {
            const float number = large[static_cast<std::size_t>(i)];
            CHECK((number == doctest::Approx(2.0) || number == doctest::Approx(8.0)));
            wrong += (number < 5.0f) != (i % width < edge);
        }
        // Nearest cells alone are wrong in as many columns as the edge is off their borders.
        CHECK(wrong <= height / 10);
    }
}

TEST_CASE("A slope stays a slope when it is enlarged") {
    constexpr int width = 160, height = 40, factor = 8;
    offline::LinearPicture picture{width, height, std::vector<float>(4 * width * height, 0.5f)};
    GreyPicture small{width / factor, height / factor, {}};
    for (int i = 0; i < small.width * small.height; ++i)
        small.values.push_back(10.0 + (i % small.width) * 0.1);
    const auto large = enlarged(small, guide_of(picture));
    for (int x = 2 * factor; x < width - 2 * factor; ++x) {
        const double wanted = 10.0 + ((x + 0.5) / factor - 0.5) * 0.1;
        CHECK(std::abs(static_cast<double>(large[static_cast<std::size_t>(20 * width + x)]) - wanted) < 0.06);
    }
}
