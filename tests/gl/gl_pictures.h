/// Pictures to textures and back.
#pragma once

#include <cstdint>
#include <vector>

#include "gl_fixture.h"
#include "tapestry/image.h"
#include "tapestry/texture.h"

namespace tapestry::test {

/// A texture that the fixture deletes. It holds large numbers: hardware leaves anything in a new texture,
/// where software GL has zeros, and no test may rely on those. Bound to GL_TEXTURE_2D of the active unit
/// while it is made, then 0.
GLuint make_texture(GlFixture& fixture, GLenum format, int width, int height);

/// A texture of a picture, rounded by the driver to what the format holds.
GLuint upload(GlFixture& fixture, GLenum format, const Image& image, Row0 row0);

/// GL_R16F or GL_R32F with the map's x, GL_RG16F or GL_RG32F with both numbers.
GLuint upload(GlFixture& fixture, GLenum format, const ParameterMap& map, Row0 row0);

/// RGBA, 8 bits each; row 0 is the texture's.
GLuint upload_bytes(GlFixture& fixture, GLenum format, int width, int height,
                    const std::vector<std::uint8_t>& bytes);

/// GL_RGBA16F, bit by bit.
GLuint upload_halves(GlFixture& fixture, int width, int height, const std::vector<std::uint16_t>& halves);

Image download(GlFixture& fixture, GLuint texture, int width, int height, Row0 row0);
std::vector<float> download_floats(GlFixture& fixture, GLuint texture, int width, int height);
std::vector<std::uint16_t> download_halves(GlFixture& fixture, GLuint texture, int width, int height);
std::vector<std::uint8_t> download_bytes(GlFixture& fixture, GLuint texture, int width, int height);

}  // namespace tapestry::test
