#include "gl/compute_pass.h"

#include <cassert>

#include "shared/layout.h"

namespace tapestry {
namespace {

/// A pass with its name in graphics debuggers and its time in the device's timer.
class NamedPass {
  public:
    NamedPass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block)
        : device_(device) {
        const GladGLContext& gl = device_.gl;
        if (gl.PushDebugGroup)
            gl.PushDebugGroup(GL_DEBUG_SOURCE_APPLICATION, 0, static_cast<GLsizei>(program.label.size()),
                              program.label.data());
        gl.UseProgram(program.program.name());
        device_.uniforms.bind(block);
        device_.timer.begin(program.label);
    }
    NamedPass(const NamedPass&) = delete;
    NamedPass& operator=(const NamedPass&) = delete;
    ~NamedPass() {
        device_.timer.end();
        if (device_.gl.PopDebugGroup) device_.gl.PopDebugGroup();
    }

  private:
    DeviceState& device_;
};

GLuint groups(int pixels, int group_size) {
    return static_cast<GLuint>((pixels + group_size - 1) / group_size);
}

void order_image_reads(const GladGLContext& gl) {
    gl.MemoryBarrier(GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_TEXTURE_FETCH_BARRIER_BIT);
}

void order_lists(const GladGLContext& gl) {
    gl.MemoryBarrier(GL_SHADER_STORAGE_BARRIER_BIT | GL_COMMAND_BARRIER_BIT);
}

void dispatch_over(const GladGLContext& gl, const Area& area) {
    gl.DispatchCompute(groups(area.end.x - area.first.x, TAPESTRY_GROUP_X),
                       groups(area.end.y - area.first.y, TAPESTRY_GROUP_Y), 1);
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

void bind_target(const DeviceState& device, GLuint texture, GLenum format) {
    bind_image(device, TAPESTRY_IMAGE_TARGET, texture, format);
}

void bind_image(const DeviceState& device, GLuint unit, GLuint texture, GLenum format) {
    assert(unit < TAPESTRY_IMAGE_UNITS && "bind_image: a unit that StateGuard puts back");
    device.gl.BindImageTexture(unit, texture, 0, GL_FALSE, 0, GL_WRITE_ONLY, format);
}

void dispatch_pass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                   const Area& area) {
    const NamedPass pass(device, program, block);
    dispatch_over(device.gl, area);
}

void dispatch_tiled_pass(DeviceState& device, const TileLists& tiles, const ComputeProgram& program,
                         std::span<const std::byte> block, layout::uint tile_kind) {
    const NamedPass pass(device, program, block);
    tiles.dispatch(tile_kind);
}

void dispatch_groups(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                     GLuint count) {
    const NamedPass pass(device, program, block);
    device.gl.DispatchCompute(count, 1, 1);
}

void run_pass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
              const Area& area) {
    dispatch_pass(device, program, block, area);
    order_image_reads(device.gl);
}

void run_listing(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                 const Area& tiles) {
    dispatch_pass(device, program, block, tiles);
    order_image_reads(device.gl);
    order_lists(device.gl);
}

void run_tiled_pass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                    layout::uint tile_kind) {
    run_tiled_pass(device, device.tiles, program, block, tile_kind);
}

void run_tiled_pass(DeviceState& device, const TileLists& tiles, const ComputeProgram& program,
                    std::span<const std::byte> block, layout::uint tile_kind) {
    dispatch_tiled_pass(device, tiles, program, block, tile_kind);
    order_image_reads(device.gl);
}

void run_classification(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                        const Area& area) {
    const NamedPass pass(device, program, block);
    const glm::ivec2 tiles = tiles_across(area);
    device.gl.DispatchCompute(static_cast<GLuint>(tiles.x), static_cast<GLuint>(tiles.y), 1);
    order_lists(device.gl);
}

void run_groups(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                GLuint count, GLbitfield barrier) {
    dispatch_groups(device, program, block, count);
    device.gl.MemoryBarrier(barrier);
}

}  // namespace tapestry
