// Depth that was drawn beside the middle of its pixels, as renderers with a jittered projection have it.
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>

#include "gl/gl_fixture.h"
#include "gl/gl_pictures.h"
#include "scene/pinhole_frame.h"
#include "scene/scene_file.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"

using namespace tapestry;
using namespace tapestry::demo;

namespace {

constexpr PictureSize jittered_size = {160, 90};

double rms(const Image& a, const Image& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        for (int channel = 0; channel < 3; ++channel)
            sum += std::pow(std::min(a.pixels[i][channel], 1.0) - std::min(b.pixels[i][channel], 1.0), 2);
    return std::sqrt(sum / (3.0 * static_cast<double>(a.pixels.size())));
}

/// Half a pixel to the right and down.
Image half_a_pixel_on(const Image& image) {
    Image moved(image.width, image.height);
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const int right = std::min(x + 1, image.width - 1), below = std::min(y + 1, image.height - 1);
            moved.at(x, y) =
                0.25 * (image.at(x, y) + image.at(right, y) + image.at(x, below) + image.at(right, below));
        }
    return moved;
}

}  // namespace

TEST_CASE("a jitter that is said changes less than the picture itself changes by it") {
    test::GlFixture fixture;
    const GladGLContext& gl = fixture.gl;
    auto table = read_table(TAPESTRY_ASSETS "/tables/disk_0-24_12x3_flat.tap");
    REQUIRE(table);
    auto effect = DepthOfField::create(fixture.device, {.bokeh = *table});
    REQUIRE(effect);
    int scenes = 0;
    double sum_said = 0.0, sum_unsaid = 0.0;
    for (const auto& entry : std::filesystem::directory_iterator(TAPESTRY_ASSETS "/scenes")) {
        if (!entry.path().string().ends_with(".scene.json")) continue;
        INFO(entry.path().filename().string());
        const auto scene = read_scene(entry.path());
        REQUIRE(scene);
        const auto renderer = SceneRenderer::create(gl, *scene);
        REQUIRE(renderer);
        auto pinhole = PinholeFrame::create(gl, jittered_size);
        REQUIRE(pinhole);
        const GLuint result =
            test::make_texture(fixture, GL_RGBA16F, jittered_size.width, jittered_size.height);
        const auto drawn = [&](glm::dvec2 jitter, bool is_said) {
            LensSample sample;
            sample.pixel_offset = jitter;
            pinhole->draw(*renderer, scene->camera, 8, sample);
            DepthOfFieldFrame frame;
            frame.source = {pinhole->color_texture(), Encoding::linear, Alpha::opaque};
            frame.target = {result, Encoding::linear, Alpha::opaque};
            frame.depth_texture = pinhole->depth_texture();
            if (is_said) {
                frame.depth_texture.jitter_x = static_cast<float>(jitter.x);
                frame.depth_texture.jitter_y = static_cast<float>(jitter.y);
            }
            frame.depth.near_m = static_cast<float>(scene->camera.planes.near_m);
            frame.depth.far_m = static_cast<float>(scene->camera.planes.far_m);
            DepthOfFieldOptions options;
            options.lens = scene->camera.lens;
            REQUIRE(effect->apply(frame, options));
            return test::download(fixture, result, jittered_size.width, jittered_size.height, Row0::bottom);
        };
        const Image plain = drawn({}, false);
        const Image picture = test::download(fixture, pinhole->color_texture(), jittered_size.width,
                                             jittered_size.height, Row0::bottom);
        const double of_picture = rms(half_a_pixel_on(picture), picture);
        const double said = rms(drawn({0.5, -0.5}, true), plain);
        const double unsaid = rms(drawn({0.5, -0.5}, false), plain);
        MESSAGE(entry.path().stem().stem().string()
                << ": said " << said << ", not said " << unsaid << ", the picture itself " << of_picture);
        CHECK(said < of_picture);
        sum_said += said;
        sum_unsaid += unsaid;
        ++scenes;
    }
    // Not on each: among glitter, what is drawn half a pixel on is as true.
    CHECK(sum_said < 0.9 * sum_unsaid);
    CHECK(scenes >= 5);
}
