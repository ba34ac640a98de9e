// Slices before they are blurred: what is in them, what is put behind things, how they get smaller, and their
// radii.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "core/focus_taps.h"
#include "dof_inside.h"
#include "pictures.h"
#include "random_tables.h"
#include "reference/filters.h"
#include "tapestry/half.h"

namespace tapestry::test {
namespace {

enum SliceIndex { near_outer, near_inner, far_inner, far_outer };

const glm::dvec3 thing_color(0.75, 0.25, 0.125);
const glm::dvec3 behind_color(0.125, 0.5, 0.875);

struct SliceFixture : DofInside {
    static constexpr int width = 96, height = 96;
    static constexpr int edge = 48;  ///< first column of the background
    std::mt19937 random{test_seed()};

    /// A thing on the left, a background on the right.
    void run_edge(double thing_px, double behind_px) {
        run(picture_of(width, height, [](int x, int) { return x < edge ? thing_color : behind_color; }),
            map_of(width, height, [&](int x, int) { return x < edge ? thing_px : behind_px; }),
            plain_options());
    }

    Image slice(int index) {
        if (frame.slice_steps[std::size_t(index)] == frame.step) return slice_to_blur(index);
        return read(textures.split[std::size_t(index)], (frame.width + frame.step - 1) / frame.step,
                    (frame.height + frame.step - 1) / frame.step);
    }

    glm::dvec2 splits() { return read(textures.splits, 1, 1).at(0, 0); }

    static void check_layer(const glm::dvec4& got, glm::dvec3 light, double coverage,
                            double tolerance = 0.004) {
        INFO("got " << got.r << ", " << got.g << ", " << got.b << ", " << got.a << " for coverage "
                    << coverage);
        for (int channel = 0; channel < 3; ++channel)
            CHECK(std::abs(got[channel] - coverage * light[channel]) <= tolerance);
        CHECK(std::abs(got.a - coverage) <= tolerance);
    }
};

/// 0 up to `low`, 1 from `high` on, 3 t^2 - 2 t^3 between.
double smooth_step(double low, double high, double value) {
    const double t = std::clamp((value - low) / (high - low), 0.0, 1.0);
    return t * t * (3.0 - 2.0 * t);
}

}  // namespace

TEST_CASE_FIXTURE(SliceFixture, "a plane is in its slice, and in no other") {
    constexpr std::array<double, 5> cocs = {-12.0, -4.0, 5.0, 18.0, 1.0};
    for (int plane = 0; plane < 5; ++plane) {
        INFO("CoC " << cocs[std::size_t(plane)] << " px");
        run(flat_picture(width, height, thing_color),
            ParameterMap(width, height, glm::dvec2(cocs[std::size_t(plane)])), plain_options());
        for (int index = 0; index < 4; ++index)
            for (const glm::ivec2 place : {glm::ivec2(0, 0), glm::ivec2(20, 31), glm::ivec2(47, 47)})
                check_layer(slice(index).at(place.x, place.y), thing_color, index == plane ? 1.0 : 0.0);
    }
}

TEST_CASE_FIXTURE(SliceFixture, "half of a block covers half of the slice's pixel") {
    // Columns of the picture are parted within a pixel of the slices.
    run(picture_of(width, height, [](int x, int) { return x < 47 ? thing_color : behind_color; }),
        map_of(width, height, [](int x, int) { return x < 47 ? -12.0 : 0.0; }), plain_options());
    check_layer(slice(near_outer).at(22, 20), thing_color, 1.0);
    check_layer(slice(near_outer).at(23, 20), thing_color, 0.5);
    check_layer(slice(near_outer).at(24, 20), thing_color, 0.0);
}

TEST_CASE_FIXTURE(SliceFixture, "behind a thing in focus there is what is far, as clearly as it is behind") {
    struct Pair {
        double thing_px, far_px;
    };
    // The difference as a share of the far CoC: nothing up to 0.3, all from 0.8 on.
    for (const Pair& pair : {Pair{2.9, 4.0}, Pair{2.5, 4.2}, Pair{2.0, 4.4375}, Pair{1.0, 3.25},
                             Pair{0.9375, 5.0}, Pair{0.0, 5.0}, Pair{0.0, 18.0}, Pair{-1.0, 18.0}}) {
        run_edge(pair.thing_px, pair.far_px);
        INFO("a thing of " << pair.thing_px << " px before " << pair.far_px << " px");
        const double is_behind = smooth_step(0.3, 0.8, (pair.far_px - pair.thing_px) / pair.far_px);
        const int index = pair.far_px < splits().y ? far_inner : far_outer;
        for (const int x : {16, 20}) check_layer(slice(index).at(x, 20), behind_color, is_behind, 0.01);
        check_layer(slice(index).at(30, 20), behind_color, 1.0);
    }
}

TEST_CASE_FIXTURE(SliceFixture,
                  "through glass, what is put behind is what is behind the thing that hides it") {
    constexpr double thing_px = 2.5, far_px = 4.1875;
    DepthOfFieldFrame layered =
        coc_frame(*this, GL_RGBA32F,
                  picture_of(width, height, [](int x, int) { return x < edge ? thing_color : behind_color; }),
                  map_of(width, height, [](int x, int) { return x < edge ? thing_px : far_px; }));
    layered.layer.color = {
        upload(*this, GL_RGBA32F, Image(width, height, glm::dvec4(0.25, 0.0, 0.125, 0.5)), Row0::top),
        Encoding::linear, Alpha::premultiplied};
    layered.layer.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(-4.0)));
    run(layered, plain_options());
    const double is_behind = smooth_step(0.3, 0.8, (far_px - thing_px) / far_px);
    check_layer(slice(far_inner).at(16, 20), behind_color, is_behind, 0.01);
    check_layer(slice(near_inner).at(16, 20), glm::dvec3(0.5, 0.0, 0.25), 0.5);
    // Behind what is near and not the nearest, nothing else that is near is put.
    layered.source.texture = upload(*this, GL_RGBA32F, flat_picture(width, height, thing_color), Row0::top);
    layered.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(-5.0)));
    layered.layer.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(-14.0)));
    run(layered, plain_options());
    check_layer(slice(near_outer).at(16, 20), glm::dvec3(0.5, 0.0, 0.25), 0.5);
    check_layer(slice(near_inner).at(16, 20), thing_color, 1.0);
}

