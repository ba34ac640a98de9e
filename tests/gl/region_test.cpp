// A region is a picture of its own, in every effect: the bits of that rectangle cut out of all textures,
// whatever lies around it, and nothing around it is written.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <limits>

#include "effect_subjects.h"
#include "filter_runs.h"
#include "pictures.h"
#include "tapestry/cats_eye.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/lens_psf.h"
#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"
#include "tapestry/uniform_blur.h"

namespace tapestry::test {
namespace {

/// Every texture that some effect takes; of one size.
struct Textures {
    GLuint source = 0, target = 0, mask = 0, depth = 0, velocity = 0, size = 0, size_and_more = 0, turns = 0;
    GLuint layer = 0, layer_depth = 0, hidden = 0, hidden_depth = 0;
};

struct Draw {
    Textures textures;
    EffectFrame frame;  ///< source, target, row0, resolution, region and mask
};

struct Way {
    std::string name;
    std::function<Result<void>(const Draw&)> apply;
};

/// Numbers that would show if they were read.
double garbage(std::mt19937& random) {
    constexpr std::array<double, 6> all = {std::numeric_limits<double>::quiet_NaN(),
                                           std::numeric_limits<double>::infinity(),
                                           -std::numeric_limits<double>::infinity(),
                                           60000.0,
                                           -300.0,
                                           1e-3};
    return all[random() % all.size()];
}

struct RegionFixture : EffectFixture {
    int uniform(int least, int most) {
        return least + static_cast<int>(random() % static_cast<unsigned>(most - least + 1));
    }

    Region any_region(int whole_width, int whole_height) {
        Region region;
        region.x = uniform(0, whole_width - 1);
        region.y = uniform(0, whole_height - 1);
        region.width = uniform(1, whole_width - region.x);
        region.height = uniform(1, whole_height - region.y);
        return region;
    }

    static bool is_inside(const Region& region, int x, int y) {
        return x >= region.x && x < region.x + region.width && y >= region.y && y < region.y + region.height;
    }

    /// A picture with garbage around a region.
    Image surrounded(Image image, const Region& region) {
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x)
                if (!is_inside(region, x, y))
                    for (int channel = 0; channel < 4; ++channel) image.at(x, y)[channel] = garbage(random);
        return image;
    }
    ParameterMap surrounded(ParameterMap map, const Region& region) {
        for (int y = 0; y < map.height; ++y)
            for (int x = 0; x < map.width; ++x)
                if (!is_inside(region, x, y)) map.at(x, y) = {garbage(random), garbage(random)};
        return map;
    }

    /// Blocks of 0 and of numbers up to `most`, so that there are steps and tiles of every kind.
    ParameterMap blocks(int w, int h, double most) {
        ParameterMap map(w, h);
        const ParameterMap values = random_map(random, w, h, 0.0, most);
        for (int y = 0; y < h; ++y)
            for (int x = 0; x < w; ++x) {
                const glm::dvec2 value = values.at(x / 13 * 13, y / 9 * 9);
                map.at(x, y) = value.x < 0.4 * most ? glm::dvec2(0.0) : value;
            }
        return map;
    }

    Textures whole_textures(int w, int h, const Region& region, Row0 row0) {
        const auto picture = [&](double peak) {
            return upload(*this, GL_RGBA16F, surrounded(value_noise(random, w, h, 3, peak), region), row0);
        };
        const auto map = [&](GLenum format, const ParameterMap& values) {
            return upload(*this, format, surrounded(values, region), row0);
        };
        Textures textures;
        textures.source = picture(6.0);  // with lights to be drawn apart
        textures.layer = picture(0.7);
        textures.hidden = picture(1.0);
        textures.mask = map(GL_R16F, random_map(random, w, h, -0.3, 1.3));
        textures.depth = map(GL_R32F, blocks(w, h, 30.0));
        textures.layer_depth = map(GL_R32F, random_map(random, w, h, 0.5, 3.0));
        textures.hidden_depth = map(GL_R32F, random_map(random, w, h, 5.0, 40.0));
        textures.velocity = map(GL_RG16F, blocks(w, h, 12.0));
        textures.size = map(GL_R16F, blocks(w, h, 12.0));
        textures.size_and_more = map(GL_RG32F, blocks(w, h, 0.9));
        textures.turns = map(GL_R32F, random_map(random, w, h, -200.0, 200.0));
        return textures;
    }

