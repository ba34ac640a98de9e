// What shaders find when they compile as C++: vectors with swizzles, invocations that meet at barriers,
// textures that count.
#include <doctest/doctest.h>

#include <vector>

#include "reference/glsl/fibers.h"
#include "reference/glsl/functions.h"
#include "reference/glsl/texture_unit.h"

namespace tapestry::glsl {

TEST_CASE("swizzles read and write a vector's numbers") {
    vec4 light(vec2(1.0, 2.0), 3.0, 4.0);
    CHECK(vec2(light.zw) == vec2(3.0, 4.0));
    CHECK(vec2(light.yx) == vec2(2.0, 1.0));
    CHECK(vec4(vec2(5.0, 6.0).xxyy) == vec4(5.0, 5.0, 6.0, 6.0));
    light.rgb *= 2.0;
    CHECK(light == vec4(2.0, 4.0, 6.0, 4.0));
    vec4 other(0.0);
    other.rgb = light.rgb;
    CHECK(other == vec4(2.0, 4.0, 6.0, 0.0));
    other.xy = vec2(1.0);
    CHECK(other == vec4(1.0, 1.0, 6.0, 0.0));
    CHECK(vec3(light) == vec3(2.0, 4.0, 6.0));
}

TEST_CASE("vectors take those of the shared blocks, which are floats") {
    const glm::vec2 block(0.5f, 2.0f);
    CHECK(2.0 * block == vec2(1.0, 4.0));
    CHECK(vec2(3.0) * block == vec2(1.5, 6.0));
    CHECK(min(ivec2(5, 1), glm::ivec2(3, 4)) == ivec2(3, 1));
    CHECK(all(lessThan(ivec2(1, 2), glm::ivec2(2, 3))));
    CHECK_FALSE(any(greaterThan(ivec2(1, 2), glm::ivec2(1, 2))));
}

TEST_CASE("functions are GLSL's") {
    CHECK(mix(2.0, 4.0, 0.25) == 2.5);
    CHECK(smoothstep(0.0, 2.0, 1.0) == 0.5);
    CHECK(fract(-0.25) == 0.75);
    CHECK(findLSB(12u) == 2);
    CHECK(findLSB(0u) == -1);
    CHECK(bitCount(0xf0fu) == 8);
    CHECK(uintBitsToFloat(floatBitsToUint(-1.5)) == -1.5);
    uint counter = 3;
    CHECK(atomicAdd(counter, 4u) == 3u);
    CHECK(atomicMax(counter, 9u) == 7u);
    CHECK(atomicOr(counter, 6u) == 9u);
    CHECK(counter == 15u);
    CHECK(length(vec2(3.0, 4.0)) == 5.0);
    CHECK(mix(vec2(1.0), vec2(2.0), greaterThan(vec2(0.0, 1.0), vec2(0.5))) == vec2(1.0, 2.0));
}

TEST_CASE("invocations wait for each other at barriers, in their order, and may end early") {
    constexpr int count = 128;
    std::vector<int> steps;
    run_fibers(count, [&](int index) {
        const std::vector<int> own(100, index);
        steps.push_back(own.front());
        wait_for_others();
        if (index % 3 == 0) return;
        steps.push_back(1000 + own.back());
        wait_for_others();
        steps.push_back(2000 + own.back());
    });
    std::vector<int> expected;
    for (int index = 0; index < count; ++index) expected.push_back(index);
    for (const int step : {1000, 2000})
        for (int index = 0; index < count; ++index)
            if (index % 3 != 0) expected.push_back(step + index);
    CHECK(steps == expected);
}

TEST_CASE("textures count what is read, and round what is stored") {
    Texture texture(Image(2, 1), TexelFormat::halves);
    ReadCount reads;
    const TextureUnit unit(texture, reads);
    imageStore(unit, ivec2(1, 0), vec4(1.0 + 1e-4, 0.0, 0.0, 1.0));
    imageStore(unit, ivec2(2, 0), vec4(9.0));  // dropped
    CHECK(texelFetch(unit, ivec2(1, 0), 0).x == 1.0);
    CHECK(textureLod(unit, vec2(0.5, 0.5), 0.0).x == 0.5);
    CHECK(textureSize(unit, 0) == ivec2(2, 1));
    CHECK(texelFetch(unit, ivec2(-1, 0), 0) == vec4(0.0));
    CHECK(reads.texels == 2);
    CHECK(reads.samples == 1);
    CHECK(reads.outside == 1);
    CHECK(texture.is_written == std::vector<std::uint8_t>{0, 1});
    CHECK(texture.is_read == std::vector<std::uint8_t>{1, 1});
}

TEST_CASE("textures know which texels were read: those that have a share of it") {
    Texture texture(Image(4, 2));
    ReadCount reads;
    const TextureUnit unit(texture, reads);
    textureLod(unit, vec2(2.5 / 4, 0.25), 0.0);  // a texel's middle: it alone
    CHECK(texture.is_read == std::vector<std::uint8_t>{0, 0, 1, 0, 0, 0, 0, 0});
    textureLod(unit, vec2(0.0, 0.5), 0.0);  // at the edge, between two rows
    textureLod(unit, vec2(0.0, 0.5), 0.0);
    CHECK(texture.is_read == std::vector<std::uint8_t>{1, 0, 1, 0, 1, 0, 0, 0});
    texelFetch(unit, ivec2(-1, 0), 0);
    CHECK(std::ranges::count(texture.is_read, 1) == 3);
}

}  // namespace tapestry::glsl