TEST_CASE_FIXTURE(SliceFixture, "behind near things all that is far goes on, behind far ones nothing") {
    for (const double near_px : {-1.75, -4.0, -12.0}) {
        run_edge(near_px, 18.0);
        INFO("a thing of " << near_px << " px");
        for (const int x : {12, 20}) check_layer(slice(far_outer).at(x, 20), behind_color, 1.0, 0.01);
    }
    run_edge(5.0, 18.0);
    check_layer(slice(far_outer).at(20, 20), behind_color, 0.0);
    check_layer(slice(far_inner).at(20, 20), thing_color, 1.0);
    // Nothing far at all.
    run_edge(-4.0, 0.0);
    for (const int index : {far_inner, far_outer}) check_layer(slice(index).at(20, 20), behind_color, 0.0);
}

TEST_CASE_FIXTURE(SliceFixture, "behind what is far itself nothing is put, whatever is around") {
    // Two columns of 3.5 px, two in focus, two of 18 px, two in focus: fills between are farther than 3.5 px.
    DepthOfFieldFrame striped = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, thing_color),
                                          map_of(width, height, [](int x, int) {
                                              return x / 2 % 2 == 1 ? 0.0 : x / 4 % 2 == 0 ? 3.5 : 18.0;
                                          }));
    for (const double glass_px : {0.0, -14.0, 3.25}) {
        if (glass_px != 0.0) {
            striped.layer.color = {
                upload(*this, GL_RGBA32F, Image(width, height, glm::dvec4(0.25, 0.0, 0.125, 0.5)), Row0::top),
                Encoding::linear, Alpha::premultiplied};
            striped.layer.depth_texture =
                upload_coc(*this, ParameterMap(width, height, glm::dvec2(glass_px)));
        }
        run(striped, plain_options());
        INFO("glass of " << glass_px << " px");
        for (const int x : {16, 20})
            CHECK(slice(far_inner).at(x, 20).a + slice(far_outer).at(x, 20).a == doctest::Approx(1.0));
    }
}