    /// The region's texels of a texture, bit by bit.
    GLuint cut_out(GLuint texture, GLenum format, int whole_height, const Region& region, Row0 row0) {
        const GLuint cut = make_texture(*this, format, region.width, region.height);
        const int row = row0 == Row0::top ? region.y : whole_height - region.y - region.height;
        gl.CopyImageSubData(texture, GL_TEXTURE_2D, 0, region.x, row, 0, cut, GL_TEXTURE_2D, 0, 0, 0, 0,
                            region.width, region.height, 1);
        return cut;
    }

    Textures cut_out(const Textures& whole, int whole_height, const Region& region, Row0 row0) {
        const auto cut = [&](GLuint texture, GLenum format) {
            return cut_out(texture, format, whole_height, region, row0);
        };
        Textures textures;
        textures.source = cut(whole.source, GL_RGBA16F);
        textures.layer = cut(whole.layer, GL_RGBA16F);
        textures.hidden = cut(whole.hidden, GL_RGBA16F);
        textures.mask = cut(whole.mask, GL_R16F);
        textures.depth = cut(whole.depth, GL_R32F);
        textures.layer_depth = cut(whole.layer_depth, GL_R32F);
        textures.hidden_depth = cut(whole.hidden_depth, GL_R32F);
        textures.velocity = cut(whole.velocity, GL_RG16F);
        textures.size = cut(whole.size, GL_R16F);
        textures.size_and_more = cut(whole.size_and_more, GL_RG32F);
        textures.turns = cut(whole.turns, GL_R32F);
        textures.target = make_texture(*this, GL_RGBA16F, region.width, region.height);
        return textures;
    }

    template <class Effect, class Options>
    Way way(const char* name, const TapTable& table, const Options& options) {
        return {name, [=, effect = made<Effect>(table)](const Draw& draw) {
                    return effect->apply(draw.frame, options);
                }};
    }

    /// SparseFilter by textures or not, with its own turn, aspect and sizes in heights.
    Way filter_way(const char* name, const TapTable& table, bool is_mapped) {
        auto filter = std::make_shared<SparseFilter>(make_filter(device, table));
        return {name, [=](const Draw& draw) {
                    SparseFilterFrame frame;
                    frame.source = draw.frame.source;
                    frame.target = draw.frame.target;
                    frame.row0 = draw.frame.row0;
                    frame.resolution = draw.frame.resolution;
                    frame.region = draw.frame.region;
                    frame.mask_texture = draw.frame.mask_texture;
                    frame.tiles = draw.frame.tiles;
                    frame.turn_deg = 20.0f;
                    frame.aspect = 1.5f;
                    frame.parameter[0] = 0.1f;
                    frame.parameter[1] = 0.3f;
                    frame.size_unit = is_mapped ? SizeUnit::pixels : SizeUnit::picture_heights;
                    if (is_mapped) {
                        frame.parameter_texture =
                            table.axes.size() > 1 ? draw.textures.size_and_more : draw.textures.size;
                        frame.parameter_scale[0] = table.axes.size() > 1 ? 9.0f : 1.0f;
                        frame.turn_texture = draw.textures.turns;
                    }
                    return filter->apply(frame);
                }};
    }

