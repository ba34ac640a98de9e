#include "multisample_depth.h"

#include <doctest/doctest.h>

namespace tapestry::test {
namespace {

GLuint compiled(const GladGLContext& gl, GLenum kind, const char* source) {
    const GLuint shader = gl.CreateShader(kind);
    gl.ShaderSource(shader, 1, &source, nullptr);
    gl.CompileShader(shader);
    GLint status = 0;
    gl.GetShaderiv(shader, GL_COMPILE_STATUS, &status);
    REQUIRE(status == GL_TRUE);
    return shader;
}

/// Draws each sample's number: maps lie one beside the other in `stored`.
GLuint sample_program(const GladGLContext& gl, bool is_depth) {
    const GLuint vertex = compiled(gl, GL_VERTEX_SHADER, R"(#version 430
void main() {
    gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.5, 1.0);
})");
    const GLuint fragment = compiled(gl, GL_FRAGMENT_SHADER,
                                     is_depth ? R"(#version 430
layout(binding = 0) uniform sampler2D stored;
layout(location = 0) uniform int width;
void main() {
    gl_FragDepth = texelFetch(stored, ivec2(gl_FragCoord.xy) + ivec2(gl_SampleID * width, 0), 0).r;
})"
                                              : R"(#version 430
layout(binding = 0) uniform sampler2D stored;
layout(location = 0) uniform int width;
out vec4 number;
void main() {
    number = texelFetch(stored, ivec2(gl_FragCoord.xy) + ivec2(gl_SampleID * width, 0), 0);
})");
    const GLuint program = gl.CreateProgram();
    gl.AttachShader(program, vertex);
    gl.AttachShader(program, fragment);
    gl.LinkProgram(program);
    gl.DeleteShader(vertex);
    gl.DeleteShader(fragment);
    return program;
}

GLuint texture_of(const GladGLContext& gl, const std::vector<ParameterMap>& stored) {
    const int width = stored.front().width, height = stored.front().height;
    const int samples = static_cast<int>(stored.size());
    std::vector<float> numbers;
    for (int y = 0; y < height; ++y)
        for (const ParameterMap& map : stored)
            for (int x = 0; x < width; ++x) numbers.push_back(static_cast<float>(map.at(x, y).x));
    GLuint texture = 0;
    gl.GenTextures(1, &texture);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.TexStorage2D(GL_TEXTURE_2D, 1, GL_R32F, samples * width, height);
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, samples * width, height, GL_RED, GL_FLOAT, numbers.data());
    return texture;
}

/// The texture, attached to the framebuffer that is bound.
GLuint attached(const GladGLContext& gl, GLenum format, glm::ivec2 size, int samples, int layer) {
    const GLenum target = layer < 0 ? GL_TEXTURE_2D_MULTISAMPLE : GL_TEXTURE_2D_MULTISAMPLE_ARRAY;
    const GLenum attachment = format == GL_R32F ? GL_COLOR_ATTACHMENT0 : GL_DEPTH_ATTACHMENT;
    GLuint texture = 0;
    gl.GenTextures(1, &texture);
    gl.BindTexture(target, texture);
    if (layer < 0) {
        gl.TexStorage2DMultisample(target, samples, format, size.x, size.y, GL_TRUE);
        gl.FramebufferTexture2D(GL_FRAMEBUFFER, attachment, target, texture, 0);
    } else {
        gl.TexStorage3DMultisample(target, samples, format, size.x, size.y, 2, GL_TRUE);
        gl.FramebufferTextureLayer(GL_FRAMEBUFFER, attachment, texture, 0, layer);
    }
    gl.BindTexture(target, 0);
    return texture;
}

}  // namespace

GLuint multisample_depth(const GladGLContext& gl, GLenum format, const std::vector<ParameterMap>& stored,
                         int layer) {
    const glm::ivec2 size(stored.front().width, stored.front().height);
    GLuint framebuffer = 0, vertex_array = 0;
    gl.GenFramebuffers(1, &framebuffer);
    gl.BindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    const GLuint texture = attached(gl, format, size, static_cast<int>(stored.size()), layer);
    REQUIRE(gl.CheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE);
    gl.GenVertexArrays(1, &vertex_array);
    gl.BindVertexArray(vertex_array);
    const GLuint numbers = texture_of(gl, stored);
    const GLuint program = sample_program(gl, format != GL_R32F);
    gl.UseProgram(program);
    gl.Uniform1i(0, size.x);
    gl.Viewport(0, 0, size.x, size.y);
    gl.Enable(GL_DEPTH_TEST);
    gl.DepthFunc(GL_ALWAYS);
    gl.DrawArrays(GL_TRIANGLES, 0, 3);
    gl.DepthFunc(GL_LESS);
    gl.Disable(GL_DEPTH_TEST);
    gl.UseProgram(0);
    gl.BindTexture(GL_TEXTURE_2D, 0);
    gl.BindVertexArray(0);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    gl.DeleteProgram(program);
    gl.DeleteTextures(1, &numbers);
    gl.DeleteVertexArrays(1, &vertex_array);
    gl.DeleteFramebuffers(1, &framebuffer);
    return texture;
}

}  // namespace tapestry::test
