#include "gl_pictures.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace tapestry::test {
namespace {

std::size_t pixel_count(int width, int height) {
    return static_cast<std::size_t>(width) * static_cast<std::size_t>(height);
}

int texture_row(int y, int height, Row0 row0) {
    return row0 == Row0::top ? y : height - 1 - y;
}

GLuint upload_pixels(GlFixture& fixture, GLenum format, int width, int height, GLenum layout, GLenum type,
                     const void* pixels) {
    const GladGLContext& gl = fixture.gl;
    const GLuint texture = make_texture(fixture, format, width, height);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.PixelStorei(GL_UNPACK_ALIGNMENT, 1);
    gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, layout, type, pixels);
    gl.PixelStorei(GL_UNPACK_ALIGNMENT, 4);
    gl.BindTexture(GL_TEXTURE_2D, 0);
    return texture;
}

/// The first texels of a texture, which may be larger, as the engine's own are.
template <class Number>
std::vector<Number> download_pixels(GlFixture& fixture, GLuint texture, int width, int height, GLenum type) {
    const GladGLContext& gl = fixture.gl;
    GLint columns = 0, rows = 0;
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_WIDTH, &columns);
    gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, GL_TEXTURE_HEIGHT, &rows);
    REQUIRE(columns >= width);
    REQUIRE(rows >= height);
    std::vector<Number> numbers(pixel_count(columns, rows) * 4);
    gl.PixelStorei(GL_PACK_ALIGNMENT, 1);
    gl.GetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, type, numbers.data());
    gl.PixelStorei(GL_PACK_ALIGNMENT, 4);
    gl.BindTexture(GL_TEXTURE_2D, 0);
    // In place: no row moves behind itself.
    for (int row = 1; row < height; ++row)
        std::copy_n(numbers.begin() + static_cast<std::ptrdiff_t>(pixel_count(columns, row) * 4),
                    pixel_count(width, 1) * 4,
                    numbers.begin() + static_cast<std::ptrdiff_t>(pixel_count(width, row) * 4));
    numbers.resize(pixel_count(width, height) * 4);
    return numbers;
}

bool takes_floats(GLenum format) {
    switch (format) {
        case GL_RGBA8UI:
        case GL_DEPTH_COMPONENT16:
        case GL_DEPTH_COMPONENT24:
        case GL_DEPTH_COMPONENT32F:
        case GL_DEPTH24_STENCIL8:
        case GL_DEPTH32F_STENCIL8:
            return false;
        default:
            return true;
    }
}

}  // namespace

GLuint make_texture(GlFixture& fixture, GLenum format, int width, int height) {
    const GladGLContext& gl = fixture.gl;
    GLuint texture = 0;
    gl.GenTextures(1, &texture);
    gl.BindTexture(GL_TEXTURE_2D, texture);
    gl.TexStorage2D(GL_TEXTURE_2D, 1, format, width, height);
    if (takes_floats(format)) {
        const std::vector<float> junk(pixel_count(width, height) * 4, 77.0f);
        gl.TexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, width, height, GL_RGBA, GL_FLOAT, junk.data());
    }
    gl.BindTexture(GL_TEXTURE_2D, 0);
    return fixture.own(texture);
}

GLuint upload(GlFixture& fixture, GLenum format, const Image& image, Row0 row0) {
    std::vector<float> numbers;
    numbers.reserve(image.pixels.size() * 4);
    for (int row = 0; row < image.height; ++row)
        for (int x = 0; x < image.width; ++x)
            for (int channel = 0; channel < 4; ++channel)
                numbers.push_back(
                    static_cast<float>(image.at(x, texture_row(row, image.height, row0))[channel]));
    return upload_pixels(fixture, format, image.width, image.height, GL_RGBA, GL_FLOAT, numbers.data());
}

GLuint upload(GlFixture& fixture, GLenum format, const ParameterMap& map, Row0 row0) {
    const bool two = format == GL_RG16F || format == GL_RG32F;
    std::vector<float> numbers;
    numbers.reserve(map.values.size() * 2);
    for (int row = 0; row < map.height; ++row) {
        for (int x = 0; x < map.width; ++x) {
            const glm::dvec2 value = map.at(x, texture_row(row, map.height, row0));
            numbers.push_back(static_cast<float>(value.x));
            if (two) numbers.push_back(static_cast<float>(value.y));
        }
    }
    return upload_pixels(fixture, format, map.width, map.height, two ? GL_RG : GL_RED, GL_FLOAT,
                         numbers.data());
}

GLuint upload_bytes(GlFixture& fixture, GLenum format, int width, int height,
                    const std::vector<std::uint8_t>& bytes) {
    return upload_pixels(fixture, format, width, height, GL_RGBA, GL_UNSIGNED_BYTE, bytes.data());
}

GLuint upload_halves(GlFixture& fixture, int width, int height, const std::vector<std::uint16_t>& halves) {
    return upload_pixels(fixture, GL_RGBA16F, width, height, GL_RGBA, GL_HALF_FLOAT, halves.data());
}

Image download(GlFixture& fixture, GLuint texture, int width, int height, Row0 row0) {
    const std::vector<float> numbers = download_floats(fixture, texture, width, height);
    Image image(width, height);
    std::size_t next = 0;
    for (int row = 0; row < height; ++row)
        for (int x = 0; x < width; ++x)
            for (int channel = 0; channel < 4; ++channel)
                image.at(x, texture_row(row, height, row0))[channel] = numbers[next++];
    return image;
}

std::vector<float> download_floats(GlFixture& fixture, GLuint texture, int width, int height) {
    return download_pixels<float>(fixture, texture, width, height, GL_FLOAT);
}

std::vector<std::uint16_t> download_halves(GlFixture& fixture, GLuint texture, int width, int height) {
    return download_pixels<std::uint16_t>(fixture, texture, width, height, GL_HALF_FLOAT);
}

std::vector<std::uint8_t> download_bytes(GlFixture& fixture, GLuint texture, int width, int height) {
    return download_pixels<std::uint8_t>(fixture, texture, width, height, GL_UNSIGNED_BYTE);
}

}  // namespace tapestry::test