    Way depth_of_field_way() {
        auto table = read_table(TAPESTRY_ASSETS "/tables/catseye_0-24_16x3_flat.tap");
        if (!table) FAIL(table.error().message);
        auto effect = DepthOfField::create(device, {.bokeh = *table});
        if (!effect) FAIL(effect.error().message);
        return {"depth of field",
                [effect = std::make_shared<DepthOfField>(std::move(*effect))](const Draw& draw) {
                    DepthOfFieldFrame frame;
                    frame.source = draw.frame.source;
                    frame.target = draw.frame.target;
                    frame.row0 = draw.frame.row0;
                    frame.region = draw.frame.region;
                    frame.mask_texture = draw.textures.mask;
                    frame.depth_texture = draw.textures.depth;
                    frame.depth.kind = DepthKind::metres;
                    frame.layer = {{draw.textures.layer, Encoding::linear, Alpha::straight},
                                   draw.textures.layer_depth};
                    frame.hidden = {{draw.textures.hidden, Encoding::linear, Alpha::straight},
                                    draw.textures.hidden_depth};
                    DepthOfFieldOptions options;
                    options.autofocus = {true, 0.3f, 0.6f, 0.0f};
                    options.near_limit = options.far_limit = 0.1f;
                    options.aspect = 0.75f;
                    return effect->apply(frame, options);
                }};
    }

    std::vector<Way> effects() {
        std::vector<Way> ways;
        const TapTable disks = table_of({size_axis("radius_px")}, random);
        const TapTable eyes =
            table_of({size_axis("radius_px"), {"vignette", "", {0.0f, 0.3f, 0.6f}}}, random);
        ways.push_back(filter_way("filter", disks, false));
        ways.push_back(filter_way("filter by a map", disks, true));
        ways.push_back(filter_way("filter by a map of two", eyes, true));
        ways.push_back(way<UniformBlur>("uniform blur", table_of({size_axis("sigma_px")}, random),
                                        UniformBlurOptions{0.06f, SigmaUnit::picture_heights, 0.5f}));
        TiltShiftOptions tilt;
        tilt.shape = SharpShape::ellipse;
        tilt.angle_deg = 25.0f;
        tilt.falloff_distance = 0.0f;  // a hard step, whose map is filled
        tilt.max_radius = 0.1f;
        ways.push_back(way<TiltShift>("tilt-shift", disks, tilt));
        for (const bool turned : {false, true}) {
            const TapTable lines = size_and_angle("length_px", turned, random);
            ways.push_back(way<RotationalBokeh>(turned ? "rotational bokeh, turned" : "rotational bokeh",
                                                size_and_angle("radius_px", turned, random),
                                                RotationalBokehOptions{0.4f, 0.5f, 0.1f, 1.0f}));
            ways.push_back(way<RadialMotionBlur>(turned ? "radial motion, turned" : "radial motion", lines,
                                                 RadialMotionBlurOptions{}));
            ways.push_back({turned ? "directional motion, turned" : "directional motion",
                            [effect = made<DirectionalMotionBlur>(lines)](const Draw& draw) {
                                return effect->apply(draw.frame, draw.textures.velocity, {});
                            }});
        }
        CatsEyeOptions eye;
        eye.radius = 0.1f;
        ways.push_back(way<CatsEyeBokeh>("cat's-eye", eyes, eye));
        LensPsfOptions lens;
        lens.size = 4.0f;
        ways.push_back(
            way<LensPsf>("lens", table_of({{"strength_waves", "waves", {0.0f, 0.2f, 0.4f}}}, random), lens));
        return ways;
    }

