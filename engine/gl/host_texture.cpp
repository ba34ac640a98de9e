#include "gl/host_texture.h"

#include "core/error_of.h"

namespace tapestry {

std::string hex(GLenum value) {
    std::string text = "0x0000";
    for (std::size_t digit = 0; digit < 4; ++digit)
        text[5 - digit] = "0123456789abcdef"[value >> 4 * digit & 15u];
    return text;
}

bool has_two_floats(GLenum format) {
    return format == GL_RG16F || format == GL_RG32F;
}

namespace {

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

bool has_depth(GLenum format) {
    switch (format) {
        case GL_DEPTH_COMPONENT:
        case GL_DEPTH_COMPONENT16:
        case GL_DEPTH_COMPONENT24:
        case GL_DEPTH_COMPONENT32:
        case GL_DEPTH_COMPONENT32F:
        case GL_DEPTH_STENCIL:
        case GL_DEPTH24_STENCIL8:
        case GL_DEPTH32F_STENCIL8:
            return true;
        default:
            return false;
    }
}

/// Of the texture that is bound. GL leaves undefined what samplers like ours, which are of floats and compare
/// nothing, read of a texture that compares or that shows its stencil.
Result<void> check_reads_depth(const GladGLContext& gl, GLuint name, std::string_view role) {
    if (texture_parameter(gl, GL_TEXTURE_COMPARE_MODE) != GL_NONE)
        return error_of(role, ": texture ", name, " has a GL_TEXTURE_COMPARE_MODE, which must be GL_NONE");
    // ES 3.1 and GL 4.3 know the parameter for all textures.
    if (texture_parameter(gl, GL_DEPTH_STENCIL_TEXTURE_MODE) == GL_STENCIL_INDEX)
        return error_of(role, ": texture ", name,
                        " has the GL_DEPTH_STENCIL_TEXTURE_MODE of its stencil, which must be "
                        "GL_DEPTH_COMPONENT");
    return {};
}

bool is_storable(GLenum format, bool is_es) {
    if (format == GL_RGBA8 || format == GL_RGBA16F || format == GL_RGBA32F) return true;
    return !is_es && (format == GL_RGB10_A2 || format == GL_R11F_G11F_B10F);
}

Result<void> check_storable(const ContextTraits& traits, const HostTexture& target) {
    if (is_storable(target.format, traits.is_es)) return {};
    return error_of(
        "target: format ", hex(target.format), " is not supported; GL_RGBA8, GL_RGBA16F",
        traits.is_es ? " and GL_RGBA32F are" : ", GL_RGBA32F, GL_RGB10_A2 and GL_R11F_G11F_B10F are");
}

/// Of the texture that is bound.
Result<void> check_immutable(const ContextTraits& traits, const GladGLContext& gl,
                             const HostTexture& target) {
    if (traits.is_es && !texture_parameter(gl, GL_TEXTURE_IMMUTABLE_FORMAT))
        return error_of("target: texture ", target.name,
                        " is mutable, but OpenGL ES stores only to those of glTexStorage2D");
    return {};
}

Result<void> check_same_size(const HostTexture& texture, std::string_view role, const HostTexture& source) {
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
    if (type == GL_INT || type == GL_UNSIGNED_INT || texture.format == GL_STENCIL_INDEX8)
        return error_of(role, ": format ", hex(texture.format),
                        " is not supported, because its numbers are integers");
    if (has_depth(texture.format))
        if (Result<void> status = check_reads_depth(gl, name, role); !status) return status.error();
    return texture;
}

namespace {

bool is_described(const TextureView& view) {
    return view.width != 0 && view.height != 0 && view.format != 0;
}

/// By the host.
Result<HostTexture> described_texture(const TextureView& view, std::string_view role) {
    if (view.texture == 0) return error_of(role, ": 0 is not the name of a texture");
    if (view.width < 0 || view.height < 0)
        return error_of(role, ": its size is said to be ", view.width, " x ", view.height);
    return HostTexture{view.texture, view.format, view.width, view.height};
}

}  // namespace

Result<HostFrame> inspect_frame(const DeviceState& device, const TextureView& source,
                                const TextureView& target) {
    const bool described = is_described(source) && is_described(target);
    const auto inspect = [&](const TextureView& view, std::string_view role) {
        return described ? described_texture(view, role) : inspect_texture(device.gl, view.texture, role);
    };
    const Result<HostTexture> from = inspect(source, "source");
    if (!from) return from.error();
    const Result<HostTexture> to = inspect(target, "target");
    if (!to) return to.error();
    if (source.texture == target.texture)
        return error_of("target: texture ", target.texture,
                        " is the source too, and a blur cannot work in place");
    if (Result<void> status = check_same_size(*to, "target", *from); !status) return status.error();
    if (Result<void> status = check_storable(device.traits, *to); !status) return status.error();
    if (!described)
        if (Result<void> status = check_immutable(device.traits, device.gl, *to); !status)
            return status.error();
    return HostFrame{*from, *to, described};
}

Result<HostTexture> inspect_beside(const DeviceState& device, GLuint name, std::string_view role,
                                   const HostFrame& frame) {
    if (name == frame.target.name) return error_of(role, ": texture ", name, " is the target too");
    if (frame.is_described)
        return described_texture(
            {.texture = name, .width = frame.source.width, .height = frame.source.height}, role);
    Result<HostTexture> texture = inspect_texture(device.gl, name, role);
    if (!texture) return texture;
    if (Result<void> status = check_same_size(*texture, role, frame.source); !status) return status.error();
    return texture;
}

namespace {

bool has_one_float(GLenum format) {
    return format == GL_R16F || format == GL_R32F;
}

}  // namespace

Result<HostTexture> inspect_parameters(const DeviceState& device, GLuint name, const HostFrame& frame,
                                       std::size_t axes) {
    constexpr std::string_view role = "parameter texture";
    Result<HostTexture> texture = inspect_beside(device, name, role, frame);
    if (!texture || frame.is_described || has_two_floats(texture->format)) return texture;
    if (axes == 1 && has_one_float(texture->format)) return texture;
    return error_of(role, ": format ", hex(texture->format), " is not supported for a table of ", axes,
                    axes == 1 ? " axis; GL_R16F, GL_R32F, GL_RG16F and GL_RG32F are"
                              : " axes; GL_RG16F and GL_RG32F are");
}

Result<HostTexture> inspect_turns(const DeviceState& device, GLuint name, const HostFrame& frame) {
    constexpr std::string_view role = "turn texture";
    Result<HostTexture> texture = inspect_beside(device, name, role, frame);
    if (!texture || frame.is_described || has_one_float(texture->format)) return texture;
    return error_of(role, ": format ", hex(texture->format), " is not supported; GL_R16F and GL_R32F are");
}

Result<Area> region_area(const Region& region, Row0 row0, const HostTexture& target) {
    if (region.width == 0 && region.height == 0 && region.x == 0 && region.y == 0)
        return whole_area(target.width, target.height);
    const bool fits = region.x >= 0 && region.y >= 0 && region.width > 0 && region.height > 0 &&
                      region.width <= target.width && region.x <= target.width - region.width &&
                      region.height <= target.height && region.y <= target.height - region.height;
    if (!fits)
        return error_of("region: ", region.width, " x ", region.height, " at (", region.x, ", ", region.y,
                        ") is not within the picture of ", target.width, " x ", target.height);
    const int first_row = row0 == Row0::top ? region.y : target.height - region.y - region.height;
    return Area{{region.x, first_row}, {region.x + region.width, first_row + region.height}};
}

}  // namespace tapestry
