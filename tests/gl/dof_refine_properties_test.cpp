// Estimated depth is made to agree with the picture.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

#include "dof_inside.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

struct RefineFixture : DofInside {
    static constexpr int width = 96, height = 80;
    std::mt19937 random{test_seed()};

    double between(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(random);
    }

    /// Signed CoC in px, as it is after.
    ParameterMap refined(const Image& light, const ParameterMap& coc_px) {
        DepthOfFieldOptions options = plain_options();
        options.depth_quality = DepthQuality::estimated;
        run(light, coc_px, options);
        const Image stored = read_whole(textures.refined);
        return map_of(width, height, [&](int x, int y) { return height * stored.at(x, y).r; });
    }

    /// A disk before something, of two lights that differ clearly.
    struct Disk {
        glm::dvec2 middle;
        double radius = 0.0;
        double coc_px = 0.0, coc_behind_px = 0.0;
        glm::dvec3 light, light_behind;

        /// Pixels from the edge, negative inside.
        double outside(double x, double y) const { return glm::length(glm::dvec2(x, y) - middle) - radius; }
    };
    Disk any_disk() {
        Disk disk;
        disk.middle = {between(38, 58), between(34, 46)};
        disk.radius = between(14, 22);
        disk.coc_px = between(-10, -1);
        disk.coc_behind_px = disk.coc_px + between(3, 12);
        disk.light = {between(0, 0.3), between(0, 0.3), between(0, 1)};
        disk.light_behind = {between(0.6, 2), between(0.6, 2), between(0, 1)};
        return disk;
    }

    /// Antialiased, with a little noise.
    Image picture_of_disk(const Disk& disk) {
        return picture_of(width, height, [&](int x, int y) {
            const double share = std::clamp(0.5 - disk.outside(x, y), 0.0, 1.0);
            return (1.0 + between(-0.03, 0.03)) * (share * disk.light + (1.0 - share) * disk.light_behind);
        });
    }

    /// Of the pixels that are farther from the edge than this: how many have not the depth of what they show.
    static double wrong_share(const Disk& disk, const ParameterMap& coc_px, double beside_px) {
        int all = 0, wrong = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) {
                const double outside = disk.outside(x, y);
                if (std::abs(outside) <= beside_px) continue;
                ++all;
                const double expected = outside < 0.0 ? disk.coc_px : disk.coc_behind_px;
                if (std::abs(coc_px.at(x, y).x - expected) > 0.5) ++wrong;
            }
        return static_cast<double>(wrong) / all;
    }
};

}  // namespace

TEST_CASE_FIXTURE(RefineFixture,
                  "depth whose edges lie beside the picture's, or are soft, takes the picture's") {
    INFO("seed " << test_seed());
    for (int round = 0; round < 12; ++round) {
        const Disk disk = any_disk();
        const bool is_soft = round % 2 == 0;
        Disk estimated = disk;
        const double angle = between(0, 6.28);
        if (!is_soft) estimated.middle += 3.0 * glm::dvec2(std::cos(angle), std::sin(angle));
        const double edge_px = is_soft ? 5.0 : 0.01;
        const ParameterMap coc = map_of(width, height, [&](int x, int y) {
            const double share = std::clamp(0.5 - estimated.outside(x, y) / edge_px, 0.0, 1.0);
            return share * disk.coc_px + (1.0 - share) * disk.coc_behind_px;
        });
        INFO("round " << round << (is_soft ? ", soft" : ", displaced") << ", CoC " << disk.coc_px
                      << " before " << disk.coc_behind_px);
        const double before = wrong_share(disk, coc, 1.0),
                     after = wrong_share(disk, refined(picture_of_disk(disk), coc), 1.0);
        CHECK(before > 0.004);
        CHECK(after < 0.25 * before);
    }
}

TEST_CASE_FIXTURE(RefineFixture, "specks and holes take the depth around them") {
    INFO("seed " << test_seed());
    const double coc_px = between(4, 8);
    ParameterMap coc(width, height, glm::dvec2(coc_px, 0.0));
    for (int speck = 0; speck < 10; ++speck) {
        const int left = 8 + 8 * speck, top = 10 + 6 * speck;
        const double value = speck % 2 == 0 ? std::numeric_limits<double>::quiet_NaN() : between(-9, 0);
        for (int y = top; y < top + 3; ++y)
            for (int x = left; x < left + 3; ++x) coc.at(x, y).x = value;
    }
    const Image light = value_noise(random, width, height, 30, 1.0);
    const ParameterMap got = refined(light, coc);
    for (const glm::dvec2& value : got.values) REQUIRE(std::abs(value.x - coc_px) < 0.01);
}

TEST_CASE_FIXTURE(RefineFixture, "where nothing is known all of it stays unknown") {
    const ParameterMap coc(width, height, glm::dvec2(std::numeric_limits<double>::quiet_NaN()));
    const ParameterMap got = refined(flat_picture(width, height, {0.5, 0.5, 0.5}), coc);
    CHECK(std::ranges::all_of(got.values, [](const glm::dvec2& value) { return std::isnan(value.x); }));
}

TEST_CASE_FIXTURE(RefineFixture, "slopes stay, and so does a step of one colour") {
    INFO("seed " << test_seed());
    const Image noise = value_noise(random, width, height, 12, 0.2);
    const ParameterMap slope =
        map_of(width, height, [&](int x, int y) { return round_to_half(-8.0 + 0.12 * x + 0.06 * y); });
    const ParameterMap after = refined(noise, slope);
    double worst = 0.0;
    for (std::size_t i = 0; i < slope.values.size(); ++i)
        worst = std::max(worst, std::abs(after.values[i].x - slope.values[i].x));
    CHECK(worst < 0.75);
    const ParameterMap step = map_of(width, height, [](int x, int) { return x < 48 ? -5.0 : 4.0; });
    const ParameterMap same = refined(flat_picture(width, height, {0.4, 0.6, 0.2}), step);
    for (std::size_t i = 0; i < step.values.size(); ++i)
        REQUIRE(std::abs(same.values[i].x - step.values[i].x) < 1e-4);
}

}  // namespace tapestry::test
