// Two hundred frames with everything at random: the GPU agrees with the references, tiles change no bit,
// and regions are what is cut out.
#include <doctest/doctest.h>

#include <cmath>

#include "filter_runs.h"
#include "gl/device_state.h"
#include "gl_pictures.h"
#include "random_frame.h"
#include "random_tables.h"
#include "sampler_precision.h"
#include "tolerances.h"

namespace tapestry::test {
namespace {

constexpr unsigned usual_configurations = 120;

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
            float_tolerance(made.table, fraction_error, steepness(made.light), made.frame.resolution) +
            resolution_tolerance(made);
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

    /// All kinds of tiles in one dispatch and a dispatch for each: the one that the driver does not get.
    void check_kinds(SparseFilter& filter, const RandomFrame& made, const Image& got) {
        bool& takes_all_branches = device.state()->takes_all_branches;
        takes_all_branches = !takes_all_branches;
        CHECK(apply(filter, made.frame, got).pixels == got.pixels);
        takes_all_branches = !takes_all_branches;
    }

    /// The region's texels of a texture, bit by bit.
    GLuint cut_out(GLuint texture, int whole_height, const Region& region, Row0 row0) {
        if (texture == 0) return 0;
        GLint format = 0;
        gl.BindTexture(GL_TEXTURE_2D, texture);
        gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_INTERNAL_FORMAT, &format);
        gl.BindTexture(GL_TEXTURE_2D, 0);
        const GLuint cut = make_texture(*this, static_cast<GLenum>(format), region.width, region.height);
        const int row = row0 == Row0::top ? region.y : whole_height - region.y - region.height;
        gl.CopyImageSubData(texture, GL_TEXTURE_2D, 0, region.x, row, 0, cut, GL_TEXTURE_2D, 0, 0, 0, 0,
                            region.width, region.height, 1);
        return cut;
    }

    /// A region is a picture of its own: the bits of what is cut out, and nothing around it.
    void check_region(SparseFilter& filter, const RandomFrame& made, std::mt19937& random) {
        const auto below = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
        const int width = made.light.width, height = made.light.height;
        SparseFilterFrame frame = made.frame;
        Region& region = frame.region;
        region.x = below(width);
        region.y = below(height);
        region.width = 1 + below(width - region.x);
        region.height = 1 + below(height - region.y);
        const Image before = rounded_to_half(value_noise(random, width, height, 1, 1.0));
        frame.target.texture = upload(*this, made.target_format, before, frame.row0);
        device.release_transient();  // both in textures of their own size: places in larger ones are other
                                     // floats
        const Image after = apply(filter, frame, before);

        SparseFilterFrame alone = made.frame;
        alone.source.texture = cut_out(frame.source.texture, height, region, frame.row0);
        alone.parameter_texture = cut_out(frame.parameter_texture, height, region, frame.row0);
        alone.turn_texture = cut_out(frame.turn_texture, height, region, frame.row0);
        alone.target.texture = make_texture(*this, made.target_format, region.width, region.height);
        device.release_transient();
        const Image expected = apply(filter, alone, Image(region.width, region.height));
        int wrong = 0;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                const bool inside = x >= region.x && x < region.x + region.width && y >= region.y &&
                                    y < region.y + region.height;
                wrong +=
                    after.at(x, y) != (inside ? expected.at(x - region.x, y - region.y) : before.at(x, y));
            }
        }
        CHECK(wrong == 0);
    }
};

}  // namespace

TEST_CASE_FIXTURE(ConfigurationFixture, "random frames agree with the references") {
    const unsigned configurations = test_rounds(usual_configurations);
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
        if (i % 8 == 0) check_kinds(filter, made, got);  // programs of all kinds take long to compile
        check_region(filter, made, random);
    }
    MESSAGE("seeds " << test_seed() << " to " << test_seed() + configurations - 1 << ", "
                     << describe_fractions(fraction_error) << ", largest difference " << worst
                     << " of the tolerance");
}

}  // namespace tapestry::test