TEST_CASE_FIXTURE(SliceFixture, "what is put behind stripes is what shows beside them, place by place") {
    // Two columns of four are before a ramp of light, whose cells are known by the others: a pixel to the
    // right.
    const auto ramp_at = [](double x, double y) { return glm::dvec3(0.01 * x, 0.01 * y, 0.5); };
    for (const glm::dvec2 cocs :
         {glm::dvec2(0.0, 18.0), glm::dvec2(0.0, 5.0), glm::dvec2(-12.0, -4.0), glm::dvec2(-12.0, 0.0)}) {
        run(picture_of(width, height,
                       [&](int x, int y) { return x % 4 < 2 ? glm::dvec3(0.0) : ramp_at(x + 0.5, y + 0.5); }),
            map_of(width, height, [&](int x, int) { return x % 4 < 2 ? cocs.x : cocs.y; }), plain_options());
        INFO("CoC " << cocs.x << " before " << cocs.y << " px");
        const bool is_whole = cocs.y == 0.0;  // in focus, at full resolution
        const double step = is_whole ? 1.0 : 2.0;
        const Image got = is_whole ? read_whole(textures.focus)
                                   : slice(cocs.y < 0.0          ? near_inner
                                           : cocs.y < splits().y ? far_inner
                                                                 : far_outer);
        for (int y = 4; y < got.height - 4; y += 3)
            for (int x = 4; x < got.width - 4; ++x) {
                const glm::dvec2 place = step * (glm::dvec2(x, y) + 0.5);
                const bool is_before = static_cast<int>(place.x) % 4 < 2;
                INFO("at " << place.x << ", " << place.y);
                check_layer(got.at(x, y), ramp_at(place.x + is_before, place.y), 1.0, 0.002);
            }
    }
}

TEST_CASE_FIXTURE(SliceFixture, "behind the nearest there is what is less near, as clearly as it is behind") {
    int parted = 0;
    // The difference as a share of the nearer CoC: nothing up to 0.02, all from 0.05 on.
    for (const double inner_px : {-11.625, -11.5625, -11.5, -11.4375, -11.25, -8.0, -4.0, -2.0}) {
        run_edge(-12.0, inner_px);
        INFO("before " << inner_px << " px");
        if (splits().x > 12.0 || splits().x < -inner_px) continue;
        ++parted;
        const double is_before = smooth_step(0.02, 0.05, (inner_px + 12.0) / 12.0);
        for (const int x : {14, 20}) check_layer(slice(near_inner).at(x, 20), behind_color, is_before, 0.015);
        check_layer(slice(near_inner).at(30, 20), behind_color, 1.0);
        check_layer(slice(near_outer).at(20, 20), thing_color, 1.0);
    }
    CHECK(parted >= 5);
    // Nothing of the kind behind the less near itself, nor before what is in focus.
    run_edge(-12.0, 0.0);
    check_layer(slice(near_inner).at(20, 20), behind_color, 0.0);
}

TEST_CASE_FIXTURE(SliceFixture, "on a slope what is less near shows by as much less as the slope is steep") {
    // A near ramp of 0.2 px a pixel down the picture, to 15 px, beside a plane of 12 px.
    constexpr int ramp_end = 24, first_row = 59;
    const auto ramp_at = [](double y) { return std::min(-22.0 + 0.2 * std::max(y - first_row, 0.0), -15.0); };
    run(picture_of(width, height, [](int x, int) { return x < ramp_end ? thing_color : behind_color; }),
        map_of(width, height, [&](int x, int y) { return x < ramp_end ? ramp_at(y) : -12.0; }),
        plain_options());
    REQUIRE(splits().x > 12.0);
    REQUIRE(splits().x < 15.0);
    int between = 0;
    for (int y = first_row / 2 + 2; y < height / 2 - 2; ++y) {
        const double outer = ramp_at(2.0 * y + 0.5);
        const double is_before = smooth_step(0.02, 0.05, (-12.0 - outer) / -outer - 0.2);
        between += is_before > 0.1 && is_before < 0.9;
        INFO("row " << 2 * y << ", " << is_before);
        CHECK(std::abs(slice(near_inner).at(6, y).a - is_before) <= 0.1);
    }
    CHECK(between >= 1);
}