    /// Draws a region of larger textures and the same cut out of them, and compares.
    void check(const Way& way, const EffectFrame& like, int w, int h, const Region& region) {
        Draw whole;
        whole.frame = like;
        whole.textures = whole_textures(w, h, region, like.row0);
        const Image before = rounded_to_half(value_noise(random, w, h, 1, 1.0));
        whole.textures.target = upload(*this, GL_RGBA16F, before, like.row0);
        whole.frame.region = region;
        const auto use = [](Draw& draw, bool is_masked) {
            draw.frame.source = {draw.textures.source, Encoding::linear, Alpha::premultiplied};
            draw.frame.target = {draw.textures.target, Encoding::linear, Alpha::premultiplied};
            draw.frame.mask_texture = is_masked ? draw.textures.mask : 0;
        };
        const bool is_masked = random() % 2 == 0;
        use(whole, is_masked);
        Draw alone;
        alone.frame = like;
        alone.textures = cut_out(whole.textures, h, region, like.row0);
        use(alone, is_masked);
        INFO(way.name << ", " << region.width << " x " << region.height << " at (" << region.x << ", "
                      << region.y << ") of " << w << " x " << h << ", row 0 "
                      << (like.row0 == Row0::top ? "top" : "bottom") << ", resolution 1/"
                      << static_cast<int>(like.resolution) << (is_masked ? ", masked" : ""));
        // Both in textures of their own size: places in larger ones are other floats.
        for (const Draw* const draw : {&whole, &alone}) {
            device.release_transient();
            if (Result<void> status = way.apply(*draw); !status) FAIL(status.error().message);
        }
        const Image got = download(*this, whole.textures.target, w, h, like.row0);
        const Image expected = download(*this, alone.textures.target, region.width, region.height, like.row0);
        int wrong_inside = 0, wrong_outside = 0;
        for (int y = 0; y < h; ++y)
            for (int x = 0; x < w; ++x) {
                const bool inside = is_inside(region, x, y);
                const bool is_wrong =
                    got.at(x, y) != (inside ? expected.at(x - region.x, y - region.y) : before.at(x, y));
                (inside ? wrong_inside : wrong_outside) += is_wrong;
            }
        CHECK(wrong_inside == 0);
        CHECK(wrong_outside == 0);
    }
};

}  // namespace

TEST_CASE_FIXTURE(RegionFixture, "a region has the bits of what is cut out, in every effect") {
    const std::vector<Way> ways = effects();
    MESSAGE("seed " << test_seed());
    for (const Way& way : ways)
        for (int round = 0; round < 6; ++round) {
            EffectFrame like;
            like.row0 = round % 2 == 0 ? Row0::bottom : Row0::top;
            like.resolution = round == 4   ? Resolution::half
                              : round == 5 ? Resolution::quarter
                                           : Resolution::full;
            like.tiles = round != 3;
            like.view = round == 2 ? EffectView::parameters : EffectView::picture;
            const int w = uniform(20, 110), h = uniform(20, 80);
            check(way, like, w, h, any_region(w, h));
        }
}

TEST_CASE_FIXTURE(RegionFixture, "a region has the bits of what is cut out, in depth of field") {
    const Way way = depth_of_field_way();
    MESSAGE("seed " << test_seed());
    for (int round = 0; round < 4; ++round) {
        EffectFrame like;
        like.row0 = round % 2 == 0 ? Row0::bottom : Row0::top;
        const int w = uniform(20, 110), h = uniform(20, 80);
        check(way, like, w, h, any_region(w, h));
    }
}

TEST_CASE_FIXTURE(RegionFixture, "lengths are fractions of the region's height") {
    const Region region{30, 10, 60, 24};
    const TapTable gaussians = table_of({size_axis("sigma_px")}, random);
    auto effect = made<UniformBlur>(gaussians);
    EffectFrame frame = float_frame(Row0::top);
    frame.region = region;
    const auto drawn = [&](const UniformBlurOptions& options) {
        if (Result<void> status = effect->apply(frame, options); !status) FAIL(status.error().message);
        return download(*this, frame.target.texture, width, height, Row0::top);
    };
    // 0.05 of 24 rows; of the texture's 60 rows it would be 3 px.
    const Image in_heights = drawn({0.05f, SigmaUnit::picture_heights, 1.0f});
    CHECK(largest_difference(in_heights, drawn({1.2f, SigmaUnit::pixels, 1.0f})) < 1e-5);
    // And no sigma is larger than a tenth of the height.
    const Image largest = drawn({3.0f, SigmaUnit::pixels, 1.0f});
    CHECK(largest_difference(in_heights, largest) > 1e-3);
    CHECK(largest_difference(largest, drawn({2.4f, SigmaUnit::pixels, 1.0f})) == 0.0);
}

}  // namespace tapestry::test
