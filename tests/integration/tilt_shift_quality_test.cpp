#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>

#include "demo/platform/headless_context.h"
#include "glad/gl.h"
#include "offline/kernels/kernels.h"
#include "reference/effect_maps.h"
#include "reference/filters.h"
#include "tapestry/device.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"
#include "tests/integration/photograph.h"

using namespace tapestry;

namespace {

DenseKernel disk_at(glm::dvec2 parameter) {
    auto disk = offline::disk_kernel(parameter.x);
    return disk ? *disk : DenseKernel{1, 1, {1.0}};  // radius 0: the pixel itself
}

// Linear RGB, peak 1, the whole picture with its borders.
double psnr(const Image& a, const Image& b) {
    double error = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        for (int c = 0; c < 3; ++c) error += std::pow(a.pixels[i][c] - b.pixels[i][c], 2);
    return -10.0 * std::log10(error / (3.0 * static_cast<double>(a.pixels.size())));
}

}  // namespace

TEST_CASE(
    "tilt-shift of the shipped photographs on the GPU is at least 50 dB from the dense kernel on the CPU") {
    auto context = demo::HeadlessContext::create();
    REQUIRE(context);
    auto device = Device::create({.get_proc_address = &demo::HeadlessContext::get_proc_address, .log = {}});
    REQUIRE(device);
    auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_24x4_photo.tap");
    REQUIRE(table);
    auto effect = TiltShift::create(*device, *table);
    REQUIRE(effect);
    const TiltShiftOptions options;
    for (const char* name : {"coffee.png", "chelsea.png", "rocket.jpg"}) {
        const offline::Picture8 photo = test::photograph(name);
        const std::uint32_t source = test::upload(photo);
        const std::uint32_t target = test::empty_texture(GL_RGBA32F, photo.width, photo.height);
        TiltShiftFrame frame;
        frame.source = {source, Encoding::srgb, Alpha::opaque};
        frame.target = {target, Encoding::linear, Alpha::opaque};
        frame.row0 = Row0::top;
        REQUIRE(effect->apply(frame, options));
        const Image filtered = test::download(target, photo.width, photo.height);
        const Image dense =
            filter_dense(offline::to_linear(photo), effect_map(options, photo.width, photo.height), disk_at);
        const double decibels = psnr(filtered, dense);
        std::printf("tilt-shift 24x4 of %s against the dense kernel: %.2f dB\n", name, decibels);
        CHECK(decibels >= 50.0);
        test::delete_texture(source);
        test::delete_texture(target);
    }
}