TEST_CASE_FIXTURE(SliceFixture, "two surfaces of one slice share a pixel, of two they both cover it") {
    Image glass(width, height, glm::dvec4(0.25, 0.0, 0.125, 0.5));
    for (const double glass_px : {4.0, -4.0}) {
        DepthOfFieldFrame layered = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, behind_color),
                                              ParameterMap(width, height, glm::dvec2(5.0)));
        layered.layer.color = {upload(*this, GL_RGBA32F, glass, Row0::top), Encoding::linear,
                               Alpha::premultiplied};
        layered.layer.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(glass_px)));
        run(layered, plain_options());
        INFO("glass of " << glass_px << " px");
        const glm::dvec4 far = slice(far_inner).at(20, 20);
        if (glass_px > 0.0) {
            check_layer(far, glm::dvec3(0.25, 0.0, 0.125) + 0.5 * behind_color, 1.0);
        } else {
            check_layer(far, behind_color, 1.0);
            check_layer(slice(near_inner).at(20, 20), glm::dvec3(0.5, 0.0, 0.25), 0.5);
        }
    }
}

TEST_CASE_FIXTURE(SliceFixture, "the slice in focus has what is in focus, and its fill behind near things") {
    run_edge(-9.0, 0.0);
    const Image focus = read_whole(textures.focus);
    for (const int x : {36, 44, 60}) check_layer(focus.at(x, 40), behind_color, 1.0, 0.01);
    run_edge(0.0, 9.0);
    const Image before = read_whole(textures.focus);
    check_layer(before.at(40, 40), thing_color, 1.0);
    check_layer(before.at(52, 40), behind_color, 0.0);
    // Both surfaces of an antialiased pixel are in it where both are in focus, with the fill behind a near
    // front.
    DepthOfFieldFrame layered = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, behind_color),
                                          ParameterMap(width, height, glm::dvec2(1.0)));
    layered.layer.color = {
        upload(*this, GL_RGBA32F, Image(width, height, glm::dvec4(0.25, 0.0, 0.125, 0.5)), Row0::top),
        Encoding::linear, Alpha::premultiplied};
    layered.layer.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(0.0)));
    run(layered, plain_options());
    check_layer(read_whole(textures.focus).at(20, 20), glm::dvec3(0.25, 0.0, 0.125) + 0.5 * behind_color,
                1.0);
    layered.layer.depth_texture = upload_coc(*this, ParameterMap(width, height, glm::dvec2(-9.0)));
    run(layered, plain_options());
    check_layer(read_whole(textures.focus).at(20, 20), behind_color, 1.0);
}

TEST_CASE_FIXTURE(SliceFixture,
                  "cells of the slice in focus know whether it is there, and whether its CoCs differ") {
    INFO("seed " << test_seed());
    std::uniform_real_distribution<double> coc(-2.5, 5.0);
    std::array<double, 9 * 9> planes;
    for (double& plane : planes) plane = coc(random);
    run(flat_picture(width, height, thing_color),
        map_of(width, height, [&](int x, int y) { return planes[std::size_t(y / 11 * 9 + x / 11)]; }),
        plain_options());
    const Image focus = read_whole(textures.focus), ranges = read_blocks(textures.ranges),
                needs = read_tiles(textures.needs), cells = read(textures.focus_cells, width / 8, height / 8);
    for (int y = 0; y < height / 8; ++y)
        for (int x = 0; x < width / 8; ++x) {
            if (needs.at(x / 2, y / 2).w < 2.0) continue;
            bool is_there = false, differs = false;
            for (int i = 0; i < 64; ++i) is_there |= focus.at(8 * x + i % 8, 8 * y + i / 8).a > 0.0;
            for (int i = 0; i < 16; ++i) {
                const glm::dvec4& range = ranges.at(4 * x + i % 4, 4 * y + i / 4);
                differs |= std::min(range.y, 3.0) - std::max(range.x, -1.5) > 1.0;
            }
            INFO("cell " << x << ", " << y);
            REQUIRE(glm::dvec2(cells.at(x, y)) == glm::dvec2(is_there, differs));
        }
}

