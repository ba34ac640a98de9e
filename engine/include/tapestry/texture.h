/// How the host describes its textures to the effects. The host owns them; the library keeps no reference.
#pragma once

#include <cstdint>

namespace tapestry {

/// What the numbers in a texture mean.
enum class Encoding : std::uint32_t {
    linear = 0,  ///< linear light; also GL_SRGB8_ALPHA8, which decodes and encodes by itself
    srgb = 1,    ///< sRGB-encoded numbers in a plain texture (an RGBA8 photograph)
};

enum class Alpha : std::uint32_t {
    opaque = 0,         ///< alpha is ignored on reading and 1 on writing
    straight = 1,       ///< colour is not multiplied by alpha
    premultiplied = 2,  ///< colour is multiplied by alpha, in linear light, before any sRGB encoding
};

/// Where the picture's first row is. Offsets of a table are picture space, y down.
enum class Row0 : std::uint32_t {
    bottom = 0,  ///< as GL renders: texture row 0 is the bottom of the picture
    top = 1,     ///< as image files load: texture row 0 is the top of the picture
};

/// A picture of its own within larger textures, as viewports are: a rectangle in pixels, row 0 on top,
/// wherever the texture has it. All 0: the whole texture.
struct Region {
    int x = 0;  ///< of the left column
    int y = 0;  ///< of the top row
    int width = 0;
    int height = 0;
};

/// An immutable or mutable GL_TEXTURE_2D, level 0, whose base level is 0, or a layer of a
/// GL_TEXTURE_2D_ARRAY.
///
/// As a source: any format that texelFetch reads as float or normalised numbers; its own filters do not
/// matter. As a target: GL_RGBA8, GL_SRGB8_ALPHA8, GL_RGBA16F, GL_RGBA32F and, but not on OpenGL ES,
/// GL_RGB10_A2 and GL_R11F_G11F_B10F, of the source's size. A mutable target must be complete, as GL says of
/// images that are stored to (without mipmaps, set its GL_TEXTURE_MAX_LEVEL to 0); OpenGL ES takes immutable
/// ones only. Shaders cannot store to GL_SRGB8_ALPHA8: effects draw to a transient GL_RGBA8 of its size,
/// whose bytes are copied over (glCopyImageSubData; OpenGL ES below 3.2 needs an extension for it).
struct TextureView {
    std::uint32_t texture = 0;
    Encoding encoding = Encoding::linear;
    Alpha alpha = Alpha::opaque;
    /// Of level 0: pixels, and the sized internal format, such as GL_RGBA16F. 0: asked of the driver, where
    /// threaded drivers wait for every answer. Where a frame's source and target say all three, nothing is
    /// asked: the host then answers for its other textures, too, which have the source's size, unless their
    /// DataView says another, and the formats that are named where they are handed over.
    int width = 0;
    int height = 0;
    std::uint32_t format = 0;
    /// Of an immutable GL_TEXTURE_2D_ARRAY, as both eyes' pictures are; -1: it is a GL_TEXTURE_2D. Read and
    /// written by a glTextureView that lives until apply returns (OpenGL ES needs an extension for it).
    int layer = -1;
};

/// A GL_TEXTURE_2D with other numbers of the picture than its colour: depth, a mask, motion. It may have
/// pixels of its own: as a renderer has them that is upscaled, or that draws depth at half the resolution.
struct DataView {
    std::uint32_t texture = 0;  ///< 0: none
    /// As TextureView has them. 0: asked of the driver or, where the frame's source and target are described,
    /// the source's.
    int width = 0;
    int height = 0;
    std::uint32_t format = 0;
    int layer = -1;  ///< as TextureView has it
    /// Of a GL_TEXTURE_2D_MULTISAMPLE, or of its layers an array: a pixel takes the sample in the middle of
    /// all by depth, of two the nearer one, so that it is of the surface that most of the pixel shows. For
    /// textures of depth alone. 1: it is a GL_TEXTURE_2D.
    int samples = 1;
    /// The part that shows the picture, in its own pixels. All 0: the frame's region of a texture of the
    /// source's size, else all of it.
    Region region = {};
    /// Where in its pixels it was sampled, from their middles: right and down on the picture, in its own
    /// pixels, [-0.5, 0.5]. Of renderers whose projection is jittered and whose colour no longer is, since an
    /// upscaler or temporal antialiasing has been over it; where colour is jittered alike there is nothing to
    /// say.
    float jitter_x = 0.0f;
    float jitter_y = 0.0f;

    DataView() = default;
    /// NOLINTNEXTLINE(google-explicit-constructor): most have the source's pixels.
    DataView(std::uint32_t name) : texture(name) {}
};

/// Of textures that frames will have: what their TextureView says of them, before they are there.
struct TextureFormat {
    std::uint32_t format = 0;  ///< sized, such as GL_RGBA16F
    Encoding encoding = Encoding::linear;
    Alpha alpha = Alpha::opaque;
};

}  // namespace tapestry
