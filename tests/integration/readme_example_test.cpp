#include <doctest/doctest.h>

#include <glm/geometric.hpp>

#include "demo/platform/headless_context.h"
#include "glad/gl.h"
#include "tapestry/result.h"
#include "tests/integration/photograph.h"

using namespace tapestry;

tapestry::Result<void> readme_example(void* (*get_proc_address)(const char*), std::uint32_t color,
                                      std::uint32_t result);

TEST_CASE("the README's integration code compiles, runs, and blurs a photograph outside the band") {
    auto context = demo::HeadlessContext::create();
    REQUIRE(context);
    const offline::Picture8 photo = test::photograph("coffee.png");
    const std::uint32_t color = test::upload(photo);
    const std::uint32_t result = test::empty_texture(GL_RGBA8, photo.width, photo.height);
    const Result<void> status = readme_example(&demo::HeadlessContext::get_proc_address, color, result);
    if (!status) FAIL(status.error().message);
    const Image before = test::download(color, photo.width, photo.height);
    const Image after = test::download(result, photo.width, photo.height);
    // The example leaves row0 at its default: texture row 0 is the bottom of the picture.
    const int sharp_row = static_cast<int>((1.0 - 0.6) * photo.height), blurred_row = 5;
    double sharp = 0.0, blurred = 0.0;
    for (int x = 0; x < photo.width; ++x) {
        sharp += glm::length(before.at(x, sharp_row) - after.at(x, sharp_row));
        blurred += glm::length(before.at(x, blurred_row) - after.at(x, blurred_row));
    }
    CHECK(sharp == 0.0);
    CHECK(blurred / photo.width > 0.01);
    test::delete_texture(color);
    test::delete_texture(result);
}
