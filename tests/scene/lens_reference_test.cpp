#include "scene/lens_reference.h"

#include <doctest/doctest.h>

#include <cmath>

#include "core/temporary_folder.h"
#include "gl/gl_fixture.h"
#include "scene/pinhole_frame.h"

using namespace tapestry;
using namespace tapestry::demo;

namespace {

constexpr PictureSize size = {96, 64};

/// A small square light on the axis, `distance_m` before the camera, in the dark.
Scene light_at(double distance_m) {
    Scene scene;
    scene.camera.pose = {{0.0, 0.0, 0.0}, {0.0, 0.0, -1.0}};
    scene.camera.planes = {0.1, 50.0};
    scene.camera.lens = {2.0f, 1.0f, 80.0f, 24.0f};
    scene.panorama = uniform_panorama(glm::vec3(0.0f));
    SceneMaterial lamp;
    lamp.base_color = glm::vec4(0.0f, 0.0f, 0.0f, 1.0f);
    lamp.emission = glm::vec3(100.0f);
    scene.model.materials = {lamp};
    SceneBatch batch;
    const auto half = static_cast<float>(0.5 * distance_m * 0.3 / size.height);  // one pixel is 0.3 / 64
    const auto z = static_cast<float>(-distance_m);
    for (const glm::vec2 corner : {glm::vec2(-1, -1), glm::vec2(1, -1), glm::vec2(1, 1), glm::vec2(-1, 1)})
        batch.vertices.push_back({{half * corner.x, half * corner.y, z}, {0.0f, 0.0f, 1.0f}});
    batch.indices = {0, 1, 2, 0, 2, 3};
    scene.model.batches = {batch};
    return scene;
}

struct Drawn {
    explicit Drawn(const Scene& scene) : renderer(SceneRenderer::create(fixture.gl, scene)) {
        REQUIRE_MESSAGE(renderer, renderer.error().message);
    }

    test::GlFixture fixture;
    Result<SceneRenderer> renderer;
};

Image reference_of(const Scene& scene, const ApertureShape& aperture, const ReferenceRequest& request) {
    Drawn drawn(scene);
    auto image = draw_reference(drawn.fixture.gl, scene, *drawn.renderer, aperture, request);
    REQUIRE_MESSAGE(image, image.error().message);
    return std::move(*image);
}

/// Light-weighted: mean and cube of y, from the picture's middle.
struct Moments {
    double light = 0.0, mean_y = 0.0, skew_y = 0.0, radius = 0.0;
};

Moments moments_of(const Image& image) {
    Moments m;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) m.light += image.at(x, y).r;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const double dx = x + 0.5 - 0.5 * image.width, dy = y + 0.5 - 0.5 * image.height;
            const double share = image.at(x, y).r / m.light;
            m.mean_y += share * dy;
            m.skew_y += share * dy * dy * dy;
            m.radius += share * (dx * dx + dy * dy);
        }
    m.radius = std::sqrt(2.0 * m.radius);  // a disk's edge
    return m;
}

double largest_difference(const Image& a, const Image& b) {
    double largest = 0.0;
    for (std::size_t i = 0; i < a.pixels.size(); ++i)
        for (int c = 0; c < 3; ++c) largest = std::max(largest, std::abs(a.pixels[i][c] - b.pixels[i][c]));
    return largest;
}

}  // namespace

TEST_CASE("A light's picture is the aperture: as large as its circle of confusion, near ones turned") {
    const auto disk = ApertureShape::named("disk"), heart = ApertureShape::named("heart");
    REQUIRE(disk);
    REQUIRE(heart);
    const ReferenceRequest request{size, 2048, {}, {}};
    const double heart_far = moments_of(reference_of(light_at(8.0), *heart, request)).skew_y;
    const double heart_near = moments_of(reference_of(light_at(1.35), *heart, request)).skew_y;
    // A heart's light leans to its point, which is down: its third moment is positive where it is upright.
    CHECK(heart_far > 0.0);
    CHECK(heart_near < 0.0);
    for (const double distance : {1.35, 8.0}) {
        CAPTURE(distance);
        const Scene scene = light_at(distance);
        const Moments moments = moments_of(reference_of(scene, *disk, request));
        const double coc = std::abs(signed_coc_px(scene.camera, distance, size.height));
        // The light is a square of one pixel under pixels of one pixel: variances of 1/12 px^2 each, twice.
        const double expected = std::sqrt(coc * coc + 2.0 * 2.0 * (1.0 / 12.0 + 1.0 / 12.0));
        // 2048 pinholes know the variance to 0.05 px^2.
        CHECK(moments.radius == doctest::Approx(expected).epsilon(0.015));
        CHECK(std::abs(moments.mean_y) < 0.05);
    }
}

