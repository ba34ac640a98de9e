#include "host.h"

#include <array>
#include <cstdio>
#include <optional>

#include "glad/gl.h"
#include "platform/headless_context.h"

namespace {

std::optional<tapestry::demo::HeadlessContext> context;
GladGLContext gl;

struct Format {
    GLenum stored, given;
};

Format format_of(int channels) {
    if (channels == 1) return {GL_R32F, GL_RED};
    if (channels == 2) return {GL_RG32F, GL_RG};
    return {GL_RGBA32F, GL_RGBA};
}

}  // namespace

int host_start() {
    auto made = tapestry::demo::HeadlessContext::create();
    if (!made) {
        std::fprintf(stderr, "%s\n", made.error().message.c_str());
        return 0;
    }
    context.emplace(std::move(*made));
    return gladLoadGLContext(&gl, [](const char* name) { return host_look_up(nullptr, name); }) != 0;
}

tapestry_proc host_look_up(void* /*user*/, const char* name) {
    return reinterpret_cast<tapestry_proc>(tapestry::demo::HeadlessContext::get_proc_address(name));
}

uint32_t host_texture(int channels, int width, int height, const float* numbers) {
    const Format format = format_of(channels);
    GLuint texture = 0;
    gl.GenTextures(1, &texture);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.TexStorage2D(GL_TEXTURE_2D, 1, format.stored, width, height);
    if (numbers) gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, format.given, GL_FLOAT, numbers);
    gl.BindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

void host_delete_texture(uint32_t texture) {
    gl.DeleteTextures(1, &texture);
}

void host_read(uint32_t texture, float* numbers) {
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_FLOAT, numbers);
    gl.BindTexture(GL_TEXTURE_2D, 0);
}

int host_has_gl_error() {
    return gl.GetError() != GL_NO_ERROR;
}
