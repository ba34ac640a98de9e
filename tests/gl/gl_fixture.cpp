#include "gl_fixture.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <utility>

#include "platform/headless_context.h"

namespace tapestry::test {
namespace {

struct CurrentContext {
    demo::HeadlessContext context;
    GladGLContext gl = {};
};

CurrentContext make_context() {
    demo::HeadlessOptions options;
    options.debug = true;
    auto context = demo::HeadlessContext::create(options);
    if (!context) FAIL(context.error().message);
    CurrentContext made{std::move(*context)};
    gladLoadGLContext(&made.gl, [](const char* name) {
        return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
    });
    REQUIRE(made.gl.VERSION_4_3);
    return made;
}

bool is_complaint(GLenum type) {
    return type == GL_DEBUG_TYPE_ERROR || type == GL_DEBUG_TYPE_UNDEFINED_BEHAVIOR ||
           type == GL_DEBUG_TYPE_DEPRECATED_BEHAVIOR;
}

void GLAD_API_PTR collect_complaint(GLenum, GLenum type, GLuint, GLenum, GLsizei length, const GLchar* text,
                                    const void* complaints) {
    if (!is_complaint(type)) return;
    auto& list = *static_cast<std::vector<std::string>*>(const_cast<void*>(complaints));
    list.emplace_back(text, static_cast<std::size_t>(length));
}

Device make_device() {
    DeviceDescription description;
    description.get_proc_address = get_proc_address;
    description.shader_dir = test_shader_folder();
    description.log = [](LogLevel level, std::string_view text) {
        if (level != LogLevel::info) MESSAGE("engine: " << std::string(text));
    };
    auto device = Device::create(description);
    if (!device) FAIL(device.error().message);
    return std::move(*device);
}

}  // namespace

const GladGLContext& current_gl() {
    static const CurrentContext current = make_context();
    REQUIRE(current.context.make_current());
    return current.gl;
}

void* get_proc_address(const char* name) {
    return demo::HeadlessContext::get_proc_address(name);
}

std::filesystem::path test_shader_folder() {
    const char* const folder = std::getenv("TAPESTRY_TEST_SHADERS");
    return folder ? folder : "";
}

GlFixture::GlFixture() : gl(current_gl()), device(make_device()) {
    gl.Enable(GL_DEBUG_OUTPUT);
    gl.Enable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    gl.DebugMessageControl(GL_DONT_CARE, GL_DONT_CARE, GL_DONT_CARE, 0, nullptr, GL_TRUE);
    gl.DebugMessageCallback(collect_complaint, &complaints_);
}

GlFixture::~GlFixture() {
    gl.DeleteTextures(static_cast<GLsizei>(textures_.size()), textures_.data());
    gl.DebugMessageCallback(nullptr, nullptr);
    for (const std::string& complaint : take_complaints()) FAIL_CHECK(complaint);
    CHECK(gl.GetError() == GL_NO_ERROR);
}

std::vector<std::string> GlFixture::take_complaints() {
    return std::exchange(complaints_, {});
}

GLuint GlFixture::own(GLuint texture) {
    textures_.push_back(texture);
    return texture;
}

bool fails_with(const Result<void>& status, std::string_view part) {
    if (status) return false;
    if (status.error().message.find(part) != std::string::npos) return true;
    MESSAGE("the error is: " << status.error().message);
    return false;
}

}  // namespace tapestry::test
