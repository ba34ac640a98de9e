#include "scene/raster_program.h"

#include <algorithm>
#include <string>

namespace tapestry::demo {
namespace {

std::string text_of(std::string_view name) {
    for (const ShaderFile& file : scene_shaders())
        if (file.name == name) return std::string(file.text);
    return {};
}

/// #include "name" on a line of its own, one level deep.
std::string with_includes(std::string text) {
    constexpr std::string_view keyword = "#include \"";
    for (auto at = text.find(keyword); at != text.npos; at = text.find(keyword, at)) {
        const auto start = at + keyword.size();
        const auto end = text.find('"', start);
        text.replace(at, end + 1 - at, text_of(text.substr(start, end - start)));
    }
    return text;
}

Result<Shader> compile(const GladGLContext& gl, GLenum stage, std::string_view file,
                       std::string_view defines) {
    const std::string text = "#version 430\n" + std::string(defines) + with_includes(text_of(file));
    Shader shader(gl, gl.CreateShader(stage));
    const char* source = text.c_str();
    gl.ShaderSource(shader.name(), 1, &source, nullptr);
    gl.CompileShader(shader.name());
    GLint is_compiled = GL_FALSE;
    gl.GetShaderiv(shader.name(), GL_COMPILE_STATUS, &is_compiled);
    if (is_compiled) return shader;
    std::string log(4096, '\0');
    GLsizei length = 0;
    gl.GetShaderInfoLog(shader.name(), static_cast<GLsizei>(log.size()), &length, log.data());
    log.resize(static_cast<std::size_t>(length));
    return Error{std::string(file) + ": " + log};
}

}  // namespace

Result<Program> create_raster_program(const GladGLContext& gl, std::string_view vertex_file,
                                      std::string_view fragment_file, std::string_view defines) {
    const auto vertex = compile(gl, GL_VERTEX_SHADER, vertex_file, defines);
    if (!vertex) return vertex.error();
    const auto fragment = compile(gl, GL_FRAGMENT_SHADER, fragment_file, defines);
    if (!fragment) return fragment.error();
    Program program(gl, gl.CreateProgram());
    gl.AttachShader(program.name(), vertex->name());
    gl.AttachShader(program.name(), fragment->name());
    gl.LinkProgram(program.name());
    gl.DetachShader(program.name(), vertex->name());
    gl.DetachShader(program.name(), fragment->name());
    GLint is_linked = GL_FALSE;
    gl.GetProgramiv(program.name(), GL_LINK_STATUS, &is_linked);
    if (!is_linked) {
        std::string log(4096, '\0');
        GLsizei length = 0;
        gl.GetProgramInfoLog(program.name(), static_cast<GLsizei>(log.size()), &length, log.data());
        log.resize(static_cast<std::size_t>(length));
        return Error{std::string(vertex_file) + " and " + std::string(fragment_file) + ": " + log};
    }
    label_object(gl, GL_PROGRAM, program.name(), fragment_file);
    return program;
}

}  // namespace tapestry::demo