TEST_CASE_FIXTURE(SliceFixture, "one plane stays what it is in pictures of any size, at their edges, too") {
    for (const glm::ivec2 size :
         {glm::ivec2(1, 1), glm::ivec2(2, 7), glm::ivec2(30, 1), glm::ivec2(33, 40), glm::ivec2(64, 200)})
        for (const double coc : {-9.0, 12.0}) {
            INFO(size.x << " x " << size.y << ", CoC " << coc);
            run(flat_picture(size.x, size.y, thing_color), ParameterMap(size.x, size.y, glm::dvec2(coc)),
                plain_options());
            double worst = 0.0;
            for (const glm::dvec4& pixel : read_target().pixels)
                for (int channel = 0; channel < 3; ++channel)
                    worst = std::max(worst, std::abs(pixel[channel] - thing_color[channel]));
            CHECK(worst <= 0.002);
        }
}

TEST_CASE_FIXTURE(SliceFixture, "slices get smaller by means of four pixels, and keep their light") {
    INFO("seed " << test_seed());
    for (const glm::ivec2 size : {glm::ivec2(64, 256), glm::ivec2(70, 262)}) {
        const Image light = value_noise(random, size.x, size.y, 4, 1.0);
        run(light, map_of(size.x, size.y, [](int x, int) { return x < 30 ? -40.0 : 50.0; }), plain_options());
        for (const int index : {near_outer, far_outer}) {
            Image from = slice(index);
            const auto& halves = textures.halves[std::size_t(index)];
            REQUIRE(halves.size() > 0);
            for (std::size_t i = 0; i < halves.size(); ++i) {
                const Image half = i + 1 == halves.size()
                                       ? slice_to_blur(index)
                                       : read(halves[i], (from.width + 1) / 2, (from.height + 1) / 2);
                for (int y = 0; y < half.height; ++y)
                    for (int x = 0; x < half.width; ++x) {
                        glm::dvec4 mean(0.0);
                        for (int k = 0; k < 4; ++k)
                            mean += 0.25 * from.at(std::min(2 * x + k % 2, from.width - 1),
                                                   std::min(2 * y + k / 2, from.height - 1));
                        for (int channel = 0; channel < 4; ++channel)
                            REQUIRE(std::abs(half.at(x, y)[channel] - mean[channel]) <=
                                    half_ulp_at(mean[channel]));
                    }
                from = half;
            }
        }
    }
}

TEST_CASE_FIXTURE(SliceFixture, "slices are blurred by what the way down and up leaves of their radii") {
    INFO("seed " << test_seed());
    table_name = "catseye_0-24_16x3_flat";  // else radii are not stored
    for (const glm::ivec2 size : {glm::ivec2(64, 256), glm::ivec2(90, 130)}) {
        run(flat_picture(size.x, size.y, thing_color),
            map_of(size.x, size.y,
                   [&](int x, int y) {
                       return y < size.y / 2 ? (x < 30 ? -12.0 : -4.0) : (x < 40 ? 5.0 : 0.2 * size.y);
                   }),
            plain_options());
        const double variance = make_focus_taps(table(), dof_focus_px).variance;
        CHECK(variance == doctest::Approx(0.25).epsilon(0.02));  // a disk's
        const Image radii = read_level(0, textures.radii);
        for (int index = 0; index < 4; ++index) {
            const int step = frame.slice_steps[std::size_t(index)];
            const Image got = read_slice(textures.parameters, index);
            CHECK(glm::ivec2(got.width, got.height) == (size + step - 1) / step);
            // Means over boxes of `step` pixels, and bilinear reads of 1/6 of a pixel squared, in the slice's
            // pixels.
            const double lost = ((1.0 - 1.0 / (step * step)) / 12.0 + 1.0 / 6.0) / variance;
            for (int y = 0; y < got.height; ++y)
                for (int x = 0; x < got.width; ++x) {
                    const double wanted = std::clamp(read_bilinear(radii, (x + 0.5) * step / 4.0 - 0.5,
                                                                   (y + 0.5) * step / 4.0 - 0.5)[index],
                                                     0.0, double{frame.limit_px});
                    const double expected = std::max(wanted * wanted / (step * step) - lost, 0.0);
                    INFO("slice " << index << ", pixel " << x << ", " << y << ", " << wanted << " px");
                    // Squared, since tiny radii tell of little; reads between cells are floats.
                    REQUIRE(std::abs(got.at(x, y).r * got.at(x, y).r - expected) <= 1e-3 * (1.0 + expected));
                }
        }
    }
}

