// What every effect promises, for each of them: the cascade over its map, bits that stay, masks, views.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>

#include "effect_subjects.h"
#include "filter_runs.h"
#include "pictures.h"
#include "sampler_precision.h"
#include "tapestry/cats_eye.h"
#include "tapestry/directional_motion_blur.h"
#include "tapestry/lens_psf.h"
#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/uniform_blur.h"
#include "tolerances.h"

namespace tapestry::test {
namespace {

struct EffectsFixture : EffectFixture {
    std::vector<Subject> subjects = every_effect(*this);

    Image applied(const Subject& subject, const EffectFrame& frame, float strength = 1.0f) {
        if (Result<void> status = subject.apply(frame, strength); !status) FAIL(status.error().message);
        return download(*this, frame.target.texture, width, height, frame.row0);
    }
};

}  // namespace

TEST_CASE_FIXTURE(EffectsFixture, "every effect is the cascade over its map") {
    const double fraction_error = sampler_fraction_error(*this);
    for (const Subject& subject : subjects) {
        for (const Resolution resolution : {Resolution::full, Resolution::half}) {
            INFO(subject.name << ", resolution " << static_cast<int>(resolution));
            const Image expected = subject.expected(source, resolution);
            CHECK(largest_difference(expected, source) > 0.01);
            for (const Row0 row0 : {Row0::bottom, Row0::top}) {
                // Angles of reduced pixels are those of the texture's first row of each, not the picture's.
                if (resolution != Resolution::full && row0 == Row0::bottom) continue;
                EffectFrame frame = float_frame(row0);
                frame.resolution = resolution;
                // Maps are computed in floats: parameters to 1e-4 of their largest number and angles to
                // 0.01 degrees move offsets of up to 20 px by 1e-2 px, of 1/16 contrast a px.
                CHECK(largest_difference(applied(subject, frame), expected) <=
                      float_tolerance(subject.table, fraction_error) + 2.0 * 1e-2 / 16.0);
            }
        }
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "strength 0 is the source's bits, at every resolution") {
    std::vector<std::uint8_t> bytes(width * height * 4);
    for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random());
    for (const Alpha alpha : {Alpha::straight, Alpha::premultiplied}) {
        EffectFrame frame;
        frame.source = {upload_bytes(*this, GL_RGBA8, width, height, bytes), Encoding::srgb, alpha};
        frame.target = {make_texture(*this, GL_RGBA8, width, height), Encoding::srgb, alpha};
        for (const Subject& subject : subjects) {
            for (const Resolution resolution : {Resolution::full, Resolution::half, Resolution::quarter}) {
                INFO(subject.name << ", resolution " << static_cast<int>(resolution));
                frame.resolution = resolution;
                REQUIRE(subject.apply(frame, 0.0f));
                CHECK(download_bytes(*this, frame.target.texture, width, height) == bytes);
            }
        }
    }
}

TEST_CASE_FIXTURE(EffectsFixture,
                  "a mask of 0 keeps the source's bits, 1 changes nothing, and NaN counts as 0") {
    ParameterMap mask(width, height, glm::dvec2(1.0));
    for (int y = 15; y < 35; ++y)
        for (int x = 20; x < 70; ++x) mask.at(x, y).x = x < 40 ? 0.0 : 0.5;
    mask.at(60, 30).x = mask.at(80, 50).x = std::numeric_limits<double>::quiet_NaN();
    for (const Subject& subject : subjects) {
        for (const Resolution resolution : {Resolution::full, Resolution::half}) {
            INFO(subject.name << ", resolution " << static_cast<int>(resolution));
            EffectFrame frame = float_frame(Row0::bottom);
            frame.resolution = resolution;
            const Image filtered = applied(subject, frame);
            frame.mask_texture = upload(*this, GL_R32F, mask, Row0::bottom);
            const Image masked = applied(subject, frame);
            double worst = 0.0;
            for (int y = 0; y < height; ++y)
                for (int x = 0; x < width; ++x) {
                    const double share = std::isnan(mask.at(x, y).x) ? 0.0 : mask.at(x, y).x;
                    if (share == 0.0) CHECK(masked.at(x, y) == source.at(x, y));
                    if (share == 1.0) CHECK(masked.at(x, y) == filtered.at(x, y));
                    const glm::dvec4 mixed = share * filtered.at(x, y) + (1.0 - share) * source.at(x, y);
                    worst = std::max(worst, std::abs(mixed.r - masked.at(x, y).r));
                }
            CHECK(worst < 1e-6);
        }
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "tiles change no bit of any effect") {
    for (const Subject& subject : subjects) {
        INFO(subject.name);
        EffectFrame frame = float_frame(Row0::top);
        const Image tiled = applied(subject, frame);
        frame.tiles = false;
        CHECK(largest_difference(applied(subject, frame), tiled) == 0.0);
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "the view of the map is black where pixels are copied") {
    for (const Subject& subject : subjects) {
        INFO(subject.name);
        EffectFrame frame = float_frame(Row0::top);
        frame.view = EffectView::parameters;
        const Image view = applied(subject, frame);
        const Image still = applied(subject, frame, 0.0f);
        double brightest = 0.0;
        for (const glm::dvec4& pixel : view.pixels) {
            CHECK(pixel.a == 1.0);
            brightest = std::max({brightest, pixel.r, pixel.g, pixel.b});
        }
        CHECK(brightest > 0.3);
        // The lens is switched off by its size, not by its parameter.
        if (subject.name != "lens") CHECK(largest_number(still) == 1.0);
    }
}

TEST_CASE_FIXTURE(EffectsFixture, "effects reject tables, masks and options that they cannot use, by name") {
    const TapTable disks = table_of({size_axis("radius_px")}, random);
    TapTable upright = disks;
    upright.turnable = false;
    TapTable stiff = table_of({size_axis("radius_px"), {"vignette", "", {0.0f, 0.3f}}}, random);
    stiff.turnable = false;
    CHECK(fails_with(RotationalBokeh::create(device, upright), "radius_px and angle_deg"));
    CHECK(fails_with(RadialMotionBlur::create(device, disks), "length_px and angle_deg"));
    CHECK(fails_with(DirectionalMotionBlur::create(device, disks), "length_px and angle_deg"));
    CHECK(fails_with(CatsEyeBokeh::create(device, disks), "radius_px and vignette"));
    CHECK(fails_with(CatsEyeBokeh::create(device, stiff), "turnable"));
    CHECK(fails_with(LensPsf::create(device, disks), "strength_waves"));
    CHECK(fails_with(UniformBlur::create(device, disks), "exactly one axis, sigma_px"));

    for (const Subject& subject : subjects) {
        INFO(subject.name);
        EffectFrame frame = float_frame(Row0::top);
        frame.mask_texture = frame.target.texture;
        CHECK(fails_with(subject.apply(frame, 1.0f), "mask: texture"));
        frame.mask_texture = make_texture(*this, GL_R8, width, height - 1);
        frame.mask_texture.region = {0, 0, width, height};
        CHECK(fails_with(subject.apply(frame, 1.0f), "mask: region: 100 x 60"));
        frame.mask_texture = 0;
        frame.view = static_cast<EffectView>(7);
        CHECK(fails_with(subject.apply(frame, 1.0f), "view: 7"));
        frame.view = EffectView::picture;
        frame.resolution = static_cast<Resolution>(3);
        CHECK(fails_with(subject.apply(frame, 1.0f), "resolution: 3"));
        frame.resolution = Resolution::full;
        frame.region = {0, 0, width + 1, 1};
        CHECK(fails_with(subject.apply(frame, 1.0f), "region"));
    }
}

}  // namespace tapestry::test
