// Two hundred frames with everything at random: the GPU agrees with the references, tiles and regions change
// no bit.
#include <doctest/doctest.h>

#include <cmath>

#include "filter_runs.h"
#include "gl_pictures.h"
#include "random_frame.h"
#include "random_tables.h"
#include "sampler_precision.h"
#include "tolerances.h"

namespace tapestry::test {
namespace {

constexpr int configurations = 200;

struct ConfigurationFixture : GlFixture {
    Image apply(SparseFilter& filter, const SparseFilterFrame& frame, const Image& like) {
        if (Result<void> status = filter.apply(frame); !status) FAIL(status.error().message);
        return download(*this, frame.target.texture, like.width, like.height, frame.row0);
    }

    double share_of_tolerance(const RandomFrame& made, const Image& got, double fraction_error) {
        const Image expected = expected_picture(made);
        const double growth = gain(made.table);
        if (made.frame.precision == WorkPrecision::half)
            return share_of_half_tolerance(got, expected, local_range(made.light, reach_px(made)),
                                           fraction_error, growth);
        // Pictures are a fifth as large as those that float_tolerance is about, and twice as steep.
        const double tolerance =
            float_tolerance(made.table, 2.0 * fraction_error) + resolution_tolerance(made);
        return largest_difference(got, expected) / (tolerance * std::max(1.0, largest_number(made.light)));
    }

    /// How far from a pixel the frame may look: 6 px a layer, grown by a parameter of 1.3 * 1.5 times the
    /// last knot, and the way down and up.
    static int reach_px(const RandomFrame& made) {
        return static_cast<int>(made.table.layers()) * 18 + 4 * static_cast<int>(made.frame.resolution);
    }

    /// Where a filter is just larger than what the way down and up blurs, its size is the root of a
    /// difference of near numbers: 4 roundings of 2^-24 make 5e-4 of the size, which is at most 8 px there;
    /// knots are 1 to 5 px apart, so offsets of up to 6 px change by up to 6 times that, between reduced
    /// pixels that differ by half or less of the steps of the source's 1/8.
    static double resolution_tolerance(const RandomFrame& made) {
        if (made.frame.resolution == Resolution::full) return 0.0;
        return 5e-4 / 8.0 * gain(made.table);
    }

    void check_tiles(SparseFilter& filter, const RandomFrame& made, const Image& got) {
        SparseFilterFrame frame = made.frame;
        frame.tiles = false;
        CHECK(apply(filter, frame, got).pixels == got.pixels);
    }

    void check_region(SparseFilter& filter, const RandomFrame& made, const Image& got, std::mt19937& random) {
        const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
        SparseFilterFrame frame = made.frame;
        Region& region = frame.region;
        region.x = below(got.width);
        region.y = below(got.height);
        region.width = 1 + below(got.width - region.x);
        region.height = 1 + below(got.height - region.y);
        const Image before = rounded_to_half(value_noise(random, got.width, got.height, 1, 1.0));
        frame.target.texture = upload(*this, made.target_format, before, frame.row0);
        const Image after = apply(filter, frame, got);
        int wrong = 0;
        for (int y = 0; y < got.height; ++y) {
            for (int x = 0; x < got.width; ++x) {
                const bool inside = x >= region.x && x < region.x + region.width && y >= region.y &&
                                    y < region.y + region.height;
                if (after.at(x, y) != (inside ? got : before).at(x, y)) ++wrong;
            }
        }
        CHECK(wrong == 0);
    }
};

}  // namespace

TEST_CASE_FIXTURE(ConfigurationFixture, "two hundred random frames agree with the references") {
    const double fraction_error = sampler_fraction_error(*this);
    double worst = 0.0;
    for (unsigned i = 0; i < configurations; ++i) {
        const std::uint32_t seed = test_seed() + i;
        std::mt19937 random(seed);
        const RandomFrame made = random_frame(*this, random);
        INFO("seed " << seed << ": " << made.description);
        SparseFilter filter = make_filter(device, made.table);
        const Image got = apply(filter, made.frame, made.light);
        const double share = share_of_tolerance(made, got, fraction_error);
        CHECK(share <= 1.0);
        worst = std::max(worst, share);
        check_tiles(filter, made, got);
        check_region(filter, made, got, random);
    }
    MESSAGE("seeds " << test_seed() << " to " << test_seed() + configurations - 1 << ", "
                     << describe_fractions(fraction_error) << ", largest difference " << worst
                     << " of the tolerance");
}

}  // namespace tapestry::test
