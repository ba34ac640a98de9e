#include "platform/gl_debug_log.h"

#include <cstdio>

namespace tapestry::demo {
namespace {

const char* type_name(GLenum type) {
    switch (type) {
        case GL_DEBUG_TYPE_ERROR:
            return "error";
        case GL_DEBUG_TYPE_DEPRECATED_BEHAVIOR:
            return "deprecated";
        case GL_DEBUG_TYPE_UNDEFINED_BEHAVIOR:
            return "undefined behaviour";
        case GL_DEBUG_TYPE_PORTABILITY:
            return "portability";
        case GL_DEBUG_TYPE_PERFORMANCE:
            return "performance";
        default:
            return "message";
    }
}

void GLAPIENTRY print_message(GLenum source, GLenum type, GLuint id, GLenum severity, GLsizei,
                              const GLchar* message, const void*) {
    if (severity == GL_DEBUG_SEVERITY_NOTIFICATION) return;
    // What a shader compiler thinks of style comes or not as its cache is cold or warm; errors always come.
    if (source == GL_DEBUG_SOURCE_SHADER_COMPILER && type == GL_DEBUG_TYPE_OTHER) return;
    std::fprintf(stderr, "OpenGL: %s %u: %s\n", type_name(type), id, message);
}

}  // namespace

void install_gl_debug_log(const GladGLContext& gl) {
    gl.Enable(GL_DEBUG_OUTPUT);
    gl.Enable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    gl.DebugMessageCallback(print_message, nullptr);
}

}  // namespace tapestry::demo
