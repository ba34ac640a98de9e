#include "gl/host_texture.h"

#include "core/error_of.h"

namespace tapestry {
namespace {

/// GL's own notation for its enumerants.
std::string hex(GLenum value) {
    std::string text = "0x0000";
    for (std::size_t digit = 0; digit < 4; ++digit)
        text[5 - digit] = "0123456789abcdef"[value >> 4 * digit & 15u];
    return text;
}

GLint level_parameter(const GladGLContext& gl, GLenum name) {
    GLint value = 0;
    gl.GetTexLevelParameteriv(GL_TEXTURE_2D, 0, name, &value);
    return value;
}

GLint texture_parameter(const GladGLContext& gl, GLenum name) {
    GLint value = 0;
    gl.GetTexParameteriv(GL_TEXTURE_2D, name, &value);
    return value;
}

/// Binds a texture that exists. GL 4.3 cannot be asked for a texture's target: binding one of another target
/// fails and leaves an error of ours behind.
bool bind_as_2d(const GladGLContext& gl, GLuint name) {
    gl.BindTexture(GL_TEXTURE_2D, name);
    GLint bound = 0;
    gl.GetIntegerv(GL_TEXTURE_BINDING_2D, &bound);
    if (static_cast<GLuint>(bound) == name) return true;
    gl.GetError();
    return false;
}

bool is_storable(GLenum format) {
    return format == GL_RGBA8 || format == GL_RGBA16F || format == GL_RGBA32F;
}

Status check_same_size(const HostTexture& texture, std::string_view role, const HostTexture& source) {
    if (texture.width == source.width && texture.height == source.height) return {};
    return error_of(role, ": its size is ", texture.width, " x ", texture.height, ", but the source's is ",
                    source.width, " x ", source.height);
}

}  // namespace

Result<HostTexture> inspect_texture(const GladGLContext& gl, GLuint name, std::string_view role) {
    if (!gl.IsTexture(name)) return error_of(role, ": ", name, " is not the name of a texture");
    if (!bind_as_2d(gl, name)) return error_of(role, ": texture ", name, " is not a GL_TEXTURE_2D");

    const HostTexture texture{name, static_cast<GLenum>(level_parameter(gl, GL_TEXTURE_INTERNAL_FORMAT)),
                              level_parameter(gl, GL_TEXTURE_WIDTH), level_parameter(gl, GL_TEXTURE_HEIGHT)};
    if (texture.width <= 0 || texture.height <= 0)
        return error_of(role, ": texture ", name, " has no pixels in level 0");
    // texelFetch counts levels from the base level on, images count from 0.
    if (const GLint base = texture_parameter(gl, GL_TEXTURE_BASE_LEVEL); base != 0)
        return error_of(role, ": texture ", name, " has base level ", base, ", but only 0 is supported");
    const GLint type = level_parameter(gl, GL_TEXTURE_RED_TYPE);
    if (type == GL_INT || type == GL_UNSIGNED_INT)
        return error_of(role, ": format ", hex(texture.format),
                        " is not supported, because its numbers are integers");
    return texture;
}

Result<HostFrame> inspect_frame(const GladGLContext& gl, const TextureView& source,
                                const TextureView& target) {
    const Result<HostTexture> from = inspect_texture(gl, source.texture, "source");
    if (!from) return from.error();
    const Result<HostTexture> to = inspect_texture(gl, target.texture, "target");
    if (!to) return to.error();
    if (source.texture == target.texture)
        return error_of("target: texture ", target.texture,
                        " is the source too, and a blur cannot work in place");
    if (Status status = check_same_size(*to, "target", *from); !status) return status.error();
    if (!is_storable(to->format))
        return error_of("target: format ", hex(to->format),
                        " is not supported; GL_RGBA8, GL_RGBA16F and GL_RGBA32F are");
    return HostFrame{*from, *to};
}

Result<HostTexture> inspect_parameters(const GladGLContext& gl, GLuint name, const HostFrame& frame) {
    constexpr std::string_view role = "parameter texture";
    Result<HostTexture> texture = inspect_texture(gl, name, role);
    if (!texture) return texture;
    if (name == frame.target.name) return error_of(role, ": texture ", name, " is the target too");
    if (Status status = check_same_size(*texture, role, frame.source); !status) return status.error();
    if (texture->format != GL_R16F && texture->format != GL_R32F)
        return error_of(role, ": format ", hex(texture->format),
                        " is not supported; GL_R16F and GL_R32F are");
    return texture;
}

}  // namespace tapestry
