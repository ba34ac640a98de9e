// The paper's three varying effects on the shipped photographs: the GPU's picture against exact kernels.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>
#include <optional>
#include <random>

#include "demo/platform/headless_context.h"
#include "glad/gl.h"
#include "reference/effect_maps.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/radial_motion_blur.h"
#include "tapestry/rotational_bokeh.h"
#include "tapestry/table_file.h"
#include "tapestry/tilt_shift.h"
#include "tests/integration/photograph.h"

using namespace tapestry;

namespace {

constexpr double largest_px = 24.0;
constexpr int samples = 3000;

struct Photo {
    const char* name;
    offline::Picture8 picture;
    Image linear;
};

std::vector<Photo> photographs() {
    std::vector<Photo> photos;
    for (const char* name : {"coffee.png", "chelsea.png", "rocket.jpg"}) {
        offline::Picture8 picture = test::photograph(name);
        Image linear = offline::to_linear(picture);
        photos.push_back({name, std::move(picture), std::move(linear)});
    }
    return photos;
}

// The exact gather of one pixel, clamped to the edge. Below half a pixel a kernel is a point, or nearly so.
glm::dvec4 dense_at(const Image& image, int x, int y, const offline::KernelField& field,
                    glm::dvec2 parameter) {
    if (field.similarity(parameter).size < 0.5) return image.at(x, y);
    const auto kernel = field.at(parameter);
    REQUIRE(kernel);
    glm::dvec4 sum(0.0);
    double weights = 0.0;
    for (int j = 0; j < kernel->height; ++j)
        for (int i = 0; i < kernel->width; ++i) {
            const double weight = kernel->at(i, j);
            weights += weight;
            sum += weight * image.at(std::clamp(x - i + kernel->width / 2, 0, image.width - 1),
                                     std::clamp(y - j + kernel->height / 2, 0, image.height - 1));
        }
    return sum / weights;
}

struct Scene {
    Scene() {
        auto made = demo::HeadlessContext::create();
        REQUIRE(made);
        context.emplace(std::move(*made));
        auto found =
            Device::create({.get_proc_address = &demo::HeadlessContext::get_proc_address, .log = {}});
        REQUIRE(found);
        device.emplace(std::move(*found));
    }

    /// PSNR of linear RGB, peak 1, at pixels anywhere in the picture, borders too.
    template <class Apply>
    double psnr(const Photo& photo, const ParameterMap& map, const TapTable& table, const Apply& apply) {
        const Image& image = photo.linear;
        const std::uint32_t source = test::upload(photo.picture);
        const std::uint32_t target = test::empty_texture(GL_RGBA32F, image.width, image.height);
        EffectFrame frame;
        frame.source = {source, Encoding::srgb, Alpha::opaque};
        frame.target = {target, Encoding::linear, Alpha::opaque};
        frame.row0 = Row0::top;
        REQUIRE(apply(frame));
        const Image filtered = test::download(target, image.width, image.height);
        test::delete_texture(source);
        test::delete_texture(target);

        const auto spec = offline::spec_from_metadata(table.metadata);
        REQUIRE(spec);
        const auto field = offline::make_field(*spec);
        REQUIRE(field);
        std::mt19937 random(1);
        double error = 0.0;
        for (int i = 0; i < samples; ++i) {
            const int x = static_cast<int>(random() % static_cast<unsigned>(image.width));
            const int y = static_cast<int>(random() % static_cast<unsigned>(image.height));
            const glm::dvec4 truth = dense_at(image, x, y, *field, map.at(x, y));
            for (int c = 0; c < 3; ++c) error += std::pow(filtered.at(x, y)[c] - truth[c], 2);
        }
        return -10.0 * std::log10(error / (3.0 * samples));
    }

