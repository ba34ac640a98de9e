#include "render/picture_texture.h"

#include <algorithm>
#include <bit>
#include <string>
#include <utility>

namespace tapestry::demo {

PictureTexture::PictureTexture(PictureTexture&& other) noexcept
    : gl_(other.gl_),
      name_(std::exchange(other.name_, 0)),
      width_(other.width_),
      height_(other.height_),
      levels_(other.levels_),
      format_(other.format_) {}

PictureTexture& PictureTexture::operator=(PictureTexture&& other) noexcept {
    std::swap(gl_, other.gl_);
    std::swap(name_, other.name_);
    std::swap(width_, other.width_);
    std::swap(height_, other.height_);
    std::swap(levels_, other.levels_);
    std::swap(format_, other.format_);
    return *this;
}

PictureTexture::~PictureTexture() {
    if (name_) gl_->DeleteTextures(1, &name_);
}

Result<PictureTexture> PictureTexture::create(const GladGLContext& gl, int width, int height, GLenum format) {
    GLint largest = 0;
    gl.GetIntegerv(GL_MAX_TEXTURE_SIZE, &largest);
    const std::string size = std::to_string(width) + " x " + std::to_string(height) + " pixels";
    if (width > largest || height > largest) {
        return Error{size + " are more than this driver's textures hold (" + std::to_string(largest) +
                     " a side); --largest-side " + std::to_string(largest) + " reduces photographs"};
    }

    PictureTexture made;
    made.gl_ = &gl;
    made.width_ = width;
    made.height_ = height;
    made.format_ = format;
    made.levels_ = std::bit_width(static_cast<unsigned>(std::max(width, height)));
    gl.GenTextures(1, &made.name_);
    gl.BindTexture(GL_TEXTURE_2D, made.name_);
    gl.TexStorage2D(GL_TEXTURE_2D, made.levels_, format, width, height);
    if (gl.GetError() == GL_OUT_OF_MEMORY) return Error{"not enough graphics memory for " + size};
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR_MIPMAP_LINEAR);
    gl.TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    return made;
}

Result<PictureTexture> PictureTexture::upload(const GladGLContext& gl, const offline::Picture8& picture) {
    auto made = create(gl, picture.width, picture.height);
    if (!made) return made;
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, picture.width, picture.height, GL_RGBA, GL_UNSIGNED_BYTE,
                     picture.rgba.data());
    made->make_mip_levels();
    return made;
}

Result<PictureTexture> PictureTexture::copy_of_level(int level) const {
    const int kept = std::clamp(level, 0, levels_ - 1);
    const int width = std::max(1, width_ >> kept);
    const int height = std::max(1, height_ >> kept);
    auto made = create(*gl_, width, height, format_);
    if (!made) return made;
    gl_->CopyImageSubData(name_, GL_TEXTURE_2D, kept, 0, 0, 0, made->name_, GL_TEXTURE_2D, 0, 0, 0, 0, width,
                          height, 1);
    made->make_mip_levels();
    return made;
}

void PictureTexture::make_mip_levels() {
    gl_->BindTexture(GL_TEXTURE_2D, name_);
    gl_->GenerateMipmap(GL_TEXTURE_2D);
}

void PictureTexture::set_crisp(bool crisp) {
    gl_->BindTexture(GL_TEXTURE_2D, name_);
    gl_->TexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, crisp ? GL_NEAREST : GL_LINEAR);
}

std::size_t PictureTexture::bytes() const {
    const std::size_t texel = format_ == GL_RGBA16F ? 8 : 4;
    return static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * texel * 4 / 3;
}

offline::Picture8 PictureTexture::download() const {
    offline::Picture8 picture{width_, height_, {}};
    picture.rgba.resize(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 4);
    gl_->BindTexture(GL_TEXTURE_2D, name_);
    gl_->GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, picture.rgba.data());
    return picture;
}

}  // namespace tapestry::demo
