#include <doctest/doctest.h>

#include <cmath>
#include <glm/geometric.hpp>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/type_ptr.hpp>
#include <span>
#include <vector>

#include "demo/platform/headless_context.h"
#include "glad/gl.h"
#include "tapestry/result.h"
#include "tests/integration/photograph.h"

using namespace tapestry;

tapestry::Result<void> guide_example(void* (*get_proc_address)(const char*), std::uint32_t color,
                                     std::uint32_t depth_buffer, std::span<const float, 16> projection,
                                     std::uint32_t result);

namespace {

/// A depth buffer whose left half shows a wall at `left_m`, and the right one another.
std::uint32_t two_walls(const glm::mat4& projection, int width, int height, float left_m, float right_m) {
    const auto stored = [&](float distance_m) {
        const glm::vec4 clip = projection * glm::vec4(0.0f, 0.0f, -distance_m, 1.0f);
        return 0.5f * clip.z / clip.w + 0.5f;
    };
    std::vector<float> depths;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) depths.push_back(stored(x < width / 2 ? left_m : right_m));
    return test::upload_depth(depths, width, height);
}

}  // namespace

TEST_CASE("the guide's code compiles, runs, and blurs what is out of focus") {
    auto context = demo::HeadlessContext::create();
    REQUIRE(context);
    const offline::Picture8 photo = test::photograph("coffee.png");
    const std::uint32_t color = test::upload(photo);
    const std::uint32_t result = test::empty_texture(GL_RGBA8, photo.width, photo.height);
    const glm::mat4 projection = glm::perspective(glm::radians(40.0f), 1.5f, 0.1f, 1000.0f);
    const std::uint32_t depth = two_walls(projection, photo.width, photo.height, 5.0f, 200.0f);
    const std::span<const float, 16> numbers(glm::value_ptr(projection), 16);
    const Result<void> status =
        guide_example(&demo::HeadlessContext::get_proc_address, color, depth, numbers, result);
    if (!status) FAIL(status.error().message);
    const Image before = test::download(color, photo.width, photo.height);
    const Image after = test::download(result, photo.width, photo.height);
    double sharp = 0.0, blurred = 0.0;
    for (int y = 0; y < photo.height; ++y) {
        sharp += glm::length(before.at(photo.width / 4, y) - after.at(photo.width / 4, y));
        blurred += glm::length(before.at(3 * photo.width / 4, y) - after.at(3 * photo.width / 4, y));
    }
    CHECK(sharp == 0.0);
    CHECK(blurred / photo.height > 0.01);
    for (const std::uint32_t texture : {color, result, depth}) test::delete_texture(texture);
}
