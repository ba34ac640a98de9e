#include "render/develop_pass.h"

namespace tapestry::demo {

DevelopPass::DevelopPass(const GladGLContext& gl) : gl_(&gl), shaders_(gl, render_shaders(), {}) {}

Result<void> DevelopPass::run(GLuint source, const PictureTexture& target, float exposure, double white,
                              bool has_alpha) {
    const auto program = shaders_.program("develop.comp", {});
    if (!program) return program.error();
    gl_->UseProgram((*program)->program.name());
    gl_->ActiveTexture(GL_TEXTURE0);
    gl_->BindTexture(GL_TEXTURE_2D, source);
    gl_->BindSampler(0, 0);
    gl_->BindImageTexture(0, target.name(), 0, GL_FALSE, 0, GL_WRITE_ONLY, GL_RGBA8);
    gl_->Uniform1f(0, exposure);
    gl_->Uniform1f(1, static_cast<float>(white));
    gl_->Uniform1f(2, has_alpha ? 1.0f : 0.0f);
    gl_->DispatchCompute(static_cast<GLuint>((target.width() + 15) / 16),
                         static_cast<GLuint>((target.height() + 7) / 8), 1);
    // Its mip levels are made next, it is drawn, downloaded, or filtered again.
    gl_->MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT |
                       GL_TEXTURE_UPDATE_BARRIER_BIT | GL_FRAMEBUFFER_BARRIER_BIT);
    return {};
}

}  // namespace tapestry::demo
