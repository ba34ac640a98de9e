// Includes, errors with our files' names, variants, and names in graphics debuggers.
#include "gl/shader_library.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <regex>

#include "filter_runs.h"
#include "gl/device_state.h"
#include "gl_pictures.h"
#include "random_tables.h"
#include "tapestry/tilt_shift.h"

namespace tapestry::test {
namespace {

constexpr std::array<ShaderFile, 6> files = {{{"good.comp",
                                               R"glsl(#include "include/one.glsl"
#include "include/two.glsl"
layout(local_size_x = 1) in;
void main() { one(); }
)glsl"},
                                              {"bad.comp", R"glsl(layout(local_size_x = 1) in;
#include "include/bad.glsl"
void main() { broken(); }
)glsl"},
                                              {"lost.comp", R"glsl(

#include "include/nowhere.glsl"
)glsl"},
                                              {"include/one.glsl", R"glsl(#include <cstdint>
void one() {}
)glsl"},
                                              {"include/two.glsl", R"glsl(#include "include/one.glsl"
void two() { one(); }
)glsl"},
                                              {"include/bad.glsl", R"glsl(// line 1
void broken() {
    float x = nonsense;
}
)glsl"}}};

std::vector<std::string> groups;

void GLAD_API_PTR collect_group(GLenum, GLenum type, GLuint, GLenum, GLsizei length, const GLchar* text,
                                const void*) {
    if (type == GL_DEBUG_TYPE_PUSH_GROUP) groups.emplace_back(text, static_cast<std::size_t>(length));
}

}  // namespace

// NVIDIA's compiler refuses them, and software GL does not tell.
TEST_CASE("no function of the shaders takes an image") {
    const std::regex parameter(R"([(,]\s*(?:\w+\s+)*[iu]?image2D\s+\w+\s*[,)])");
    for (const ShaderFile& file : embedded_shaders()) {
        INFO(file.name);
        CHECK_FALSE(std::regex_search(file.text.begin(), file.text.end(), parameter));
    }
    const std::string example = "void f(int a, writeonly highp image2D target, ivec2 pixel) {}";
    CHECK(std::regex_search(example, parameter));
}

TEST_CASE_FIXTURE(GlFixture, "files are included once, and C++ headers not at all") {
    const ShaderLibrary library(gl, files, {});
    const auto source = library.source("good.comp", {});
    REQUIRE(source);
    const std::string& text = source->text;
    CHECK(source->files ==
          std::vector<std::string_view>{"good.comp", "include/one.glsl", "include/two.glsl"});
    CHECK(text.find("#include") == std::string::npos);
    CHECK(text.find("void one()") == text.rfind("void one()"));
    CHECK(text.starts_with("#version 430 core\n"));
}

TEST_CASE_FIXTURE(GlFixture, "an include that is missing is named with the line that asks for it") {
    ShaderLibrary library(gl, files, {});
    CHECK(fails_with(library.program("lost.comp", {}),
                     "lost.comp:3: shader file include/nowhere.glsl does not exist"));
    CHECK(fails_with(library.program("nowhere.comp", {}), "shader file nowhere.comp does not exist"));
}

TEST_CASE_FIXTURE(GlFixture,
                  "a shader that does not compile is named with file and line, and compiled once") {
    std::vector<std::string> logged;
    ShaderLibrary library(gl, files, [&](LogLevel, std::string_view text) { logged.emplace_back(text); });
    CHECK(
        fails_with(library.program("bad.comp", {}), "shader bad.comp does not compile: include/bad.glsl:3"));
    CHECK(fails_with(library.program("bad.comp", {}), "include/bad.glsl:3"));
    REQUIRE(logged.size() == 1);
    CHECK(logged[0].find("nonsense") != std::string::npos);
    take_complaints();
}

TEST_CASE("positions in every driver's log become file names") {
    const std::array<std::string_view, 2> names = {"a.comp", "b.glsl"};
    CHECK(name_files_in_log("0:10012(5): error: x", names) == "b.glsl:12(5): error: x");
    CHECK(name_files_in_log("0(10012) : error C1: x", names) == "b.glsl:12 : error C1: x");
    CHECK(name_files_in_log("ERROR: 0:7: 'x'\nWARNING: 0:10008: y", names) ==
          "ERROR: a.comp:7: 'x'\nWARNING: b.glsl:8: y");
    CHECK(name_files_in_log("0:20001: a file that is none", names) == "0:20001: a file that is none");
    CHECK(name_files_in_log("2 warnings: none\n\n7", names) == "2 warnings: none\n\n7");
    CHECK(name_files_in_log("", names).empty());
}

TEST_CASE_FIXTURE(GlFixture, "programs are kept by file and defines") {
    ShaderLibrary library(gl, files, {});
    const std::array<ShaderDefine, 1> one = {{{"NUMBER", 1}}};
    const std::array<ShaderDefine, 1> two = {{{"NUMBER", 2}}};
    const auto first = library.program("good.comp", one);
    const auto second = library.program("good.comp", two);
    REQUIRE(first);
    REQUIRE(second);
    CHECK(*first != *second);
    CHECK((*first)->label == "tapestry good");
    CHECK(*library.program("good.comp", one) == *first);
    CHECK(*library.program("good.comp", {}) != *first);
}

TEST_CASE_FIXTURE(GlFixture, "each program can be visited with what it is made of") {
    ShaderLibrary library(gl, files, {});
    const std::array<ShaderDefine, 1> defines = {{{"NUMBER", 7}}};
    const std::array<ShaderBinding, 2> bindings = {{{"colors"}, {"target", GL_RGBA16F}}};
    const auto program = library.program("good.comp", defines, bindings);
    REQUIRE(program);
    CHECK_FALSE(library.program("lost.comp", {}));
    int visits = 0;
    library.for_each([&](const BuiltShader& shader) {
        ++visits;
        CHECK(shader.file == "good.comp");
        CHECK(std::ranges::equal(shader.defines, defines));
        CHECK(std::ranges::equal(shader.bindings, bindings));
        CHECK(shader.source == library.source("good.comp", defines, bindings)->text);
        CHECK(&shader.program == *program);
    });
    CHECK(visits == 1);
}

TEST_CASE_FIXTURE(GlFixture, "passes are named in graphics debuggers") {
    std::mt19937 random(test_seed());
    RandomTableShape shape;
    shape.axes = {radius_axis()};
    shape.layer_taps = {6, 12};
    DeviceDescription description;
    description.get_proc_address = get_proc_address;
    description.debug_groups = true;
    auto grouping = Device::create(description);
    REQUIRE(grouping);
    grouping->state()->takes_all_branches = false;
    auto effect = TiltShift::create(*grouping, random_table(shape, random));
    REQUIRE(effect);
    TiltShiftFrame frame;
    frame.source.texture = make_texture(*this, GL_RGBA8, 8, 8);
    frame.target.texture = make_texture(*this, GL_RGBA8, 8, 8);
    groups.clear();
    gl.DebugMessageCallback(collect_group, nullptr);
    CHECK(effect->apply(frame, {}));
    CHECK(groups == std::vector<std::string>{"tapestry map_tilt_shift", "tapestry taps_blend",
                                             "tapestry tiles_classify", "tapestry tiles_read",
                                             "tapestry filter_ingest", "tapestry filter_varying",
                                             "tapestry filter_varying"});
}

}  // namespace tapestry::test
