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

GLuint bound_to(const GladGLContext& gl, GLenum binding) {
    GLint name = 0;
    gl.GetIntegerv(binding, &name);
    return static_cast<GLuint>(name);
}

/// A kind of texture, as GL names it.
struct TextureTarget {
    GLenum target;
    GLenum binding;
    const char* name;
};

constexpr TextureTarget plain = {GL_TEXTURE_2D, GL_TEXTURE_BINDING_2D, "GL_TEXTURE_2D"};
constexpr TextureTarget array = {GL_TEXTURE_2D_ARRAY, GL_TEXTURE_BINDING_2D_ARRAY, "GL_TEXTURE_2D_ARRAY"};
constexpr TextureTarget multisample = {GL_TEXTURE_2D_MULTISAMPLE, GL_TEXTURE_BINDING_2D_MULTISAMPLE,
                                       "GL_TEXTURE_2D_MULTISAMPLE"};
constexpr TextureTarget multisample_array = {GL_TEXTURE_2D_MULTISAMPLE_ARRAY,
                                             GL_TEXTURE_BINDING_2D_MULTISAMPLE_ARRAY,
                                             "GL_TEXTURE_2D_MULTISAMPLE_ARRAY"};

const TextureTarget& texture_target_of(const HostImage& image) {
    if (image.samples > 1) return image.layer >= 0 ? multisample_array : multisample;
    return image.layer >= 0 ? array : plain;
}

/// A texture that exists, bound to the active unit, to be asked about. Bindings but those of GL_TEXTURE_2D
/// are put back here, since state guards know nothing of them.
class BoundTexture {
  public:
    BoundTexture(const GladGLContext& gl, const TextureTarget& target, GLuint name)
        : gl_(gl),
          target_(target),
          before_(target.target == GL_TEXTURE_2D ? 0 : bound_to(gl, target.binding)) {
        gl_.BindTexture(target_.target, name);
        is_bound_ = bound_to(gl_, target_.binding) == name;
        // GL 4.3 cannot be asked for a texture's target: binding one of another target fails and leaves an
        // error of ours behind.
        if (!is_bound_) gl_.GetError();
    }
    BoundTexture(const BoundTexture&) = delete;
    BoundTexture& operator=(const BoundTexture&) = delete;
    ~BoundTexture() {
        if (target_.target != GL_TEXTURE_2D) gl_.BindTexture(target_.target, before_);
    }

    explicit operator bool() const { return is_bound_; }
    GLint level(GLenum name) const {
        GLint value = 0;
        gl_.GetTexLevelParameteriv(target_.target, 0, name, &value);
        return value;
    }
    GLint parameter(GLenum name) const {
        GLint value = 0;
        gl_.GetTexParameteriv(target_.target, name, &value);
        return value;
    }

  private:
    const GladGLContext& gl_;
    const TextureTarget& target_;
    GLuint before_;
    bool is_bound_ = false;
};

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

/// GL leaves undefined what samplers like ours, which are of floats and compare nothing, read of a texture
/// that compares or that shows its stencil.
Result<void> check_reads_depth(const BoundTexture& bound, GLuint name, std::string_view role) {
    if (bound.parameter(GL_TEXTURE_COMPARE_MODE) != GL_NONE)
        return error_of(role, ": texture ", name, " has a GL_TEXTURE_COMPARE_MODE, which must be GL_NONE");
    // ES 3.1 and GL 4.3 know the parameter for all textures.
    if (bound.parameter(GL_DEPTH_STENCIL_TEXTURE_MODE) == GL_STENCIL_INDEX)
        return error_of(role, ": texture ", name,
                        " has the GL_DEPTH_STENCIL_TEXTURE_MODE of its stencil, which must be "
                        "GL_DEPTH_COMPONENT");
    return {};
}

bool is_storable(GLenum format, bool is_es) {
    if (format == GL_RGBA8 || format == GL_SRGB8_ALPHA8 || format == GL_RGBA16F || format == GL_RGBA32F)
        return true;
    return !is_es && (format == GL_RGB10_A2 || format == GL_R11F_G11F_B10F);
}

