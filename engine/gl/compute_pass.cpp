#include "gl/compute_pass.h"

#include <cassert>

#include "shared/layout.h"

namespace tapestry {
namespace {

/// Groups a pass's calls under its name in graphics debuggers, where the driver can.
class DebugGroup {
  public:
    DebugGroup(const GladGLContext& gl, const std::string& name) : gl_(gl) {
        if (gl_.PushDebugGroup)
            gl_.PushDebugGroup(GL_DEBUG_SOURCE_APPLICATION, 0, static_cast<GLsizei>(name.size()),
                               name.data());
    }
    DebugGroup(const DebugGroup&) = delete;
    DebugGroup& operator=(const DebugGroup&) = delete;
    ~DebugGroup() {
        if (gl_.PopDebugGroup) gl_.PopDebugGroup();
    }

  private:
    const GladGLContext& gl_;
};

GLuint groups(int pixels, int group_size) {
    return static_cast<GLuint>((pixels + group_size - 1) / group_size);
}

}  // namespace

EffectScope::EffectScope(const GladGLContext& gl) : gl_(gl), guard_(gl) {
    // Image stores do not wait for reads before them: the host may still be showing the target's last frame.
    gl_.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT);
}

EffectScope::~EffectScope() {
    gl_.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT |
                      GL_TEXTURE_UPDATE_BARRIER_BIT | GL_FRAMEBUFFER_BARRIER_BIT);
}

void bind_texture(const DeviceState& device, GLuint unit, GLuint texture) {
    assert(unit < TAPESTRY_TEXTURE_UNITS && "bind_texture: a unit that StateGuard puts back");
    device.gl.ActiveTexture(GL_TEXTURE0 + unit);
    device.gl.BindTexture(GL_TEXTURE_2D, texture);
    device.gl.BindSampler(unit, device.linear_sampler.name());
}

void bind_target(const DeviceState& device, GLuint texture, GLenum format) {
    device.gl.BindImageTexture(TAPESTRY_IMAGE_TARGET, texture, 0, GL_FALSE, 0, GL_WRITE_ONLY, format);
}

void run_pass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block, int width,
              int height) {
    const DebugGroup group(device.gl, program.label);
    device.gl.UseProgram(program.program.name());
    device.uniforms.bind(block);
    device.gl.DispatchCompute(groups(width, TAPESTRY_GROUP_X), groups(height, TAPESTRY_GROUP_Y), 1);
    device.gl.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT);
}

}  // namespace tapestry
