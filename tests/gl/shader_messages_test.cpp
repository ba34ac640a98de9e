// What the driver says of our shaders when it compiles them, which it does not where it finds them in its
// cache: so a process of its own runs without one.
#include <doctest/doctest.h>

#include <unistd.h>
#include <cstdio>
#include <string>
#include <vector>

#include "effect_subjects.h"
#include "pictures.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/table_file.h"

namespace tapestry::test {
namespace {

struct Heard {
    std::vector<std::string> complaints;
    int messages = 0;
};

/// The least that counts: hosts abort on HIGH, and what is not initialised is a mistake at any severity.
void GLAD_API_PTR hear(GLenum, GLenum, GLuint, GLenum severity, GLsizei length, const GLchar* text,
                       const void* to) {
    auto& heard = *static_cast<Heard*>(const_cast<void*>(to));
    ++heard.messages;
    const std::string message(text, static_cast<std::size_t>(length));
    if (severity == GL_DEBUG_SEVERITY_HIGH || message.find("uninitialized") != message.npos)
        heard.complaints.push_back(message);
}

struct MessageFixture : EffectFixture {
    Heard heard;

    MessageFixture() { gl.DebugMessageCallback(hear, &heard); }
    ~MessageFixture() {
        for (const std::string& complaint : heard.complaints) FAIL_CHECK(complaint);
    }

    void draw(const Result<void>& status) {
        if (!status) FAIL_CHECK(status.error().message);
    }
};

}  // namespace

TEST_CASE_FIXTURE(MessageFixture, "programs compile without a word, here and now" * doctest::skip()) {
    for (const Subject& subject : every_effect(*this))
        for (const bool all : {true, false}) {
            EffectFrame frame = float_frame(Row0::top);
            frame.resolution = all ? Resolution::half : Resolution::full;
            frame.tiles = all;
            if (all) frame.mask_texture = frame.source.texture;
            draw(subject.apply(frame, 1.0f));
            if (all) continue;
            frame.view = EffectView::parameters;
            draw(subject.apply(frame, 1.0f));
        }
    for (const char* const name : {"disk_0-24_8x3_flat.tap", "catseye_0-24_16x3_flat.tap"})
        for (const bool all : {true, false}) {
            auto table = read_table(TAPESTRY_ASSETS "/tables/" + std::string(name));
            REQUIRE(table);
            auto effect = DepthOfField::create(device, {.bokeh = *table});
            REQUIRE(effect);
            DepthOfFieldFrame frame;
            frame.source = {upload(*this, GL_RGBA16F, source, Row0::top)};
            frame.target = {make_texture(*this, GL_RGBA8, width, height)};
            frame.depth_texture =
                upload(*this, GL_R32F, random_map(random, width, height, 0.4, 20.0), Row0::top);
            frame.depth.kind = DepthKind::metres;
            DepthOfFieldOptions options;
            options.autofocus.on = all;
            options.highlights.on = all;
            if (all) {
                frame.layer.color = frame.hidden.color = frame.source;
                frame.layer.depth_texture = frame.hidden.depth_texture = frame.depth_texture;
                frame.mask_texture = frame.depth_texture;
            }
            draw(effect->apply(frame, options));
            options.view = DepthOfFieldView::coverage;
            draw(effect->apply(frame, options));
        }
    // Nothing that is heard of nothing would be a test.
    gl.DebugMessageInsert(GL_DEBUG_SOURCE_APPLICATION, GL_DEBUG_TYPE_OTHER, 1, GL_DEBUG_SEVERITY_LOW, -1,
                          "heard");
    CHECK(heard.messages > 0);
}

TEST_CASE("no program draws a message of severity HIGH, nor one of what is not initialised") {
    const std::string command = "MESA_SHADER_CACHE_DISABLE=true MESA_GLSL_CACHE_DISABLE=true /proc/" +
                                std::to_string(getpid()) +
                                "/exe --no-skip --test-case='programs compile without a word*' 2>&1";
    FILE* const child = popen(command.c_str(), "r");
    REQUIRE(child != nullptr);
    std::string said;
    for (int letter = std::fgetc(child); letter != EOF; letter = std::fgetc(child))
        said += static_cast<char>(letter);
    const int status = pclose(child);
    INFO(said);
    CHECK(status == 0);
    CHECK(said.find("test cases:  1 |  1 passed") != said.npos);
}

}  // namespace tapestry::test
