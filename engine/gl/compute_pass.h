/// What every compute pass does alike: bind and dispatch. pass_list.h puts passes in order.
#pragma once

#include <cstddef>
#include <span>

#include "gl/area.h"
#include "gl/device_state.h"
#include "gl/state_guard.h"

namespace tapestry {

/// Everything between the host's state and the host's state: saves it, orders the effect after what the host
/// did before, and on destruction orders what the host does next after the effect and puts the state back.
class EffectScope {
  public:
    explicit EffectScope(DeviceState& device);
    EffectScope(const EffectScope&) = delete;
    EffectScope& operator=(const EffectScope&) = delete;
    ~EffectScope();

  private:
    const GladGLContext& gl_;
    StateGuard guard_;
};

/// Binds a texture for bilinear reads, clamped to the edge, whatever the texture's own parameters say.
void bind_texture(const DeviceState& device, GLuint unit, GLuint texture);

/// Binds a texture for texelFetch alone: float formats that ES cannot filter would else read as black.
void bind_texels(const DeviceState& device, GLuint unit, GLuint texture);

/// Binds level 0 for writing to an image unit below TAPESTRY_IMAGE_UNITS.
void bind_image(const DeviceState& device, GLuint unit, GLuint texture, GLenum format);

/// A program in use with its uniform block (a struct of shaders/shared/), as a debug group of its name and
/// with its time in the device's timer, as long as this lives.
class DispatchedPass {
  public:
    DispatchedPass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block);
    DispatchedPass(const DispatchedPass&) = delete;
    DispatchedPass& operator=(const DispatchedPass&) = delete;
    ~DispatchedPass();

    /// An invocation for each pixel of an area.
    void over(const Area& area) const;
    void over_groups(glm::ivec2 count) const;

  private:
    DeviceState& device_;
};

template <class Block>
std::span<const std::byte> bytes_of(const Block& block) {
    return std::as_bytes(std::span(&block, 1));
}

}  // namespace tapestry
