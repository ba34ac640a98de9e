#include "scene/picture_sum.h"

#include "scene/raster_program.h"

namespace tapestry::demo {
namespace {

std::vector<float> read_texels(const GladGLContext& gl, GLuint frame, PictureSize size) {
    std::vector<float> values(4 * static_cast<std::size_t>(size.width) * size.height);
    gl.BindFramebuffer(GL_READ_FRAMEBUFFER, frame);
    gl.ReadBuffer(GL_COLOR_ATTACHMENT0);
    gl.BindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    gl.PixelStorei(GL_PACK_ALIGNMENT, 4);
    gl.ReadPixels(0, 0, size.width, size.height, GL_RGBA, GL_FLOAT, values.data());
    gl.BindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    return values;
}

Image upright(const std::vector<float>& values, PictureSize size, double scale) {
    Image image(size.width, size.height);
    const float* at = values.data();
    for (int y = size.height - 1; y >= 0; --y)
        for (int x = 0; x < size.width; ++x, at += 4)
            image.at(x, y) = scale * glm::dvec4(at[0], at[1], at[2], at[3]);
    return image;
}

}  // namespace

Result<PictureSum> PictureSum::create(const GladGLContext& gl, PictureSize size) {
    PictureSum result(gl, size);
    const auto texture = [&](Texture& into, GLenum format, const char* label) -> Result<void> {
        auto made = create_texture(gl, format, size.width, size.height, label);
        if (!made) return made.error();
        into = std::move(*made);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_NEAREST);
        gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_NEAREST);
        return {};
    };
    gl.ActiveTexture(GL_TEXTURE0);
    if (Result<void> s = texture(result.sample_, GL_RGBA32F, "scene sample"); !s) return s.error();
    if (Result<void> s = texture(result.depth_, GL_DEPTH_COMPONENT32F, "scene depth"); !s) return s.error();
    if (Result<void> s = texture(result.sum_, GL_RGBA32F, "scene sum"); !s) return s.error();
    auto scaled = create_raster_program(gl, "fullscreen.vert", "scaled.frag");
    if (!scaled) return scaled.error();
    result.scaled_ = std::move(*scaled);
    result.nothing_ = create_vertex_array(gl);
    result.sample_frame_ = create_framebuffer(gl);
    gl.BindFramebuffer(GL_FRAMEBUFFER, result.sample_frame_.name());
    gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, result.sample_.name(), 0);
    gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_TEXTURE_2D, result.depth_.name(), 0);
    const bool can_draw = gl.CheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    result.sum_frame_ = create_framebuffer(gl);
    gl.BindFramebuffer(GL_FRAMEBUFFER, result.sum_frame_.name());
    gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, result.sum_.name(), 0);
    const bool can_sum = gl.CheckFramebufferStatus(GL_FRAMEBUFFER) == GL_FRAMEBUFFER_COMPLETE;
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    if (!can_draw || !can_sum) return Error{"this OpenGL cannot render to RGBA32F with depth"};
    result.clear();
    return result;
}

void PictureSum::clear() {
    const GladGLContext& gl = *gl_;
    constexpr float black[4] = {0.0f, 0.0f, 0.0f, 0.0f};
    gl.BindFramebuffer(GL_FRAMEBUFFER, sum_frame_.name());
    gl.ColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    gl.Disable(GL_SCISSOR_TEST);
    gl.ClearBufferfv(GL_COLOR, 0, black);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    count_ = 0;
}

void PictureSum::draw_scaled(GLuint picture, float scale) const {
    const GladGLContext& gl = *gl_;
    gl.Viewport(0, 0, size_.width, size_.height);
    gl.UseProgram(scaled_.name());
    gl.Uniform1f(0, scale);
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, picture);
    gl.BindSampler(0, 0);
    gl.BindVertexArray(nothing_.name());
    gl.DrawArrays(GL_TRIANGLES, 0, 3);
    gl.BindVertexArray(0);
}

void PictureSum::draw_depth(const SceneRenderer& renderer, const LensCamera& camera, const LensSample& sample,
                            const SceneRenderer::Peel& peel) {
    gl_->BindFramebuffer(GL_FRAMEBUFFER, sample_frame_.name());
    renderer.draw(camera, sample, size_, peel);
    gl_->BindFramebuffer(GL_FRAMEBUFFER, 0);
}

void PictureSum::add(const SceneRenderer& renderer, const LensCamera& camera, const LensSample& sample,
                     const SceneRenderer::Peel& peel) {
    draw_depth(renderer, camera, sample, peel);
    add_picture_of(*this);
}

void PictureSum::add_picture_of(const PictureSum& other) {
    const GladGLContext& gl = *gl_;
    gl.BindFramebuffer(GL_FRAMEBUFFER, sum_frame_.name());
    gl.Enable(GL_BLEND);
    gl.BlendEquation(GL_FUNC_ADD);
    gl.BlendFunc(GL_ONE, GL_ONE);
    draw_scaled(other.sample_.name(), 1.0f);
    gl.Disable(GL_BLEND);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    ++count_;
}

void PictureSum::write_mean(GLuint target) const {
    const GladGLContext& gl = *gl_;
    const Framebuffer frame = create_framebuffer(gl);
    gl.BindFramebuffer(GL_FRAMEBUFFER, frame.name());
    gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target, 0);
    draw_scaled(sum_.name(), count_ > 0 ? 1.0f / static_cast<float>(count_) : 0.0f);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
}

std::vector<float> PictureSum::sum() const {
    return read_texels(*gl_, sum_frame_.name(), size_);
}

Image PictureSum::mean() const {
    return upright(sum(), size_, count_ > 0 ? 1.0 / count_ : 0.0);
}

void PictureSum::set(const std::vector<float>& sum, int count) {
    const GladGLContext& gl = *gl_;
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, sum_.name());
    gl.BindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size_.width, size_.height, GL_RGBA, GL_FLOAT, sum.data());
    count_ = count;
}

Image read_picture(const GladGLContext& gl, GLuint texture, PictureSize size) {
    const Framebuffer frame = create_framebuffer(gl);
    gl.BindFramebuffer(GL_FRAMEBUFFER, frame.name());
    gl.FramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture, 0);
    const auto values = read_texels(gl, frame.name(), size);
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    return upright(values, size, 1.0);
}

}  // namespace tapestry::demo
