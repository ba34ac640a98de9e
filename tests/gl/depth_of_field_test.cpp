// What DepthOfField promises: what is sharp is left alone, what is broken is refused or mended, and every way
// to say where things are says the same.
#include "tapestry/depth_of_field.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "gl_pictures.h"
#include "pictures.h"
#include "random_tables.h"
#include "tapestry/half.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

constexpr int view_width = 96;
constexpr int view_height = 64;
constexpr float infinity = std::numeric_limits<float>::infinity();
constexpr float nan = std::numeric_limits<float>::quiet_NaN();

TapTable disk_table() {
    auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_12x3_flat.tap");
    if (!table) FAIL(table.error().message);
    return std::move(*table);
}

struct DepthOfFieldFixture : GlFixture {
    DepthOfField effect = make_effect(disk_table());
    std::mt19937 random{test_seed()};
    Image source = opaque_noise();

    DepthOfField make_effect(const TapTable& table) {
        auto made = DepthOfField::create(device, {table, {}});
        if (!made) FAIL(made.error().message);
        return std::move(*made);
    }

    Image opaque_noise() {
        Image image = value_noise(random, view_width, view_height, 8, 1.0);
        for (glm::dvec4& pixel : image.pixels) pixel.a = 1.0;
        return rounded_to_half(image);
    }

    /// Metres: a thing at 2 m before a wall at 12 m, and a ramp between them.
    static ParameterMap distances() {
        ParameterMap map(view_width, view_height);
        for (int y = 0; y < view_height; ++y)
            for (int x = 0; x < view_width; ++x)
                map.at(x, y).x = x < 24 ? 2.0 : x < 60 ? 2.0 + (x - 24) * 0.2 : 12.0;
        return map;
    }

    /// A lens that focuses on 4 m and shows the wall with 6 px.
    static DepthOfFieldOptions options() {
        DepthOfFieldOptions options;
        options.lens.focus_distance_m = 4.0f;
        options.lens.f_number = 0.9f;
        options.lens.focal_length_mm = 100.0f;
        options.near_limit = options.far_limit = 0.15f;
        return options;
    }

    DepthOfFieldFrame frame(const ParameterMap& depth, GLenum format = GL_RGBA16F) {
        DepthOfFieldFrame frame;
        frame.source = {upload(*this, format, source, Row0::top), Encoding::linear, Alpha::opaque};
        frame.target = {make_texture(*this, format, view_width, view_height), Encoding::linear,
                        Alpha::opaque};
        frame.row0 = Row0::top;
        frame.depth_texture = upload(*this, GL_R32F, depth, Row0::top);
        frame.depth.kind = DepthKind::metres;
        return frame;
    }

    Image apply(const DepthOfFieldFrame& frame, const DepthOfFieldOptions& options) {
        const Result<void> status = effect.apply(frame, options);
        if (!status) FAIL(status.error().message);
        return download(*this, frame.target.texture, view_width, view_height, Row0::top);
    }
};

bool is_finite(const Image& image) {
    return std::ranges::all_of(image.pixels, [](const glm::dvec4& pixel) {
        return std::isfinite(pixel.r) && std::isfinite(pixel.g) && std::isfinite(pixel.b);
    });
}

}  // namespace

