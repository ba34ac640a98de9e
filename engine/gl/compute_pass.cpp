#include "gl/compute_pass.h"

#include <cassert>

#include "shared/layout.h"

namespace tapestry {
namespace {

GLuint groups(int pixels, int group_size) {
    return static_cast<GLuint>((pixels + group_size - 1) / group_size);
}

void bind_with(const DeviceState& device, GLuint unit, GLuint texture, const Sampler& sampler) {
    assert(unit < TAPESTRY_TEXTURE_UNITS && "bind_texture: a unit that StateGuard puts back");
    device.gl.ActiveTexture(GL_TEXTURE0 + unit);
    device.gl.BindTexture(GL_TEXTURE_2D, texture);
    device.gl.BindSampler(unit, sampler.name());
}

}  // namespace

EffectScope::EffectScope(DeviceState& device) : gl_(device.gl), guard_(device.gl, device.host_state) {
    device.begin_effect();
    // Stores do not wait for reads before them: the host may still be showing the target's last frame, and
    // passes of the last effect reading blended taps and lists of tiles.
    gl_.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT |
                      GL_SHADER_STORAGE_BARRIER_BIT);
}

EffectScope::~EffectScope() {
    gl_.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT |
                      GL_TEXTURE_UPDATE_BARRIER_BIT | GL_FRAMEBUFFER_BARRIER_BIT);
}

void bind_texture(const DeviceState& device, GLuint unit, GLuint texture) {
    bind_with(device, unit, texture, device.linear_sampler);
}

void bind_texels(const DeviceState& device, GLuint unit, GLuint texture) {
    bind_with(device, unit, texture, device.nearest_sampler);
}

void bind_image(const DeviceState& device, GLuint unit, GLuint texture, GLenum format) {
    assert(unit < TAPESTRY_IMAGE_UNITS && "bind_image: a unit that StateGuard puts back");
    device.gl.BindImageTexture(unit, texture, 0, GL_FALSE, 0, GL_WRITE_ONLY, format);
}

DispatchedPass::DispatchedPass(DeviceState& device, const ComputeProgram& program,
                               std::span<const std::byte> block)
    : device_(device) {
    const GladGLContext& gl = device_.gl;
    if (gl.PushDebugGroup)
        gl.PushDebugGroup(GL_DEBUG_SOURCE_APPLICATION, 0, static_cast<GLsizei>(program.label.size()),
                          program.label.data());
    gl.UseProgram(program.program.name());
    device_.uniforms.bind(block);
    device_.timer.begin(program.label);
}

DispatchedPass::~DispatchedPass() {
    device_.timer.end();
    if (device_.gl.PopDebugGroup) device_.gl.PopDebugGroup();
}

void DispatchedPass::over(const Area& area) const {
    device_.gl.DispatchCompute(groups(area.end.x - area.first.x, TAPESTRY_GROUP_X),
                               groups(area.end.y - area.first.y, TAPESTRY_GROUP_Y), 1);
}

void DispatchedPass::over_groups(glm::ivec2 count) const {
    device_.gl.DispatchCompute(static_cast<GLuint>(count.x), static_cast<GLuint>(count.y), 1);
}

}  // namespace tapestry
