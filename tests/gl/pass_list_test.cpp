// What follows from what passes are declared with: memory, barriers and the shader's own declarations.
#include "gl/pass_list.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "gl/effect_scope.h"
#include "gl_pictures.h"
#include "pictures.h"
#include "shared/dof.h"

namespace tapestry::test {
namespace {

int barriers = 0;

void GLAD_API_PTR count_barrier(GLbitfield bits) {
    ++barriers;
    reinterpret_cast<PFNGLMEMORYBARRIERPROC>(get_proc_address("glMemoryBarrier"))(bits);
}

void* find_counting(const char* name) {
    return name == std::string_view("glMemoryBarrier") ? reinterpret_cast<void*>(count_barrier)
                                                       : get_proc_address(name);
}

Device counting_device() {
    DeviceDescription description;
    description.get_proc_address = find_counting;
    auto device = Device::create(description);
    if (!device) FAIL(device.error().message);
    return std::move(*device);
}

constexpr int side = 8;

struct PassListFixture : GlFixture {
    Device counting = counting_device();
    DeviceState& state = *counting.state();
    EffectScope scope{state};
    PassList passes{state};

    PassTexture halves(int size = side) { return passes.transient(GL_RGBA16F, size, size); }

    /// dof_halve.comp, which with a level of one pixel to read copies that to all: any pass with one texture
    /// in and one out.
    void add_copy(PassTexture from, PassTexture to, int size = side, bool bilinear = false) {
        layout::DofPass block = {};
        block.area = whole_area(size, size);
        block.read_size = {1, 1};
        PassList::Pass& pass = passes.add("dof_halve.comp").with(block).writes("target", to);
        bilinear ? pass.samples("source", from) : pass.fetches("source", from);
        pass.over(block.area);
    }

    PassTexture given_light(glm::dvec4 light) {
        return passes.given(upload(*this, GL_RGBA16F, Image(side, side, light), Row0::top));
    }

    int barriers_of_run() {
        REQUIRE(passes.prepare());
        barriers = 0;
        passes.run();
        return barriers;
    }

    glm::dvec4 light_of(PassTexture texture) {
        gl.MemoryBarrier(GL_TEXTURE_UPDATE_BARRIER_BIT);
        return download(*this, passes.name(texture), 1, 1, Row0::top).at(0, 0);
    }
};

}  // namespace

TEST_CASE_FIXTURE(PassListFixture, "a texture has its memory from its first pass to its last") {
    const glm::dvec4 light(0.25, 0.5, 2.0, 1.0);
    const PassTexture a = halves(), b = halves(), c = halves(), d = halves();
    add_copy(given_light(light), a);
    add_copy(a, b);
    add_copy(b, c);
    add_copy(c, d);
    SUBCASE("shared") {
        // Every pass reads one and writes the other, so each waits for the one before it.
        CHECK(barriers_of_run() == 3);
        CHECK(passes.name(a) != passes.name(b));
        CHECK(passes.name(c) == passes.name(a));
        CHECK(passes.name(d) == passes.name(b));
    }
    SUBCASE("kept") {
        passes.keep_all();
        CHECK(barriers_of_run() == 3);
        for (const PassTexture other : {b, c, d}) CHECK(passes.name(a) != passes.name(other));
        CHECK(light_of(a) == light);
    }
    CHECK(light_of(d) == light);
}

TEST_CASE_FIXTURE(PassListFixture,
                  "what is small and read bilinearly has a texture of its size, all else a larger one") {
    for (const int whole : {side, 512}) {
        INFO(whole << " pixels a side");
        const PassTexture large = halves(whole), fetched = halves(whole / 2), sampled = halves(whole / 2),
                          end = halves(whole);
        add_copy(given_light(glm::dvec4(1.0)), large, whole);
        add_copy(large, end, whole);
        add_copy(end, fetched, whole / 2);
        add_copy(fetched, end, whole);
        add_copy(end, sampled, whole / 2);
        add_copy(sampled, end, whole, true);
        REQUIRE(passes.prepare());
        CHECK(passes.name(fetched) == passes.name(large));
        CHECK((passes.name(sampled) == passes.name(large)) == (whole == 512));
        passes.clear();
    }
}

TEST_CASE_FIXTURE(PassListFixture, "a barrier stands only where something is used that was written") {
    const PassTexture source = given_light(glm::dvec4(1.0)), a = halves(), b = halves(), c = halves(),
                      d = halves();
    passes.keep_all();  // what shares memory waits, too
    add_copy(source, a);
    add_copy(source, b);
    SUBCASE("none between passes that share nothing but what they read") {
        CHECK(barriers_of_run() == 0);
    }
    SUBCASE("one before what reads both") {
        add_copy(a, c);
        add_copy(b, d);
        CHECK(barriers_of_run() == 1);
    }
    SUBCASE("one before what is written again") {
        add_copy(source, a);
        CHECK(barriers_of_run() == 1);
    }
}

TEST_CASE_FIXTURE(PassListFixture, "a list is drawn from empty to empty, and what fails is forgotten") {
    const GLuint source = upload(*this, GL_RGBA16F, Image(side, side, glm::dvec4(0.5)), Row0::top);
    const GLuint target = make_texture(*this, GL_RGBA16F, side, side);
    CHECK_FALSE(passes.draw([&]() -> Result<void> {
        passes.add("nowhere.comp").over(whole_area(1, 1));
        return {};
    }));
    CHECK_FALSE(passes.draw([]() -> Result<void> { return Error{"no"}; }));
    REQUIRE(passes.draw([&]() -> Result<void> {
        const PassTexture between = halves();
        add_copy(passes.given(source), between);
        add_copy(between, passes.given(target, GL_RGBA16F));
        return {};
    }));
    gl.MemoryBarrier(GL_TEXTURE_UPDATE_BARRIER_BIT);
    CHECK(download(*this, target, 1, 1, Row0::top).at(0, 0) == glm::dvec4(0.5));
}

TEST_CASE_FIXTURE(
    PassListFixture,
    "a pass that cannot be compiled, and memory that there is not, are errors before anything is drawn") {
    SUBCASE("no such file") {
        passes.add("nowhere.comp").over(whole_area(1, 1));
        const Result<void> status = passes.prepare();
        REQUIRE_FALSE(status);
        CHECK(status.error().message.find("nowhere.comp") != std::string::npos);
    }
    SUBCASE("no room") {
        counting.set_transient_limit(100);
        add_copy(given_light(glm::dvec4(0.5)), halves());
        const Result<void> status = passes.prepare();
        REQUIRE_FALSE(status);
        CHECK(status.error().message.find("cap") != std::string::npos);
    }
}

TEST_CASE_FIXTURE(GlFixture, "a shader begins with the samplers and images that it is declared to have") {
    constexpr std::array<ShaderFile, 1> files = {{{"one.comp", "void main() {}\n"}}};
    const ShaderLibrary library(gl, files, {});
    const std::array<ShaderBinding, 4> bindings = {
        {{"light"}, {"target", GL_RGBA16F}, {"depth"}, {"more", GL_R32F}}};
    const auto source = library.source("one.comp", {}, bindings);
    REQUIRE(source);
    for (const char* const line : {"layout(binding = 0) uniform highp sampler2D light;\n",
                                   "layout(rgba16f, binding = 0) writeonly uniform highp image2D target;\n",
                                   "layout(binding = 1) uniform highp sampler2D depth;\n",
                                   "layout(r32f, binding = 1) writeonly uniform highp image2D more;\n"})
        CHECK(source->text.find(line) != std::string::npos);
}

}  // namespace tapestry::test
