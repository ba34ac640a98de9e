#include "scene/hidden_frame.h"

#include <doctest/doctest.h>

#include "gl/gl_fixture.h"
#include "scene/pinhole_frame.h"

using namespace tapestry;
using namespace tapestry::demo;

namespace {

constexpr PictureSize frame_size = {96, 64};
constexpr double view_height = 0.3;  ///< at 1 m: 24 mm over 80 mm

/// A square of light that faces the camera and is `height_px` high in the picture.
void add_square(Scene& scene, double distance_m, double height_px, const glm::vec3& light) {
    SceneMaterial lamp;
    lamp.base_color = glm::vec4(0.0f, 0.0f, 0.0f, 1.0f);
    lamp.emission = light;
    SceneBatch batch;
    batch.material = scene.model.materials.size();
    scene.model.materials.push_back(lamp);
    const auto half = static_cast<float>(0.5 * height_px * distance_m * view_height / frame_size.height);
    const auto z = static_cast<float>(-distance_m);
    for (const glm::vec2 corner : {glm::vec2(-1, -1), glm::vec2(1, -1), glm::vec2(1, 1), glm::vec2(-1, 1)})
        batch.vertices.push_back({{half * corner.x, half * corner.y, z}, {0.0f, 0.0f, 1.0f}});
    batch.indices = {0, 1, 2, 0, 2, 3};
    scene.model.batches.push_back(batch);
}

/// Focus on 2 m; a red square there, a little blue one just behind it, a larger green one far behind both.
Scene squares() {
    Scene scene;
    scene.camera.pose = {{0.0, 0.0, 0.0}, {0.0, 0.0, -1.0}};
    scene.camera.planes = {0.1, 50.0};
    scene.camera.lens = {2.0f, 1.0f, 80.0f, 24.0f};
    scene.panorama = uniform_panorama(glm::vec3(0.25f));
    add_square(scene, 2.0, 20.0, {1.0f, 0.0f, 0.0f});
    add_square(scene, 2.001, 10.0, {0.0f, 0.0f, 1.0f});
    add_square(scene, 3.0, 40.5, {0.0f, 1.0f, 0.0f});
    return scene;
}

}  // namespace

TEST_CASE("Hidden surfaces are the next that lie clearly behind, with their depth and share of the pixel") {
    const Scene scene = squares();
    test::GlFixture fixture;
    const GladGLContext& gl = fixture.gl;
    const auto renderer = SceneRenderer::create(gl, scene);
    REQUIRE(renderer);
    auto frame = PinholeFrame::create(gl, frame_size, PinholeFrame::Hidden::drawn);
    REQUIRE(frame);
    frame->draw(*renderer, scene.camera, 16);
    REQUIRE(frame->hidden());
    const HiddenSurfaces hidden = frame->hidden()->surfaces();
    const Image light = read_picture(gl, hidden.color.texture, frame_size);
    std::vector<float> depth(static_cast<std::size_t>(frame_size.width) * frame_size.height);
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, hidden.depth_texture.texture);
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT, GL_FLOAT, depth.data());
    const DepthConvention convention = depth_convention(scene.camera);
    const auto distance_m = [&](int x, int y) {
        const auto row = static_cast<std::size_t>(frame_size.height - 1 - y);
        return view_distance_m(convention,
                               double{depth[row * frame_size.width + static_cast<std::size_t>(x)]});
    };

    // Behind red is green, since blue is too near to matter; behind green the panorama; behind that nothing.
    const glm::dvec4 behind_red = light.at(48, 32);
    CHECK(behind_red.g > 0.9);
    CHECK(behind_red.b < 0.4);
    CHECK(behind_red.a == 1.0);
    CHECK(distance_m(48, 32) == doctest::Approx(3.0).epsilon(0.001));
    const glm::dvec4 behind_green = light.at(48, 17);
    CHECK(behind_green.g == doctest::Approx(0.25).epsilon(0.01));
    CHECK(behind_green.a == 1.0);
    CHECK(distance_m(48, 17) == doctest::Approx(50.0).epsilon(0.001));
    CHECK(light.at(5, 5) == glm::dvec4(0.0));
    // Green ends a quarter into this pixel: a quarter of it hides something.
    CHECK(light.at(48, 11).a == doctest::Approx(0.25).epsilon(0.3));
    CHECK(distance_m(48, 11) == doctest::Approx(50.0).epsilon(0.001));
}

TEST_CASE("The picture is the same whether what hides is drawn or not") {
    const Scene scene = squares();
    test::GlFixture fixture;
    const auto renderer = SceneRenderer::create(fixture.gl, scene);
    REQUIRE(renderer);
    std::vector<Image> pictures;
    for (const auto hidden : {PinholeFrame::Hidden::none, PinholeFrame::Hidden::drawn}) {
        auto frame = PinholeFrame::create(fixture.gl, frame_size, hidden);
        REQUIRE(frame);
        CHECK((frame->hidden() != nullptr) == (hidden == PinholeFrame::Hidden::drawn));
        frame->draw(*renderer, scene.camera, 4);
        pictures.push_back(read_picture(fixture.gl, frame->color_texture(), frame_size));
    }
    CHECK(pictures[0].pixels == pictures[1].pixels);
}
