/// Move-only owners of the GL objects that drawing needs and the engine does not.
#pragma once

#include "gl/gl_objects.h"

namespace tapestry::demo {

struct VertexArrayKind {
    static void destroy(const GladGLContext& gl, GLuint name) { gl.DeleteVertexArrays(1, &name); }
};
struct FramebufferKind {
    static void destroy(const GladGLContext& gl, GLuint name) { gl.DeleteFramebuffers(1, &name); }
};

using VertexArray = GlObject<VertexArrayKind>;
using Framebuffer = GlObject<FramebufferKind>;

inline VertexArray create_vertex_array(const GladGLContext& gl) {
    GLuint name = 0;
    gl.GenVertexArrays(1, &name);
    return {gl, name};
}

inline Framebuffer create_framebuffer(const GladGLContext& gl) {
    GLuint name = 0;
    gl.GenFramebuffers(1, &name);
    return {gl, name};
}

}  // namespace tapestry::demo
