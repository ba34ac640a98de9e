#include "picture_io.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "offline/io/png_file.h"

namespace tapestry::hosts {
namespace {

constexpr GLenum pixel_stores[] = {GL_PACK_ALIGNMENT,    GL_PACK_ROW_LENGTH,  GL_PACK_SKIP_ROWS,
                                   GL_PACK_SKIP_PIXELS,  GL_PACK_SWAP_BYTES,  GL_UNPACK_ALIGNMENT,
                                   GL_UNPACK_ROW_LENGTH, GL_UNPACK_SKIP_ROWS, GL_UNPACK_SKIP_PIXELS,
                                   GL_UNPACK_SWAP_BYTES};

GLint neutral(GLenum store) {
    return store == GL_PACK_ALIGNMENT || store == GL_UNPACK_ALIGNMENT ? 4 : 0;
}

std::size_t count(int width, int height) {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

int texture_row(int y, int height, Row0 row0) {
    return row0 == Row0::top ? y : height - 1 - y;
}

Image image_of(const std::vector<float>& numbers, int width, int height, Row0 row0) {
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int channel = 0; channel < 4; ++channel)
                image.at(x, y)[channel] =
                    numbers[4 * row_major(x, texture_row(y, height, row0), width) + std::size_t(channel)];
    return image;
}

/// From a texture's order of rows to the picture's, and back.
std::vector<float> in_rows(const std::vector<float>& numbers, glm::ivec2 size, Row0 row0) {
    std::vector<float> rows;
    rows.reserve(numbers.size());
    for (int y = 0; y < size.y; ++y) {
        const auto row = numbers.begin() + texture_row(y, size.y, row0) * size.x;
        rows.insert(rows.end(), row, row + size.x);
    }
    return rows;
}

}  // namespace

PixelTransfer::PixelTransfer(const GladGLContext& gl) : gl_(gl) {
    gl_.GetIntegerv(GL_TEXTURE_BINDING_2D, &texture_);
    gl_.GetIntegerv(GL_READ_FRAMEBUFFER_BINDING, &framebuffer_);
    gl_.GetIntegerv(GL_PIXEL_PACK_BUFFER_BINDING, &pack_buffer_);
    gl_.GetIntegerv(GL_PIXEL_UNPACK_BUFFER_BINDING, &unpack_buffer_);
    gl_.BindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    gl_.BindBuffer(GL_PIXEL_UNPACK_BUFFER, 0);
    for (const GLenum store : pixel_stores) {
        stores_.push_back(0);
        gl_.GetIntegerv(store, &stores_.back());
        gl_.PixelStorei(store, neutral(store));
    }
}

PixelTransfer::~PixelTransfer() {
    gl_.DeleteTextures(static_cast<GLsizei>(made_.size()), made_.data());
    gl_.BindTexture(GL_TEXTURE_2D, static_cast<GLuint>(texture_));
    gl_.BindFramebuffer(GL_READ_FRAMEBUFFER, static_cast<GLuint>(framebuffer_));
    gl_.BindBuffer(GL_PIXEL_PACK_BUFFER, static_cast<GLuint>(pack_buffer_));
    gl_.BindBuffer(GL_PIXEL_UNPACK_BUFFER, static_cast<GLuint>(unpack_buffer_));
    for (std::size_t i = 0; i < std::size(pixel_stores); ++i) gl_.PixelStorei(pixel_stores[i], stores_[i]);
}

glm::ivec2 PixelTransfer::size_of(GLuint texture) const {
    glm::ivec2 size{};
    gl_.BindTexture(GL_TEXTURE_2D, texture);
    gl_.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &size.x);
    gl_.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_HEIGHT, &size.y);
    return size;
}

Image PixelTransfer::read_color(GLuint texture, Row0 row0) const {
    const glm::ivec2 size = size_of(texture);
    std::vector<float> numbers(4 * count(size.x, size.y));
    gl_.GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_FLOAT, numbers.data());
    return image_of(numbers, size.x, size.y, row0);
}

std::vector<float> PixelTransfer::read_depth(const DataView& depth, Row0 row0) const {
    const glm::ivec2 size = size_of(depth.texture);
    GLint depth_bits = 0;
    gl_.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_DEPTH_SIZE, &depth_bits);
    std::vector<float> numbers(count(size.x, size.y));
    gl_.GetTexImage(GL_TEXTURE_2D, 0, depth_bits > 0 ? GL_DEPTH_COMPONENT : GL_RED, GL_FLOAT, numbers.data());
    return in_rows(numbers, size, row0);
}

Image PixelTransfer::read_window(int width, int height) const {
    std::vector<float> numbers(4 * count(width, height));
    gl_.BindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    gl_.ReadPixels(0, 0, width, height, GL_RGBA, GL_FLOAT, numbers.data());
    return image_of(numbers, width, height, Row0::bottom);
}

GLuint PixelTransfer::make(GLenum format, glm::ivec2 size, GLenum layout, const std::vector<float>& numbers) {
    GLuint texture = 0;
    gl_.GenTextures(1, &texture);
    gl_.BindTexture(GL_TEXTURE_2D, texture);
    gl_.TexStorage2D(GL_TEXTURE_2D, 1, format, size.x, size.y);
    gl_.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, size.x, size.y, layout, GL_FLOAT, numbers.data());
    made_.push_back(texture);
    return texture;
}

GLuint PixelTransfer::make_color(const Image& image, Row0 row0) {
    std::vector<float> numbers;
    numbers.reserve(4 * image.pixels.size());
    for (int row = 0; row < image.height; ++row)
        for (int x = 0; x < image.width; ++x)
            for (int channel = 0; channel < 4; ++channel)
                numbers.push_back(
                    static_cast<float>(image.at(x, texture_row(row, image.height, row0))[channel]));
    return make(GL_RGBA16F, {image.width, image.height}, GL_RGBA, numbers);
}

GLuint PixelTransfer::make_depth(const std::vector<float>& numbers, glm::ivec2 size, Row0 row0) {
    return make(GL_R32F, size, GL_RED, in_rows(numbers, size, row0));
}

void write_picture(const std::string& name, const Image& image, bool is_linear) {
    const char* const folder = std::getenv("TAPESTRY_HOST_PICTURES");
    if (!folder) return;
    offline::PackedPicture<std::uint8_t> picture;
    picture.width = image.width;
    picture.height = image.height;
    picture.channels = 3;
    for (const glm::dvec4& pixel : image.pixels)
        for (int channel = 0; channel < 3; ++channel) {
            const double shown = std::clamp(pixel[channel], 0.0, 1.0);
            picture.samples.push_back(static_cast<std::uint8_t>(
                std::lround(255.0 * (is_linear ? std::pow(shown, 1.0 / 2.2) : shown))));
        }
    const auto file = offline::encode_png(picture);
    if (!file) return;
    std::ofstream stream(std::string(folder) + "/" + name + ".png", std::ios::binary);
    stream.write(reinterpret_cast<const char*>(file->data()), static_cast<std::streamsize>(file->size()));
}

}  // namespace tapestry::hosts
