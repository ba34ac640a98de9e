#include "gl_state.h"

#include <array>

namespace tapestry::test {
namespace {

// Texture units, image units and bindings of buffers: those that the engine uses and at least one that it
// does not. GL 4.3 guarantees eight image units.
constexpr GLuint texture_units = 15;
constexpr GLuint units = 5;

struct Name {
    GLenum name;
    const char* text;
};

#define NAME(name)  \
    Name {          \
        name, #name \
    }

constexpr Name plain_values[] = {NAME(GL_CURRENT_PROGRAM),
                                 NAME(GL_PROGRAM_PIPELINE_BINDING),
                                 NAME(GL_ACTIVE_TEXTURE),
                                 NAME(GL_UNIFORM_BUFFER_BINDING),
                                 NAME(GL_SHADER_STORAGE_BUFFER_BINDING),
                                 NAME(GL_ATOMIC_COUNTER_BUFFER_BINDING),
                                 NAME(GL_ARRAY_BUFFER_BINDING),
                                 NAME(GL_ELEMENT_ARRAY_BUFFER_BINDING),
                                 NAME(GL_COPY_READ_BUFFER_BINDING),
                                 NAME(GL_COPY_WRITE_BUFFER_BINDING),
                                 NAME(GL_PIXEL_PACK_BUFFER_BINDING),
                                 NAME(GL_PIXEL_UNPACK_BUFFER_BINDING),
                                 NAME(GL_DRAW_INDIRECT_BUFFER_BINDING),
                                 NAME(GL_DISPATCH_INDIRECT_BUFFER_BINDING),
                                 NAME(GL_VERTEX_ARRAY_BINDING),
                                 NAME(GL_DRAW_FRAMEBUFFER_BINDING),
                                 NAME(GL_READ_FRAMEBUFFER_BINDING),
                                 NAME(GL_RENDERBUFFER_BINDING),
                                 NAME(GL_VIEWPORT),
                                 NAME(GL_SCISSOR_BOX),
                                 NAME(GL_COLOR_CLEAR_VALUE),
                                 NAME(GL_COLOR_WRITEMASK),
                                 NAME(GL_DEPTH_FUNC),
                                 NAME(GL_DEPTH_WRITEMASK),
                                 NAME(GL_DEPTH_RANGE),
                                 NAME(GL_BLEND_SRC_RGB),
                                 NAME(GL_BLEND_DST_ALPHA),
                                 NAME(GL_BLEND_EQUATION_RGB),
                                 NAME(GL_BLEND_COLOR),
                                 NAME(GL_STENCIL_FUNC),
                                 NAME(GL_STENCIL_VALUE_MASK),
                                 NAME(GL_CULL_FACE_MODE),
                                 NAME(GL_FRONT_FACE),
                                 NAME(GL_POLYGON_MODE),
                                 NAME(GL_POLYGON_OFFSET_FACTOR),
                                 NAME(GL_POINT_SIZE),
                                 NAME(GL_PACK_ALIGNMENT),
                                 NAME(GL_PACK_ROW_LENGTH),
                                 NAME(GL_PACK_SKIP_ROWS),
                                 NAME(GL_PACK_SKIP_PIXELS),
                                 NAME(GL_PACK_SWAP_BYTES),
                                 NAME(GL_PACK_LSB_FIRST),
                                 NAME(GL_PACK_IMAGE_HEIGHT),
                                 NAME(GL_PACK_SKIP_IMAGES),
                                 NAME(GL_UNPACK_ALIGNMENT),
                                 NAME(GL_UNPACK_ROW_LENGTH),
                                 NAME(GL_UNPACK_SKIP_ROWS),
                                 NAME(GL_UNPACK_SKIP_PIXELS),
                                 NAME(GL_UNPACK_SWAP_BYTES),
                                 NAME(GL_UNPACK_LSB_FIRST),
                                 NAME(GL_UNPACK_IMAGE_HEIGHT),
                                 NAME(GL_UNPACK_SKIP_IMAGES),
                                 NAME(GL_PRIMITIVE_RESTART_INDEX),
                                 NAME(GL_PROVOKING_VERTEX),
                                 NAME(GL_DEBUG_GROUP_STACK_DEPTH)};

constexpr Name switches[] = {
    NAME(GL_BLEND),        NAME(GL_SCISSOR_TEST),        NAME(GL_DEPTH_TEST),
    NAME(GL_STENCIL_TEST), NAME(GL_CULL_FACE),           NAME(GL_FRAMEBUFFER_SRGB),
    NAME(GL_MULTISAMPLE),  NAME(GL_POLYGON_OFFSET_FILL), NAME(GL_PROGRAM_POINT_SIZE),
    NAME(GL_DITHER),       NAME(GL_PRIMITIVE_RESTART),   NAME(GL_TEXTURE_CUBE_MAP_SEAMLESS)};

constexpr Name texture_bindings[] = {NAME(GL_TEXTURE_BINDING_2D), NAME(GL_TEXTURE_BINDING_3D),
                                     NAME(GL_TEXTURE_BINDING_CUBE_MAP), NAME(GL_TEXTURE_BINDING_2D_ARRAY),
                                     NAME(GL_SAMPLER_BINDING)};

constexpr Name image_values[] = {NAME(GL_IMAGE_BINDING_NAME),    NAME(GL_IMAGE_BINDING_LEVEL),
                                 NAME(GL_IMAGE_BINDING_LAYERED), NAME(GL_IMAGE_BINDING_LAYER),
                                 NAME(GL_IMAGE_BINDING_ACCESS),  NAME(GL_IMAGE_BINDING_FORMAT)};

constexpr Name buffer_values[] = {
    NAME(GL_UNIFORM_BUFFER_BINDING),      NAME(GL_UNIFORM_BUFFER_START),
    NAME(GL_UNIFORM_BUFFER_SIZE),         NAME(GL_SHADER_STORAGE_BUFFER_BINDING),
    NAME(GL_SHADER_STORAGE_BUFFER_START), NAME(GL_SHADER_STORAGE_BUFFER_SIZE)};

#undef NAME

std::string at_index(const char* name, GLuint index) {
    return std::string(name) + "[" + std::to_string(index) + "]";
}

constexpr GLenum texture_targets[] = {GL_TEXTURE_2D, GL_TEXTURE_3D, GL_TEXTURE_CUBE_MAP, GL_TEXTURE_2D_ARRAY};

constexpr GLenum other_buffers[] = {
    GL_ATOMIC_COUNTER_BUFFER, GL_ARRAY_BUFFER,         GL_ELEMENT_ARRAY_BUFFER,
    GL_COPY_READ_BUFFER,      GL_COPY_WRITE_BUFFER,    GL_PIXEL_PACK_BUFFER,
    GL_PIXEL_UNPACK_BUFFER,   GL_DRAW_INDIRECT_BUFFER, GL_DISPATCH_INDIRECT_BUFFER};

// Larger than anything that the engine uploads, so that what it reads of it by mistake is a wrong picture and
// no error.
constexpr GLsizeiptr buffer_bytes = 1 << 20;

struct PixelStore {
    GLenum name;
    GLint neutral;
    GLint busy;
};
constexpr PixelStore pixel_stores[] = {
    {GL_PACK_ALIGNMENT, 4, 2},     {GL_PACK_ROW_LENGTH, 0, 9},  {GL_PACK_SKIP_ROWS, 0, 2},
    {GL_PACK_SKIP_PIXELS, 0, 4},   {GL_PACK_SWAP_BYTES, 0, 1},  {GL_PACK_LSB_FIRST, 0, 1},
    {GL_PACK_IMAGE_HEIGHT, 0, 7},  {GL_PACK_SKIP_IMAGES, 0, 2}, {GL_UNPACK_ALIGNMENT, 4, 8},
    {GL_UNPACK_ROW_LENGTH, 0, 11}, {GL_UNPACK_SKIP_ROWS, 0, 3}, {GL_UNPACK_SKIP_PIXELS, 0, 5},
    {GL_UNPACK_SWAP_BYTES, 0, 1},  {GL_UNPACK_LSB_FIRST, 0, 1}, {GL_UNPACK_IMAGE_HEIGHT, 0, 6},
    {GL_UNPACK_SKIP_IMAGES, 0, 1}};

}  // namespace

std::vector<StateEntry> snapshot(const GladGLContext& gl) {
    std::vector<StateEntry> entries;
    for (const Name& value : plain_values) {
        StateEntry entry{value.text, std::vector<double>(4, -1234.5)};
        gl.GetDoublev(value.name, entry.values.data());
        entries.push_back(std::move(entry));
    }
    for (const Name& value : switches) entries.push_back({value.text, {double(gl.IsEnabled(value.name))}});
    for (GLuint unit = 0; unit < texture_units; ++unit) {
        gl.ActiveTexture(GL_TEXTURE0 + unit);
        for (const Name& value : texture_bindings) {
            GLint bound = -1;
            gl.GetIntegerv(value.name, &bound);
            entries.push_back({at_index(value.text, unit), {double(bound)}});
        }
    }
    for (GLuint unit = 0; unit < units; ++unit) {
        for (const Name& value : image_values) {
            GLint bound = -1;
            gl.GetIntegeri_v(value.name, unit, &bound);
            entries.push_back({at_index(value.text, unit), {double(bound)}});
        }
        for (const Name& value : buffer_values) {
            GLint64 bound = -1;
            gl.GetInteger64i_v(value.name, unit, &bound);
            entries.push_back({at_index(value.text, unit), {double(bound)}});
        }
    }
    // GL_ACTIVE_TEXTURE was asked for before it was moved.
    for (const StateEntry& entry : entries)
        if (entry.name == "GL_ACTIVE_TEXTURE") gl.ActiveTexture(static_cast<GLenum>(entry.values[0]));
    return entries;
}

BusyHost::BusyHost(const GladGLContext& gl, bool layered_images) : gl_(gl) {
    make_objects();
    bind_textures();
    bind_images(layered_images);
    bind_buffers();
    set_fixed_state();
}

BusyHost::~BusyHost() {
    gl_.UseProgram(0);
    gl_.BindProgramPipeline(0);
    gl_.DeleteProgram(program_);
    gl_.DeleteProgramPipelines(1, &pipeline_);
    gl_.DeleteVertexArrays(1, &vertex_array_);
    gl_.DeleteFramebuffers(2, framebuffers_);
    gl_.DeleteRenderbuffers(1, &renderbuffer_);
    gl_.DeleteTextures(static_cast<GLsizei>(textures_.size()), textures_.data());
    gl_.DeleteSamplers(static_cast<GLsizei>(samplers_.size()), samplers_.data());
    for (GLuint unit = 0; unit < units; ++unit)
        gl_.BindImageTexture(unit, 0, 0, GL_FALSE, 0, GL_READ_ONLY, GL_R8);
    gl_.DeleteBuffers(static_cast<GLsizei>(buffers_.size()), buffers_.data());
    gl_.ActiveTexture(GL_TEXTURE0);
    for (const Name& value : switches) gl_.Disable(value.name);
    gl_.Enable(GL_MULTISAMPLE);
    gl_.Enable(GL_DITHER);
    gl_.ColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    gl_.DepthMask(GL_TRUE);
    for (const PixelStore& store : pixel_stores) gl_.PixelStorei(store.name, store.neutral);
    gl_.PopDebugGroup();
}

void BusyHost::make_objects() {
    const char* const source = "#version 430 core\nlayout(local_size_x = 1) in;\nvoid main() {}\n";
    program_ = gl_.CreateShaderProgramv(GL_COMPUTE_SHADER, 1, &source);
    gl_.UseProgram(program_);
    gl_.GenProgramPipelines(1, &pipeline_);
    gl_.BindProgramPipeline(pipeline_);
    gl_.GenVertexArrays(1, &vertex_array_);
    gl_.BindVertexArray(vertex_array_);
    gl_.GenFramebuffers(2, framebuffers_);
    gl_.BindFramebuffer(GL_DRAW_FRAMEBUFFER, framebuffers_[0]);
    gl_.BindFramebuffer(GL_READ_FRAMEBUFFER, framebuffers_[1]);
    gl_.GenRenderbuffers(1, &renderbuffer_);
    gl_.BindRenderbuffer(GL_RENDERBUFFER, renderbuffer_);
}

void BusyHost::bind_textures() {
    textures_.resize(texture_units * std::size(texture_targets));
    gl_.GenTextures(static_cast<GLsizei>(textures_.size()), textures_.data());
    samplers_.resize(texture_units);
    gl_.GenSamplers(texture_units, samplers_.data());
    for (GLuint unit = 0; unit < texture_units; ++unit) {
        gl_.ActiveTexture(GL_TEXTURE0 + unit);
        gl_.BindSampler(unit, samplers_[unit]);
        for (std::size_t i = 0; i < std::size(texture_targets); ++i)
            gl_.BindTexture(texture_targets[i], textures_[unit * std::size(texture_targets) + i]);
        gl_.TexStorage2D(GL_TEXTURE_2D, 3, GL_RGBA8, 16, 16);
        gl_.TexStorage3D(GL_TEXTURE_2D_ARRAY, 3, GL_RGBA16F, 16, 16, 4);
    }
    gl_.ActiveTexture(GL_TEXTURE0 + texture_units + 2);
}

void BusyHost::bind_images(bool layered) {
    const std::size_t array = 3;  // of texture_targets
    for (GLuint unit = 0; unit < units; ++unit)
        gl_.BindImageTexture(unit, textures_[unit * std::size(texture_targets) + array], 1 + GLint(unit % 2),
                             layered ? GL_TRUE : GL_FALSE, 1 + GLint(unit % 3), GL_READ_WRITE, GL_RGBA16F);
}

void BusyHost::bind_buffers() {
    const std::size_t others = std::size(other_buffers);
    buffers_.resize(others + 2 * units + 2);
    gl_.GenBuffers(static_cast<GLsizei>(buffers_.size()), buffers_.data());
    for (const GLuint buffer : buffers_) {
        gl_.BindBuffer(GL_COPY_READ_BUFFER, buffer);
        gl_.BufferData(GL_COPY_READ_BUFFER, buffer_bytes, nullptr, GL_STATIC_DRAW);
    }
    for (std::size_t i = 0; i < others; ++i) gl_.BindBuffer(other_buffers[i], buffers_[i]);
    for (GLuint index = 0; index < units; ++index) {
        // 256 is the largest alignment that a driver may ask for; one binding of each kind is of a whole
        // buffer.
        const GLuint uniform = buffers_[others + index];
        const GLuint storage = buffers_[others + units + index];
        if (index == 1) {
            gl_.BindBufferBase(GL_UNIFORM_BUFFER, index, uniform);
            gl_.BindBufferBase(GL_SHADER_STORAGE_BUFFER, index, storage);
        } else {
            gl_.BindBufferRange(GL_UNIFORM_BUFFER, index, uniform, 256 * (GLintptr(index) + 1), 512);
            gl_.BindBufferRange(GL_SHADER_STORAGE_BUFFER, index, storage, 512 * (GLintptr(index) + 1), 256);
        }
    }
    gl_.BindBuffer(GL_UNIFORM_BUFFER, buffers_[others + 2 * units]);
    gl_.BindBuffer(GL_SHADER_STORAGE_BUFFER, buffers_[others + 2 * units + 1]);
}

void BusyHost::set_fixed_state() {
    for (const Name& value : switches) gl_.Enable(value.name);
    gl_.Disable(GL_DITHER);
    gl_.Disable(GL_MULTISAMPLE);
    gl_.Viewport(3, 4, 55, 66);
    gl_.Scissor(1, 2, 33, 44);
    gl_.ClearColor(0.25f, 0.5f, 0.75f, 0.125f);
    gl_.ColorMask(GL_TRUE, GL_FALSE, GL_TRUE, GL_FALSE);
    gl_.DepthFunc(GL_GEQUAL);
    gl_.DepthMask(GL_FALSE);
    gl_.DepthRange(0.25, 0.75);
    gl_.BlendFuncSeparate(GL_SRC_ALPHA, GL_ONE, GL_ZERO, GL_DST_COLOR);
    gl_.BlendEquation(GL_MAX);
    gl_.BlendColor(0.5f, 0.25f, 0.125f, 1.0f);
    gl_.StencilFunc(GL_LESS, 5, 0x0f);
    gl_.CullFace(GL_FRONT);
    gl_.FrontFace(GL_CW);
    gl_.PolygonMode(GL_FRONT_AND_BACK, GL_LINE);
    gl_.PolygonOffset(2.0f, 3.0f);
    gl_.PointSize(7.0f);
    for (const PixelStore& store : pixel_stores) gl_.PixelStorei(store.name, store.busy);
    gl_.PrimitiveRestartIndex(77);
    gl_.ProvokingVertex(GL_FIRST_VERTEX_CONVENTION);
    gl_.PushDebugGroup(GL_DEBUG_SOURCE_APPLICATION, 1, -1, "a host's frame");
}

}  // namespace tapestry::test
