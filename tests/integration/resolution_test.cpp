// The look does not depend on the picture's size, nor on where its pixels fall.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>

#include "demo/platform/headless_context.h"
#include "glad/gl.h"
#include "offline/metrics/flip.h"
#include "offline/metrics/image_psnr.h"
#include "reference/filters.h"
#include "tapestry/device.h"
#include "tapestry/sparse_filter.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"
#include "tests/integration/photograph.h"

using namespace tapestry;

namespace {

struct Place {
    demo::HeadlessContext context = *demo::HeadlessContext::create();
    Device device =
        *Device::create({.get_proc_address = &demo::HeadlessContext::get_proc_address, .log = {}});
    TapTable disks = *read_table(TAPESTRY_ASSETS "/tables/disk_0-24_24x4_photo.tap");
};

/// A photograph at so many lines: bilinear up from what the file has, so that all sizes show the same
/// picture.
Image photograph_at(int lines) {
    const Image photo = offline::to_linear(test::photograph("coffee.png"));
    const int width = lines * 16 / 9;
    Image image(width, lines);
    for (int y = 0; y < lines; ++y)
        for (int x = 0; x < width; ++x)
            image.at(x, y) = read_bilinear(photo, (x + 0.5) / width * photo.width - 0.5,
                                           (y + 0.5) / lines * photo.height - 0.5);
    return image;
}

/// The mean of the blocks that each pixel of a smaller picture covers.
Image at_360_lines(const Image& image) {
    const int step = image.height / 360;
    Image result(image.width / step, 360);
    for (int y = 0; y < result.height * step; ++y)
        for (int x = 0; x < result.width * step; ++x)
            result.at(x / step, y / step) += image.at(x, y) / static_cast<double>(step * step);
    return result;
}

Image tilt_shifted(Place& place, const Image& image, Resolution resolution) {
    auto effect = TiltShift::create(place.device, place.disks);
    REQUIRE(effect);
    const std::uint32_t source = test::upload(offline::to_srgb8(image));
    const std::uint32_t target = test::empty_texture(GL_RGBA16F, image.width, image.height);
    TiltShiftFrame frame;
    frame.source = {source, Encoding::srgb, Alpha::opaque};
    frame.target = {target, Encoding::linear, Alpha::opaque};
    frame.row0 = Row0::top;
    frame.resolution = resolution;
    REQUIRE(effect->apply(frame, {}));
    Image result = test::download(target, image.width, image.height);
    test::delete_texture(source);
    test::delete_texture(target);
    return result;
}

/// Small lights, moved across by some pixels, under a disk of a radius.
Image blurred_lights(Place& place, int moved_px, float radius_px, Resolution resolution) {
    constexpr int size = 192;
    offline::Picture8 lights{size, size, std::vector<std::uint8_t>(size * size * 4, 0)};
    for (int y = 24; y < size - 24; y += 37)
        for (int x = 24; x < size - 24; x += 41)
            for (int channel = 0; channel < 4; ++channel)
                lights.rgba[static_cast<std::size_t>((y * size + x + moved_px) * 4 + channel)] = 255;
    auto filter = SparseFilter::create(place.device, place.disks);
    REQUIRE(filter);
    const std::uint32_t source = test::upload(lights);
    const std::uint32_t target = test::empty_texture(GL_RGBA32F, size, size);
    SparseFilterFrame frame;
    frame.source = {source, Encoding::linear, Alpha::opaque};
    frame.target = {target, Encoding::linear, Alpha::opaque};
    frame.row0 = Row0::top;
    frame.parameter[0] = radius_px;
    frame.resolution = resolution;
    REQUIRE(filter->apply(frame));
    Image result = test::download(target, size, size);
    test::delete_texture(source);
    test::delete_texture(target);
    return result;
}

/// How much the lights' pictures change when all moves by a pixel, up to `period` times, as a share of what
/// is there: the root mean square over pixels that the blur reaches.
double shimmer(Place& place, float radius_px, Resolution resolution, int period) {
    const Image still = blurred_lights(place, 0, radius_px, resolution);
    double worst = 0.0;
    for (int moved = 1; moved < period; ++moved) {
        const Image other = blurred_lights(place, moved, radius_px, resolution);
        double change = 0.0, light = 0.0;
        for (int y = 0; y < still.height; ++y) {
            for (int x = 0; x + moved < still.width; ++x) {
                change += std::pow(other.at(x + moved, y).r - still.at(x, y).r, 2);
                light += std::pow(still.at(x, y).r, 2);
            }
        }
        worst = std::max(worst, std::sqrt(change / light));
    }
    return worst;
}

}  // namespace

TEST_CASE("tilt-shift looks the same at 360, 720 and 1440 lines") {
    Place place;
    const Image small = tilt_shifted(place, photograph_at(360), Resolution::full);
    for (const int lines : {720, 1440}) {
        const Image large = at_360_lines(tilt_shifted(place, photograph_at(lines), Resolution::full));
        const double difference = offline::flip(large, small).mean;
        std::printf("tilt-shift at %d lines against 360: FLIP %.4f\n", lines, difference);
        CHECK(difference <= 0.03);
    }
}

TEST_CASE("reduced resolution looks like full resolution") {
    Place place;
    const Image photo = photograph_at(720);
    const Image full = tilt_shifted(place, photo, Resolution::full);
    for (const Resolution resolution : {Resolution::half, Resolution::quarter}) {
        const Image reduced = tilt_shifted(place, photo, resolution);
        const double difference = offline::flip(reduced, full).mean;
        std::printf("tilt-shift at 1/%d against full resolution: FLIP %.4f, %.1f dB\n",
                    static_cast<int>(resolution), difference, offline::image_psnr(reduced, full));
        CHECK(difference <= 0.03);
    }
}

TEST_CASE("reduced resolution does not shimmer under small lights that move") {
    struct Blur {
        Resolution resolution;
        float radius_px;
        double most;  // what resolution.h says
    };
    Place place;
    CHECK(shimmer(place, 8.0f, Resolution::full, 2) < 1e-3);
    for (const Blur blur :
         {Blur{Resolution::half, 8.0f, 0.018}, Blur{Resolution::half, 16.0f, 0.01},
          Blur{Resolution::quarter, 16.0f, 0.013}, Blur{Resolution::quarter, 32.0f, 0.01}}) {
        const int step = static_cast<int>(blur.resolution);
        const double change = shimmer(place, blur.radius_px, blur.resolution, step);
        std::printf("radius %.0f px at 1/%d: lights change by %.4f as they move\n",
                    static_cast<double>(blur.radius_px), step, change);
        CHECK(change <= blur.most);
    }
}