Result<void> check_storable(const ContextTraits& traits, const TextureView& view, const HostTexture& target) {
    if (!is_storable(target.format, traits.is_es))
        return error_of(
            "target: format ", hex(target.format), " is not supported; GL_RGBA8, GL_SRGB8_ALPHA8, GL_RGBA16F",
            traits.is_es ? " and GL_RGBA32F are" : ", GL_RGBA32F, GL_RGB10_A2 and GL_R11F_G11F_B10F are");
    if (target.format != GL_SRGB8_ALPHA8) return {};
    if (view.encoding == Encoding::srgb)
        return error_of("target: GL_SRGB8_ALPHA8 encodes by itself, so that its encoding is linear");
    if (!traits.copies_images)
        return error_of("target: GL_SRGB8_ALPHA8 needs OpenGL ES 3.2 or GL_EXT_copy_image");
    return {};
}

Result<void> check_immutable(const DeviceState& device, const HostTexture& target) {
    if (!device.traits.is_es || target.format == GL_SRGB8_ALPHA8 || target.image.layer >= 0) return {};
    const BoundTexture bound(device.gl, plain, target.name);
    if (!bound.parameter(GL_TEXTURE_IMMUTABLE_FORMAT))
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

namespace {

/// A layer as a texture of its own; other images are that already.
Result<GLuint> name_of(DeviceState& device, const HostImage& image, GLenum format, std::string_view role) {
    if (image.layer < -1) return error_of(role, ": there is no layer below 0");
    if (image.layer < 0) return image.texture;
    if (!device.traits.has_texture_views)
        return error_of(role, ": layers of arrays need GL_OES_texture_view or GL_EXT_texture_view");
    return device.host_views.add(device.gl, image.samples > 1 ? GL_TEXTURE_2D_MULTISAMPLE : GL_TEXTURE_2D,
                                 image.texture, format, image.layer);
}

Result<void> check_layer(const BoundTexture& bound, const HostImage& image, std::string_view role) {
    if (image.layer < 0) return {};
    if (!bound.parameter(GL_TEXTURE_IMMUTABLE_FORMAT))
        return error_of(role, ": texture ", image.texture,
                        " is mutable, but only layers of immutable arrays, as glTexStorage3D makes them, are "
                        "supported");
    if (const GLint layers = bound.level(GL_TEXTURE_DEPTH); image.layer >= layers)
        return error_of(role, ": texture ", image.texture, " has no layer ", image.layer, ", but ", layers);
    return {};
}

Result<void> check_numbers(const BoundTexture& bound, const HostTexture& texture, std::string_view role) {
    const GLuint name = texture.image.texture;
    const bool is_multisample = texture.image.samples > 1;
    // texelFetch counts levels from the base level on, images count from 0. Views of layers begin at 0.
    if (!is_multisample && texture.image.layer < 0)
        if (const GLint base = bound.parameter(GL_TEXTURE_BASE_LEVEL); base != 0)
            return error_of(role, ": texture ", name, " has base level ", base, ", but only 0 is supported");
    const GLint type = bound.level(GL_TEXTURE_RED_TYPE);
    if (type == GL_INT || type == GL_UNSIGNED_INT || texture.format == GL_STENCIL_INDEX8)
        return error_of(role, ": format ", hex(texture.format),
                        " is not supported, because its numbers are integers");
    if (has_depth(texture.format) && !is_multisample) return check_reads_depth(bound, name, role);
    return {};
}

}  // namespace

Result<HostTexture> inspect_texture(DeviceState& device, const HostImage& image, std::string_view role) {
    const GladGLContext& gl = device.gl;
    if (!gl.IsTexture(image.texture))
        return error_of(role, ": ", image.texture, " is not the name of a texture");
    const TextureTarget& target = texture_target_of(image);
    const BoundTexture bound(gl, target, image.texture);
    if (!bound) return error_of(role, ": texture ", image.texture, " is not a ", target.name);
    HostTexture texture{image.texture, static_cast<GLenum>(bound.level(GL_TEXTURE_INTERNAL_FORMAT)),
                        bound.level(GL_TEXTURE_WIDTH), bound.level(GL_TEXTURE_HEIGHT), image};
    if (texture.width <= 0 || texture.height <= 0)
        return error_of(role, ": texture ", image.texture, " has no pixels in level 0");
    if (image.samples > 1)
        if (const GLint samples = bound.level(GL_TEXTURE_SAMPLES); samples < image.samples)
            return error_of(role, ": texture ", image.texture, " has ", samples, " samples a pixel, not ",
                            image.samples);
    if (Result<void> status = check_layer(bound, image, role); !status) return status.error();
    if (Result<void> status = check_numbers(bound, texture, role); !status) return status.error();
    const Result<GLuint> name = name_of(device, image, texture.format, role);
    if (!name) return name.error();
    texture.name = *name;
    return texture;
}

Result<HostTexture> described_texture(DeviceState& device, const HostImage& image, GLenum format, int width,
                                      int height, std::string_view role) {
    if (image.texture == 0) return error_of(role, ": 0 is not the name of a texture");
    if (width < 0 || height < 0) return error_of(role, ": its size is said to be ", width, " x ", height);
    if (image.layer >= 0 && format == 0)
        return error_of(role, ": of a layer of an array the format has to be said, too");
    const Result<GLuint> name = name_of(device, image, format, role);
    if (!name) return name.error();
    return HostTexture{*name, format, width, height, image};
}

namespace {

bool is_described(const TextureView& view) {
    return view.width != 0 && view.height != 0 && view.format != 0;
}

}  // namespace

Result<HostFrame> inspect_frame(DeviceState& device, const TextureView& source, const TextureView& target) {
    const bool described = is_described(source) && is_described(target);
    const auto inspect = [&](const TextureView& view, std::string_view role) {
        const HostImage image{view.texture, view.layer};
        return described ? described_texture(device, image, view.format, view.width, view.height, role)
                         : inspect_texture(device, image, role);
    };
    const Result<HostTexture> from = inspect(source, "source");
    if (!from) return from.error();
    const Result<HostTexture> to = inspect(target, "target");
    if (!to) return to.error();
    if (to->image.is_in(from->image))
        return error_of("target: texture ", target.texture,
                        " is the source too, and a blur cannot work in place");
    if (Result<void> status = check_same_size(*to, "target", *from); !status) return status.error();
    if (Result<void> status = check_storable(device.traits, target, *to); !status) return status.error();
    if (!described)
        if (Result<void> status = check_immutable(device, *to); !status) return status.error();
    const Encoding encoding = to->format == GL_SRGB8_ALPHA8 ? Encoding::srgb : target.encoding;
    return HostFrame{*from, *to, described, encoding};
}

Result<HostTexture> inspect_beside(DeviceState& device, GLuint name, std::string_view role,
                                   const HostFrame& frame) {
    const HostImage image{name};
    if (image.is_in(frame.target.image)) return error_of(role, ": texture ", name, " is the target too");
    if (frame.is_described)
        return described_texture(device, image, GL_NONE, frame.source.width, frame.source.height, role);
    Result<HostTexture> texture = inspect_texture(device, image, role);
    if (!texture) return texture;
    if (Result<void> status = check_same_size(*texture, role, frame.source); !status) return status.error();
    return texture;
}

namespace {

bool has_one_float(GLenum format) {
    return format == GL_R16F || format == GL_R32F;
}

}  // namespace

Result<HostTexture> inspect_parameters(DeviceState& device, GLuint name, const HostFrame& frame,
                                       std::size_t axes) {
    constexpr std::string_view role = "parameter texture";
    Result<HostTexture> texture = inspect_beside(device, name, role, frame);
    if (!texture || frame.is_described || has_two_floats(texture->format)) return texture;
    if (axes == 1 && has_one_float(texture->format)) return texture;
    return error_of(role, ": format ", hex(texture->format), " is not supported for a table of ", axes,
                    axes == 1 ? " axis; GL_R16F, GL_R32F, GL_RG16F and GL_RG32F are"
                              : " axes; GL_RG16F and GL_RG32F are");
}

Result<HostTexture> inspect_turns(DeviceState& device, GLuint name, const HostFrame& frame) {
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