TEST_CASE("In the plane of focus the lens sees what the pinhole does, and no light is lost out of it") {
    const auto disk = ApertureShape::named("disk");
    const ReferenceRequest request{size, 256, {}, {}};
    const Moments sharp = moments_of(reference_of(light_at(2.0), *disk, request));
    CHECK(sharp.radius < 1.01);  // the four pixels around the middle
    // 256 points of a pixel know the area of a light of one pixel to 1 %.
    for (const double distance : {1.35, 8.0})
        CHECK(moments_of(reference_of(light_at(distance), *disk, request)).light ==
              doctest::Approx(sharp.light).epsilon(0.02));
}

TEST_CASE("A reference that was stopped goes on to the same picture") {
    const auto disk = ApertureShape::named("disk"), heart = ApertureShape::named("heart");
    const Scene scene = light_at(8.0);
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "kept.lens";
    const Image whole = reference_of(scene, *disk, {size, 24, {}, {}});

    reference_of(scene, *disk, {size, 24, file, [](int done) { return done < 10; }});
    int drawn = 0;
    const Image resumed = reference_of(scene, *disk, {size, 24, file, [&](int) { return ++drawn > 0; }});
    CHECK(drawn == 14);
    CHECK(largest_difference(whole, resumed) == 0.0);

    // What was kept of another aperture, or another scene, is not gone on with.
    drawn = 0;
    reference_of(scene, *heart, {size, 12, file, [&](int) { return ++drawn > 0; }});
    CHECK(drawn == 12);
    drawn = 0;
    reference_of(light_at(7.0), *heart, {size, 12, file, [&](int) { return ++drawn > 0; }});
    CHECK(drawn == 12);
}

TEST_CASE("Apertures that share their pinholes get what each would have got of them") {
    const auto disk = ApertureShape::named("disk"), hexagon = ApertureShape::named("hexagon");
    const Scene scene = light_at(8.0);
    Drawn drawn(scene);
    const std::vector<ApertureShape> both = {*disk, *hexagon};
    const auto images = draw_references(drawn.fixture.gl, scene, *drawn.renderer, both, {size, 1024, {}, {}});
    REQUIRE(images);
    const Image alone = reference_of(scene, *disk, {size, 1024, {}, {}});
    CHECK(largest_difference((*images)[0], alone) == 0.0);
    const Moments shared = moments_of((*images)[1]);
    const Moments own = moments_of(reference_of(scene, *hexagon, {size, 1024, {}, {}}));
    CHECK(shared.radius == doctest::Approx(own.radius).epsilon(0.01));
}

TEST_CASE("The pinhole's frame has antialiased colour and the depth of pixels' centres") {
    const Scene scene = light_at(4.0);
    Drawn drawn(scene);
    const GladGLContext& gl = drawn.fixture.gl;
    auto frame = PinholeFrame::create(gl, size);
    REQUIRE(frame);
    frame->draw(*drawn.renderer, scene.camera, 16);
    const Image image = read_picture(gl, frame->color_texture(), size);
    std::vector<float> depth(static_cast<std::size_t>(size.width) * size.height);
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, frame->depth_texture());
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_DEPTH_COMPONENT, GL_FLOAT, depth.data());
    // The light covers a quarter of each of the four pixels around the middle, whose centres lie on its
    // corners.
    double light = 0.0;
    for (const glm::dvec4& pixel : image.pixels) light += pixel.r;
    CHECK(light == doctest::Approx(100.0).epsilon(0.1));
    CHECK(image.at(0, 0).r == 0.0);
    CHECK(depth[0] == 1.0f);
}