    std::optional<demo::HeadlessContext> context;
    std::optional<Device> device;
};

TapTable shipped(const char* name) {
    auto table = read_table(std::string(TAPESTRY_ASSETS "/tables/") + name);
    REQUIRE(table);
    return std::move(*table);
}

void report(const char* effect, const char* photo, double decibels, double wanted) {
    std::printf("%s of %s against exact kernels: %.2f dB\n", effect, photo, decibels);
    CHECK(decibels >= wanted);
}

float share_of_height(double pixels, const Image& image) {
    return static_cast<float>(pixels / image.height);
}

}  // namespace

TEST_CASE("tilt-shift 24x4 up to 24 px is at least 55 dB on every shipped photograph") {
    Scene scene;
    const TapTable table = shipped("disk_0-24_24x4_photo.tap");
    auto effect = TiltShift::create(*scene.device, table);
    REQUIRE(effect);
    for (const Photo& photo : photographs()) {
        TiltShiftOptions options;
        options.band_width = 0.15f;
        options.falloff_distance = 0.425f;
        options.falloff = Falloff::linear;
        options.max_radius = share_of_height(largest_px, photo.linear);
        const ParameterMap map = effect_map(options, photo.linear.width, photo.linear.height);
        report("tilt-shift 24x4", photo.name,
               scene.psnr(photo, map, table,
                          [&](const EffectFrame& frame) { return effect->apply(frame, options); }),
               55.0);
    }
}

TEST_CASE("rotational bokeh 32x4 up to 24 px is at least 50 dB on every shipped photograph") {
    Scene scene;
    const TapTable table = shipped("ellipse_0-24_32x4_photo.tap");
    auto effect = RotationalBokeh::create(*scene.device, table);
    auto turned = RotationalBokeh::create(*scene.device, shipped("ellipse-turned_0-24_32x4_photo.tap"));
    REQUIRE(effect);
    REQUIRE(turned);
    for (const Photo& photo : photographs()) {
        RotationalBokehOptions options;
        options.max_radius = share_of_height(largest_px, photo.linear);
        const ParameterMap map = effect_map(options, photo.linear.width, photo.linear.height);
        report("rotational bokeh 32x4", photo.name,
               scene.psnr(photo, map, table,
                          [&](const EffectFrame& frame) { return effect->apply(frame, options); }),
               50.0);
        report("rotational bokeh 32x4, turned,", photo.name,
               scene.psnr(photo, map, table,
                          [&](const EffectFrame& frame) { return turned->apply(frame, options); }),
               60.0);
    }
}

TEST_CASE("zoom blur 32x4 up to 48 px is at least 50 dB on every shipped photograph") {
    Scene scene;
    const TapTable table = shipped("line_0-48_32x4_photo.tap");
    auto effect = RadialMotionBlur::create(*scene.device, table);
    auto turned = RadialMotionBlur::create(*scene.device, shipped("line-turned_0-48_32x4_photo.tap"));
    auto quick = RadialMotionBlur::create(*scene.device, shipped("line-turned_0-48_6x2_photo.tap"));
    REQUIRE(quick);
    REQUIRE(effect);
    REQUIRE(turned);
    for (const Photo& photo : photographs()) {
        const int width = photo.linear.width, height = photo.linear.height;
        RadialMotionBlurOptions options;
        options.amount = static_cast<float>(2.0 * largest_px / (0.5 * std::hypot(width, height)));
        options.max_length = 0.5f;
        const ParameterMap map = effect_map(options, width, height);
        report("zoom blur 32x4", photo.name,
               scene.psnr(photo, map, table,
                          [&](const EffectFrame& frame) { return effect->apply(frame, options); }),
               50.0);
        report("zoom blur 32x4, turned,", photo.name,
               scene.psnr(photo, map, table,
                          [&](const EffectFrame& frame) { return turned->apply(frame, options); }),
               60.0);
        report("zoom blur 6x2, turned,", photo.name,
               scene.psnr(photo, map, table,
                          [&](const EffectFrame& frame) { return quick->apply(frame, options); }),
               50.0);
    }
}
