#include "tests/integration/photograph.h"

#include <doctest/doctest.h>

#include <vector>

#include "demo/platform/headless_context.h"
#include "glad/gl.h"

namespace tapestry::test {
namespace {

const GladGLContext& functions() {
    static const GladGLContext gl = [] {
        GladGLContext context{};
        gladLoadGLContext(&context, [](const char* name) {
            return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
        });
        return context;
    }();
    return gl;
}

}  // namespace

offline::Picture8 photograph(const std::string& name) {
    auto picture = offline::read_picture8(std::string(TAPESTRY_ASSETS "/photos/") + name);
    REQUIRE(picture);
    return *picture;
}

std::uint32_t empty_texture(std::uint32_t format, int width, int height) {
    const GladGLContext& gl = functions();
    GLuint texture = 0;
    gl.GenTextures(1, &texture);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.TexStorage2D(GL_TEXTURE_2D, 1, format, width, height);
    gl.BindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

std::uint32_t upload(const offline::Picture8& picture) {
    const GladGLContext& gl = functions();
    const GLuint texture = empty_texture(GL_RGBA8, picture.width, picture.height);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE,
                     picture.rgba.data());
    gl.BindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

std::uint32_t upload_depth(const std::vector<float>& depths, int width, int height) {
    const GladGLContext& gl = functions();
    const GLuint texture = empty_texture(GL_DEPTH_COMPONENT32F, width, height);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_DEPTH_COMPONENT, GL_FLOAT, depths.data());
    gl.BindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

Image download(std::uint32_t texture, int width, int height) {
    const GladGLContext& gl = functions();
    std::vector<float> values(static_cast<std::size_t>(width) * height * 4);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_FLOAT, values.data());
    gl.BindTexture(GL_TEXTURE_2D, 0);
    Image image(width, height);
    for (std::size_t i = 0; i < image.pixels.size(); ++i)
        for (int c = 0; c < 4; ++c) image.pixels[i][c] = values[4 * i + c];
    return image;
}

void delete_texture(std::uint32_t texture) {
    functions().DeleteTextures(1, &texture);
}

}  // namespace tapestry::test