TEST_CASE_FIXTURE(SliceFixture, "at full resolution radii are the CoCs") {
    DepthOfFieldFrame full = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, thing_color),
                                       ParameterMap(width, height, glm::dvec2(7.0)));
    full.resolution = Resolution::full;
    table_name = "catseye_0-24_16x3_flat";
    run(full, plain_options());
    CHECK(read_slice(textures.parameters, far_inner).at(30, 30).r == doctest::Approx(7.0).epsilon(1e-3));
    check_layer(slice(far_inner).at(95, 95), thing_color, 1.0);
}

TEST_CASE_FIXTURE(SliceFixture, "cat's eyes are cut by how far a pixel is from the middle, toward it") {
    table_name = "catseye_0-24_16x3_flat";
    for (const Row0 row0 : {Row0::top, Row0::bottom}) {
        DepthOfFieldFrame seen = coc_frame(*this, GL_RGBA32F, flat_picture(width, height, thing_color),
                                           ParameterMap(width, height, glm::dvec2(7.0)));
        seen.row0 = row0;
        DepthOfFieldOptions options = plain_options();
        options.catseye = 0.5f;
        run(seen, options);
        const Image cut = read_slice(textures.parameters, far_inner),
                    turns = read_slice(textures.turns, far_inner);
        const double most = table().axes[1].knots.back(), sign = row0 == Row0::top ? 1.0 : -1.0;
        for (const glm::ivec2 pixel :
             {glm::ivec2(3, 5), glm::ivec2(40, 10), glm::ivec2(30, 45), glm::ivec2(0, 0)}) {
            const glm::dvec2 away = (glm::dvec2(pixel) + 0.5) * 2.0 - glm::dvec2(width, height) * 0.5;
            INFO("pixel " << pixel.x << ", " << pixel.y);
            CHECK(cut.at(pixel.x, pixel.y).g == doctest::Approx(0.5 * most * std::hypot(away.x, away.y) /
                                                                std::hypot(width / 2.0, height / 2.0))
                                                    .epsilon(1e-4));
            CHECK(
                turns.at(pixel.x, pixel.y).r ==
                doctest::Approx(std::atan2(sign * away.y, away.x) * 180.0 / 3.14159265358979).epsilon(1e-3));
            const double lost =
                ((1.0 - 1.0 / 4.0) / 12.0 + 1.0 / 6.0) / make_focus_taps(table(), dof_focus_px).variance;
            CHECK(cut.at(pixel.x, pixel.y).r ==
                  doctest::Approx(std::sqrt(7.0 * 7.0 / 4.0 - lost)).epsilon(2e-3));
        }
        // The picture's middle itself, which is a pixel of 33x25, is neither cut nor turned.
        const glm::ivec2 odd(66, 50);
        seen.source.texture = upload(*this, GL_RGBA32F, flat_picture(odd.x, odd.y, thing_color), Row0::top);
        seen.target.texture = make_texture(*this, GL_RGBA32F, odd.x, odd.y);
        seen.depth_texture = upload_coc(*this, ParameterMap(odd.x, odd.y, glm::dvec2(7.0)));
        run(seen, options);
        CHECK(read_slice(textures.parameters, far_inner).at(16, 12).g == 0.0);
        CHECK(read_slice(textures.turns, far_inner).at(16, 12).r == 0.0);
    }
}

}  // namespace tapestry::test
