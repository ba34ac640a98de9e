#include "single_pass.h"

#include "gl/pass_list.h"
#include "shared/layout.h"

namespace tapestry::test {
namespace {

void bind_with(const DeviceState& device, GLuint unit, GLuint texture, const Sampler& sampler) {
    device.gl.ActiveTexture(GL_TEXTURE0 + unit);
    device.gl.BindTexture(GL_TEXTURE_2D, texture);
    device.gl.BindSampler(unit, sampler.name());
}

}  // namespace

void bind_texture(const DeviceState& device, GLuint unit, GLuint texture) {
    bind_with(device, unit, texture, device.linear_sampler);
}

void bind_texels(const DeviceState& device, GLuint unit, GLuint texture) {
    bind_with(device, unit, texture, device.nearest_sampler);
}

void bind_image(const DeviceState& device, GLuint unit, GLuint texture, GLenum format) {
    device.gl.BindImageTexture(unit, texture, 0, GL_FALSE, 0, GL_WRITE_ONLY, format);
}

void dispatch_over(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                   const Area& area) {
    const GLintptr offset = device.uniforms.write(block);
    device.gl.BindBufferRange(GL_UNIFORM_BUFFER, TAPESTRY_UNIFORM_PASS, device.uniforms.name(), offset,
                              static_cast<GLsizeiptr>(block.size()));
    device.gl.UseProgram(program.program.name());
    const glm::uvec2 groups = groups_across(area);
    device.gl.DispatchCompute(groups.x, groups.y, 1);
}

}  // namespace tapestry::test
