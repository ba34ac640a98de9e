#include "gl/host_views.h"

namespace tapestry {

GLuint HostViews::add(const GladGLContext& gl, GLenum target, GLuint texture, GLenum format, int layer) {
    GLuint name = 0;
    gl.GenTextures(1, &name);
    views_.emplace_back(gl, name);
    gl.TextureView(name, target, texture, format, 0, 1, static_cast<GLuint>(layer), 1);
    return name;
}

}  // namespace tapestry
