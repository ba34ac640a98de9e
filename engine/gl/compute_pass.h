/// What every compute pass does alike: bind, dispatch, order.
#pragma once

#include <cstddef>
#include <span>

#include "gl/device.h"
#include "gl/state_guard.h"

namespace tapestry {

/// Everything between the host's state and the host's state: saves it, orders the effect after what the host
/// did before, and on destruction orders what the host does next after the effect and puts the state back.
class EffectScope {
  public:
    explicit EffectScope(const GladGLContext& gl);
    EffectScope(const EffectScope&) = delete;
    EffectScope& operator=(const EffectScope&) = delete;
    ~EffectScope();

  private:
    const GladGLContext& gl_;
    StateGuard guard_;
};

/// Binds a texture with our own sampler: bilinear, clamp to edge, whatever the texture's own parameters say.
void bind_texture(const DeviceState& device, GLuint unit, GLuint texture);

/// Binds level 0 for writing to TAPESTRY_IMAGE_TARGET.
void bind_target(const DeviceState& device, GLuint texture, GLenum format);

/// Runs a program over width x height pixels with `block` (a struct of shared/layout.h) as its uniform block,
/// in a debug group of its name. Reads of what it wrote, by texture or image, may follow.
void run_pass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block, int width,
              int height);

template <class Block>
void run_pass(DeviceState& device, const ComputeProgram& program, const Block& block, int width, int height) {
    run_pass(device, program, std::as_bytes(std::span(&block, 1)), width, height);
}

}  // namespace tapestry
