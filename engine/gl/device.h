/// What the engine keeps for one GL context. Filters and effects share it, so it lives until the last of them
/// goes.
#pragma once

#include <memory>
#include <string>

#include "gl/gl_objects.h"
#include "gl/shader_library.h"
#include "gl/texture_pool.h"
#include "gl/uniform_ring.h"
#include "tapestry/device.h"

namespace tapestry {

class DeviceState {
  public:
    static Result<std::shared_ptr<DeviceState>> create(const DeviceDescription& description);

    DeviceState(const DeviceState&) = delete;
    DeviceState& operator=(const DeviceState&) = delete;

    // First, because the members below delete their objects through it.
    const std::unique_ptr<const GladGLContext> functions;
    const GladGLContext& gl;
    const std::string renderer;
    const std::string version;
    ShaderLibrary shaders;
    TexturePool textures;
    UniformRing uniforms;
    const Sampler linear_sampler;

  private:
    DeviceState(std::unique_ptr<const GladGLContext> loaded, UniformRing ring,
                const DeviceDescription& description);
};

}  // namespace tapestry
