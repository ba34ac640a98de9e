#include "scene/nearest_depth.h"

#include <utility>

#include "scene/raster_program.h"

namespace tapestry::demo {

Result<NearestDepth> NearestDepth::create(const GladGLContext& gl, PictureSize size) {
    NearestDepth result(gl, size);
    auto depth = create_texture(gl, GL_DEPTH_COMPONENT32F, size.width, size.height, "nearest depth");
    if (!depth) return depth.error();
    auto nearest = create_raster_program(gl, "fullscreen.vert", "nearest_depth.frag");
    if (!nearest) return nearest.error();
    result.depth_ = std::move(*depth);
    result.nearest_ = std::move(*nearest);
    result.nothing_ = create_vertex_array(gl);
    result.frame_ = create_framebuffer(gl);
    gl.BindFramebuffer(GL_FRAMEBUFFER, result.frame_.name());
    gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, result.depth_.name(), 0);
    gl.DrawBuffer(GL_NONE);
    gl.ReadBuffer(GL_NONE);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    result.clear();
    return result;
}

void NearestDepth::clear() {
    constexpr float farthest = 1.0f;
    gl_->BindFramebuffer(GL_FRAMEBUFFER, frame_.name());
    gl_->DepthMask(GL_TRUE);
    gl_->Disable(GL_SCISSOR_TEST);
    gl_->ClearBufferfv(GL_DEPTH, 0, &farthest);
    gl_->BindFramebuffer(GL_FRAMEBUFFER, 0);
}

void NearestDepth::keep(const PictureSum& sum) {
    const GladGLContext& gl = *gl_;
    gl.BindFramebuffer(GL_FRAMEBUFFER, frame_.name());
    gl.Viewport(0, 0, size_.width, size_.height);
    gl.Enable(GL_DEPTH_TEST);
    gl.DepthFunc(GL_LESS);
    gl.DepthMask(GL_TRUE);
    gl.UseProgram(nearest_.name());
    GLuint unit = 0;
    for (const GLuint texture : {sum.newest_texture(), sum.depth_texture()}) {
        gl.ActiveTexture(GL_TEXTURE0 + unit);
        gl.BindTexture(GL_TEXTURE_2D, texture);
        gl.BindSampler(unit, 0);
        ++unit;
    }
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindVertexArray(nothing_.name());
    gl.DrawArrays(GL_TRIANGLES, 0, 3);
    gl.BindVertexArray(0);
    gl.Disable(GL_DEPTH_TEST);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
}

}  // namespace tapestry::demo
