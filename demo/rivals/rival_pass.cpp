#include "rivals/rival_pass.h"

#include <algorithm>

namespace tapestry::demo {
namespace {

Sampler linear_sampler(const GladGLContext& gl) {
    return create_sampler(gl, GL_LINEAR, "rival linear");
}

}  // namespace

RivalContext::RivalContext(const GladGLContext& functions)
    : gl(functions), shaders(gl, rival_shaders(), {}), linear(linear_sampler(gl)) {}

Result<GLuint> rival_program(RivalContext& context, std::string_view file,
                             std::span<const ShaderDefine> defines) {
    const auto program = context.shaders.program(file, defines);
    if (!program) return program.error();
    return (*program)->program.name();
}

Result<std::shared_ptr<Buffer>> rival_buffer(RivalContext& context, std::span<const float> numbers) {
    auto buffer = create_buffer(context.gl, GL_SHADER_STORAGE_BUFFER, numbers.size_bytes(), numbers.data(),
                                GL_STATIC_DRAW, "rival weights");
    if (!buffer) return buffer.error();
    return std::make_shared<Buffer>(std::move(*buffer));
}

Result<std::shared_ptr<Texture>> rival_texture(RivalContext& context, RivalSize size) {
    auto texture = create_texture(context.gl, GL_RGBA16F, size.width, size.height, "rival transient");
    if (!texture) return texture.error();
    return std::make_shared<Texture>(std::move(*texture));
}

Result<std::shared_ptr<Texture>> rival_layer(RivalContext& context, GLenum format, RivalSize size,
                                             int levels) {
    const GladGLContext& gl = context.gl;
    GLuint name = 0;
    gl.GenTextures(1, &name);
    auto texture = std::make_shared<Texture>(gl, name);
    gl.ActiveTexture(GL_TEXTURE0);
    gl.BindTexture(GL_TEXTURE_2D, name);
    gl.TexStorage2D(GL_TEXTURE_2D, levels, format, size.width, size.height);
    label_object(gl, GL_TEXTURE, name, "rival layer");
    if (gl.GetError() == GL_OUT_OF_MEMORY) return Error{"no memory for a rival's layers"};
    return texture;
}

RivalSize reduced(RivalSize size, int divisor) {
    return {std::max(1, (size.width + divisor - 1) / divisor),
            std::max(1, (size.height + divisor - 1) / divisor)};
}

std::size_t texture_bytes(RivalSize size) {
    return 8 * static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height);
}

void bind_read(RivalContext& context, GLuint unit, GLuint texture, const Sampler& sampler) {
    context.gl.ActiveTexture(GL_TEXTURE0 + unit);
    context.gl.BindTexture(GL_TEXTURE_2D, texture);
    context.gl.BindSampler(unit, sampler.name());
}

void bind_source(RivalContext& context, GLuint unit, GLuint texture) {
    bind_read(context, unit, texture, context.linear);
}

void bind_write(RivalContext& context, GLuint unit, GLuint texture, GLenum format, GLint level) {
    context.gl.BindImageTexture(unit, texture, level, GL_FALSE, 0, GL_WRITE_ONLY, format);
}

void bind_target(RivalContext& context, GLuint unit, GLuint texture) {
    bind_write(context, unit, texture, GL_RGBA16F);
}

void bind_buffer(RivalContext& context, const Buffer& buffer, GLuint binding) {
    context.gl.BindBufferBase(GL_SHADER_STORAGE_BUFFER, binding, buffer.name());
}

void dispatch(RivalContext& context, RivalSize size, int group_x, int group_y) {
    context.gl.DispatchCompute(static_cast<GLuint>((size.width + group_x - 1) / group_x),
                               static_cast<GLuint>((size.height + group_y - 1) / group_y), 1);
    context.gl.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT);
}

Result<GatherPass> GatherPass::create(RivalContext& context, std::span<const Tap> taps) {
    GatherPass pass;
    const auto program = rival_program(context, "bilinear_gather.comp");
    if (!program) return program.error();
    auto buffer = rival_buffer(context, {&taps.front().dx, taps.size() * 4});
    if (!buffer) return buffer.error();
    pass.program_ = *program;
    pass.buffer_ = std::move(*buffer);
    pass.taps_ = static_cast<int>(taps.size());
    return pass;
}

void GatherPass::run(RivalContext& context, GLuint source, RivalSize source_size, GLuint target,
                     RivalSize target_size, float ratio) const {
    const GladGLContext& gl = context.gl;
    gl.UseProgram(program_);
    gl.Uniform2i(0, target_size.width, target_size.height);
    gl.Uniform2f(1, 1.0f / static_cast<float>(source_size.width),
                 1.0f / static_cast<float>(source_size.height));
    gl.Uniform1f(2, ratio);
    gl.Uniform1i(3, taps_);
    bind_buffer(context, *buffer_);
    bind_source(context, 0, source);
    bind_target(context, 0, target);
    dispatch(context, target_size);
}

}  // namespace tapestry::demo