TEST_CASE_FIXTURE(DepthOfFieldFixture, "a frame in focus comes out bit for bit") {
    for (const GLenum format : {GL_RGBA8, GL_RGBA16F, GL_RGBA32F}) {
        const DepthOfFieldFrame sharp = frame(ParameterMap(view_width, view_height, glm::dvec2(4.0)), format);
        apply(sharp, options());
        CHECK(download_floats(*this, sharp.target.texture, view_width, view_height) ==
              download_floats(*this, sharp.source.texture, view_width, view_height));
    }
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "what is in focus beside blurred things keeps its bits") {
    ParameterMap depth(view_width, view_height, glm::dvec2(4.0));
    for (int y = 0; y < view_height; ++y)
        for (int x = 60; x < view_width; ++x) depth.at(x, y).x = 50.0;
    const Image result = apply(frame(depth), options());
    for (int y = 0; y < view_height; ++y)
        for (int x = 0; x < 58; ++x) REQUIRE(result.at(x, y) == source.at(x, y));
    CHECK(result.at(90, 30) != source.at(90, 30));
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "a picture of one colour keeps it") {
    for (glm::dvec4& pixel : source.pixels) pixel = {0.5, 0.25, 0.75, 1.0};
    const Image result = apply(frame(distances()), options());
    // Halves are 2^-11 apart there, and each of about six passes rounds.
    CHECK(largest_difference(result, source) < 6.0 / 2048.0);
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "every convention of depth says the same") {
    const ParameterMap metres = distances();
    const Image expected = apply(frame(metres), options());
    CHECK(largest_difference(expected, source) > 0.05);
    const auto stored = [&](const DepthConvention& depth, double z) {
        const double near_m = depth.near_m, far_m = depth.far_m;
        double position = depth.kind == DepthKind::orthographic
                              ? (z - near_m) / (far_m - near_m)
                              : (1.0 / near_m - 1.0 / z) / (1.0 / near_m - 1.0 / far_m);
        if (depth.reversed) position = 1.0 - position;
        return depth.signed_range ? 2.0 * position - 1.0 : position;
    };
    for (const DepthKind kind : {DepthKind::perspective, DepthKind::orthographic})
        for (const bool reversed : {false, true})
            for (const bool signed_range : {false, true})
                for (const float far_m : {100.0f, infinity}) {
                    if (kind == DepthKind::orthographic && std::isinf(far_m)) continue;
                    const DepthConvention depth = {kind, 0.5f, far_m, reversed, signed_range};
                    ParameterMap map = metres;
                    for (glm::dvec2& value : map.values) {
                        const double z = value.x;
                        value.x = stored(depth, z);
                        CHECK(view_distance_m(depth, value.x) == doctest::Approx(z));
                    }
                    DepthOfFieldFrame same = frame(map);
                    same.depth = depth;
                    INFO("kind " << int(kind) << " reversed " << reversed << " signed " << signed_range);
                    // Depths are floats: CoC move by up to 1e-4 px, and some round to another half.
                    CHECK(largest_difference(apply(same, options()), expected) < 0.02);
                }
    ParameterMap coc = metres;
    for (glm::dvec2& value : coc.values)
        value.x = signed_coc_px(*clamped(options()), value.x, view_height) / view_height;
    DepthOfFieldFrame same = frame(coc);
    same.depth.kind = DepthKind::signed_coc;
    CHECK(largest_difference(apply(same, options()), expected) < 0.02);
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "broken numbers in colour and depth stay where they are") {
    ParameterMap depth = distances();
    const Image clean = apply(frame(depth), options());
    for (const double broken :
         {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
          -std::numeric_limits<double>::infinity(), 0.0, -1.0, 1e30}) {
        ParameterMap map = depth;
        for (int i = 0; i < 20; ++i) map.values[random() % map.values.size()].x = broken;
        DepthOfFieldFrame one = frame(map);
        Image result = apply(one, options());
        CHECK(is_finite(result));
        CHECK(mean_difference(result, clean) < 0.05);
        Image original = source;
        if (broken != 0.0)
            for (int i = 0; i < 5; ++i) source.pixels[random() % source.pixels.size()].r = broken;
        result = apply(frame(depth), options());
        CHECK(is_finite(result));
        source = original;
    }
    for (const DepthKind kind : {DepthKind::perspective, DepthKind::orthographic, DepthKind::signed_coc}) {
        ParameterMap map(view_width, view_height, glm::dvec2(0.5));
        for (int i = 0; i < 30; ++i) map.values[random() % map.values.size()].x = i % 2 ? nan : infinity;
        DepthOfFieldFrame one = frame(map);
        one.depth.kind = kind;
        CHECK(is_finite(apply(one, options())));
    }
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "extreme lenses are clamped") {
    for (const float f_number : {0.0f, -1.0f, infinity}) {
        DepthOfFieldOptions extreme = options();
        extreme.lens.f_number = f_number;
        CHECK(is_finite(apply(frame(distances()), extreme)));
    }
    for (const float focus : {0.0f, -3.0f, 1e-6f, infinity}) {
        DepthOfFieldOptions extreme = options();
        extreme.lens.focus_distance_m = focus;
        CHECK(is_finite(apply(frame(distances()), extreme)));
    }
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "misuse is refused by name") {
    const DepthOfFieldFrame good = frame(distances());
    const auto refused = [&](DepthOfFieldFrame bad, std::string_view part) {
        return fails_with(effect.apply(bad, options()), part);
    };
    const auto refused_options = [&](auto change, std::string_view part) {
        DepthOfFieldOptions bad = options();
        change(bad);
        return fails_with(effect.apply(good, bad), part);
    };
    DepthOfFieldFrame bad = good;
    bad.depth_texture = 0;
    CHECK(refused(bad, "depth_texture is 0, but required"));
    bad.depth_texture = good.depth_texture;
    bad.depth_texture.region = {0, 0, view_width, view_height + 1};
    CHECK(refused(bad, "depth texture: region"));
    for (const float jitter : {0.6f, -2.0f, nan}) {
        bad.depth_texture = good.depth_texture;
        bad.depth_texture.jitter_y = jitter;
        CHECK(refused(bad, "depth texture: its jitter"));
    }
    bad.depth_texture = good.depth_texture;
    bad.depth_texture.width = -1;
    CHECK(refused(bad, "depth texture: its size is said to be -1"));
    bad.depth_texture = good.target.texture;
    CHECK(refused(bad, "depth texture: texture"));
    bad = good;
    bad.mask_texture = make_texture(*this, GL_RGBA8UI, 3, 3);
    CHECK(refused(bad, "mask texture: format"));
    bad = good;
    bad.motion_texture = make_texture(*this, GL_R32F, 3, 3);
    CHECK(refused(bad, "motion texture: format"));
    bad = good;
    bad = good;
    bad.layer.color = {make_texture(*this, GL_RGBA8, view_width, view_height), Encoding::linear,
                       Alpha::straight};
    CHECK(refused(bad, "layer: it has colour, but no depth"));
    bad = good;
    bad.hidden.color = {make_texture(*this, GL_RGBA8, view_width, view_height), Encoding::linear,
                        Alpha::straight};
    CHECK(refused(bad, "hidden: it has colour, but no depth"));
    bad.hidden.depth_texture = good.depth_texture;
    bad.hidden.depth_texture.jitter_x = nan;
    CHECK(refused(bad, "hidden depth: its jitter"));
    bad.hidden.depth_texture = good.depth_texture;
    bad.hidden.color.texture = good.target.texture;
    CHECK(refused(bad, "hidden colour: texture"));
    bad = good;
    bad.target = good.source;
    CHECK(refused(bad, "target: texture"));
    bad = good;
    bad.resolution = Resolution::quarter;
    CHECK(refused(bad, "resolution"));
    bad = good;
    bad.region = {10, 10, view_width, 5};
    CHECK(refused(bad, "region"));
    bad = good;
    bad.depth = {DepthKind::perspective, 0.0f, 10.0f, false, false};
    CHECK(refused(bad, "depth.near_m"));
    bad.depth = {DepthKind::perspective, 5.0f, 2.0f, false, false};
    CHECK(refused(bad, "depth.far_m"));
    bad.depth = {DepthKind::orthographic, 1.0f, infinity, false, false};
    CHECK(refused(bad, "depth.far_m"));
    bad = good;
    bad.frame_time_s = nan;
    CHECK(refused(bad, "frame_time_s"));
    bad = good;
    for (const float exposure : {nan, infinity, 0.0f, -1.0f}) {
        bad.exposure = exposure;
        CHECK(refused(bad, "exposure"));
    }
    CHECK(refused_options([](auto& o) { o.lens.f_number = nan; }, "lens.f_number"));
    CHECK(refused_options([](auto& o) { o.lens.focus_distance_m = nan; }, "lens.focus_distance_m"));
    CHECK(refused_options([](auto& o) { o.ranges.far_end_m = nan; }, "ranges.far_end_m"));
    CHECK(refused_options([](auto& o) { o.far_limit = nan; }, "far_limit"));
    CHECK(refused_options([](auto& o) { o.highlights.threshold = nan; }, "highlights.threshold"));
    CHECK(refused_options([](auto& o) { o.view = static_cast<DepthOfFieldView>(99); }, "view"));

    TapTable table = disk_table();
    CHECK(fails_with(DepthOfField::create(device, {table, {4, {}}}), "aperture: 4 cells"));
    CHECK(fails_with(DepthOfField::create(device, {table, {8, std::vector<float>(64, 0.0f)}}),
                     "nothing is open"));
    CHECK(fails_with(DepthOfField::create(device, {table, {8, std::vector<float>(64, nan)}}),
                     "not within 0 and 1"));
    table.axes[0].name = "sigma_px";
    CHECK(fails_with(DepthOfField::create(device, {table, {}}), "first axis must be radius_px"));
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "pictures that are exposed alike look alike") {
    for (int light = 0; light < 12; ++light)
        source.at(30 + 5 * light, 3 + 4 * light) = glm::dvec4(20.0, 21.0, 22.0, 1.0);
    const auto scaled = [](Image image, double factor) {
        for (glm::dvec4& pixel : image.pixels) pixel *= glm::dvec4(factor, factor, factor, 1.0);
        return image;
    };
    const Image as_it_is = source;
    for (const DepthQuality quality : {DepthQuality::rendered, DepthQuality::estimated}) {
        DepthOfFieldOptions lit = options();
        lit.depth_quality = quality;
        source = as_it_is;
        const Image expected = apply(frame(distances()), lit);
        for (const double factor : {8.0, 0.125}) {  // which change no bit of a half's fraction
            source = scaled(as_it_is, factor);
            DepthOfFieldFrame exposed = frame(distances());
            CHECK(largest_difference(scaled(apply(exposed, lit), 1.0 / factor), expected) > 0.05);
            exposed.exposure = static_cast<float>(1.0 / factor);
            CHECK(largest_difference(scaled(apply(exposed, lit), 1.0 / factor), expected) <= 2e-3);
        }
    }
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "a region is a picture of its own") {
    const ParameterMap depth = distances();
    DepthOfFieldFrame inside = frame(depth);
    inside.target.texture = upload(*this, GL_RGBA16F, Image(source.width, source.height), Row0::top);
    inside.region = {16, 9, 64, 40};
    DepthOfFieldOptions scaled = options();
    const Image result = apply(inside, scaled);
    CHECK(result.at(15, 20).r == 0.0);
    CHECK(result.at(20, 8).r == 0.0);
    CHECK(result.at(80, 20).r == 0.0);
    CHECK(result.at(20, 49).r == 0.0);
    Image cut(64, 40);
    ParameterMap cut_depth(64, 40);
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 64; ++x) {
            cut.at(x, y) = source.at(x + 16, y + 9);
            cut_depth.at(x, y) = depth.at(x + 16, y + 9);
        }
    DepthOfFieldFrame alone = inside;
    alone.region = {};
    alone.source.texture = upload(*this, GL_RGBA16F, cut, Row0::top);
    alone.target.texture = make_texture(*this, GL_RGBA16F, 64, 40);
    alone.depth_texture = upload(*this, GL_R32F, cut_depth, Row0::top);
    REQUIRE(effect.apply(alone, scaled));
    const Image expected = download(*this, alone.target.texture, 64, 40, Row0::top);
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 64; ++x) REQUIRE(result.at(x + 16, y + 9) == expected.at(x, y));
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "rows may begin at either end") {
    // Cells, tiles and blocks begin at the texture's first row, so heights are whole numbers of them.
    DepthOfFieldFrame top = frame(distances());
    const Image expected = apply(top, options());
    DepthOfFieldFrame bottom = top;
    bottom.row0 = Row0::bottom;
    bottom.source.texture = upload(*this, GL_RGBA16F, source, Row0::bottom);
    bottom.depth_texture = upload(*this, GL_R32F, distances(), Row0::bottom);
    REQUIRE(effect.apply(bottom, options()));
    const Image got = download(*this, bottom.target.texture, view_width, view_height, Row0::bottom);
    // Eight places on a spiral look at near radii, and do not turn with the rows.
    CHECK(largest_difference(got, expected) < 0.02);
    CHECK(mean_difference(got, expected) < 1e-3);
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "masks leave pixels alone") {
    DepthOfFieldFrame masked = frame(distances());
    const Image blurred = apply(masked, options());
    Image mask(view_width, view_height, glm::dvec4(1.0));
    for (int y = 0; y < view_height; ++y)
        for (int x = 0; x < view_width / 2; ++x) mask.at(x, y) = glm::dvec4(0.0);
    masked.mask_texture = upload(*this, GL_RGBA8, mask, Row0::top);
    const Image result = apply(masked, options());
    for (int y = 0; y < view_height; ++y)
        for (int x = 0; x < view_width / 2; ++x) REQUIRE(result.at(x, y) == source.at(x, y));
    CHECK(largest_difference(result, blurred) > 0.0);
    CHECK(result.at(90, 30) == blurred.at(90, 30));
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "alpha is the source's") {
    for (glm::dvec4& pixel : source.pixels) pixel.a = round_to_half(0.25 + 0.5 * pixel.r);
    for (const Alpha alpha : {Alpha::straight, Alpha::premultiplied}) {
        DepthOfFieldFrame one = frame(distances());
        one.source.alpha = one.target.alpha = alpha;
        const Image result = apply(one, options());
        for (std::size_t i = 0; i < result.pixels.size(); ++i)
            REQUIRE(result.pixels[i].a == doctest::Approx(source.pixels[i].a).epsilon(1e-3));
    }
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "autofocus looks, and follows") {
    auto history = DepthOfFieldHistory::create(device);
    REQUIRE(history);
    DepthOfFieldFrame one = frame(distances());
    one.history = &*history;
    DepthOfFieldOptions automatic = options();
    automatic.autofocus = {true, 0.9f, 0.5f, 0.5f};
    // The slices of autofocus are cut for what focus may become, so that pictures differ a little.
    const auto check_focus = [&](const Image& picture, double metres) {
        const auto difference = [&](double focus_m) {
            DepthOfFieldOptions by_hand = options();
            by_hand.lens.focus_distance_m = static_cast<float>(focus_m);
            return mean_difference(picture, apply(one, by_hand));
        };
        const double there = difference(metres);
        INFO("focused on " << metres << " m");
        CHECK(there < 0.001);
        CHECK(there < 0.3 * difference(1.03 * metres));
        CHECK(there < 0.3 * difference(metres / 1.03));
    };
    check_focus(apply(one, automatic), 12.0);

    // Half a second of a time constant of half a second: 1 - 1/e of the way, in 1/m.
    automatic.autofocus.x = 0.1f;
    one.frame_time_s = 0.5f;
    const double followed = 1.0 / 12.0 + (1.0 - std::exp(-1.0)) * (1.0 / 2.0 - 1.0 / 12.0);
    check_focus(apply(one, automatic), 1.0 / followed);
    history->reset();
    check_focus(apply(one, automatic), 2.0);
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "a second layer is before the picture, with its own blur") {
    DepthOfFieldFrame one = frame(ParameterMap(view_width, view_height, glm::dvec2(4.0)));
    const Image sharp = apply(one, options());
    Image glass(view_width, view_height, glm::dvec4(0.0));
    one.layer.color = {upload(*this, GL_RGBA16F, glass, Row0::top), Encoding::linear, Alpha::premultiplied};
    one.layer.depth_texture =
        upload(*this, GL_R32F, ParameterMap(view_width, view_height, glm::dvec2(1.0)), Row0::top);
    CHECK(largest_difference(apply(one, options()), sharp) == 0.0);

    for (int y = 0; y < view_height; ++y)
        for (int x = 40; x < 56; ++x) glass.at(x, y) = {0.5, 0.0, 0.0, 0.5};
    one.layer.color.texture = upload(*this, GL_RGBA16F, glass, Row0::top);
    const Image seen = apply(one, options());
    // Within the pane half of what is behind; around it the pane is spread over what is in focus.
    const glm::dvec4 behind = sharp.at(48, 32);
    CHECK(seen.at(48, 32).g < 0.75 * behind.g);
    CHECK(seen.at(48, 32).g > 0.4 * behind.g);
    CHECK(seen.at(37, 32).g < sharp.at(37, 32).g);
    CHECK(seen.at(10, 32) == sharp.at(10, 32));
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "every view is drawn, and draws something else") {
    const DepthOfFieldFrame one = frame(distances());
    std::vector<Image> views;
    for (int view = 0; view <= int(DepthOfFieldView::coverage); ++view) {
        DepthOfFieldOptions viewed = options();
        viewed.view = static_cast<DepthOfFieldView>(view);
        views.push_back(apply(one, viewed));
        CHECK(is_finite(views.back()));
        for (std::size_t other = 0; other + 1 < views.size(); ++other)
            CHECK(largest_difference(views.back(), views[other]) > 0.1);
    }
}

TEST_CASE_FIXTURE(DepthOfFieldFixture, "frames after the first allocate nothing, and are the same") {
    const DepthOfFieldFrame one = frame(distances());
    const Image first = apply(one, options());
    const std::size_t bytes = device.transient_bytes();
    for (int i = 0; i < 3; ++i) CHECK(largest_difference(apply(one, options()), first) == 0.0);
    CHECK(device.transient_bytes() == bytes);
}

}  // namespace tapestry::test
