/// Tapestry inside somebody else's OpenGL context.
///
/// The library makes no window and no context and links no GL: the host makes its context current and hands
/// over `get_proc_address`. Needs OpenGL 4.3 or later, of any profile.
///
/// Steps:  1. make your context current;  2. Device::create;  3. create effects from it;  4. each frame, with
/// the same context current, call an effect's apply.  Devices and effects may be destroyed in any order, with
/// the context current.
///
/// GL state that apply() touches, and puts back afterwards: the current program; the active texture unit;
/// texture (2D) and sampler bindings of units 0-2; image unit 0; uniform-buffer binding 0, shader-storage
/// bindings 0-1 (indexed, with their ranges) and both generic bindings. Creating objects touches the same
/// plus nothing else. Barriers are issued so that whatever the host does next with the target is ordered
/// after the effect. GL errors that the host has not read yet stay unread. Call apply() outside of transform
/// feedback and conditional rendering, which would forbid or skip its passes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "tapestry/result.h"

namespace tapestry {

class DeviceState;  // private to the engine

enum class LogLevel { info, warning, error };

struct DeviceDescription {
    /// Looks up a GL function in the current context (glfwGetProcAddress, eglGetProcAddress, ...). Required.
    void* (*get_proc_address)(const char* name) = nullptr;
    /// Receives shader build logs and warnings; may be empty.
    std::function<void(LogLevel, std::string_view)> log = {};
};

class Device {
  public:
    /// Loads GL functions and checks the version. Error: no get_proc_address, no current context, GL
    /// below 4.3 (with the driver's own words), a function of GL 4.3 that get_proc_address does not find (by
    /// name).
    static Result<Device> create(const DeviceDescription& description);

    Device(Device&&) noexcept;
    Device& operator=(Device&&) noexcept;
    ~Device();

    /// GL_RENDERER and GL_VERSION of the context.
    const std::string& renderer() const;
    const std::string& version() const;

    /// Bytes of the transient textures that the effects share, and a way to give them back (they come again
    /// on use).
    std::size_t transient_bytes() const;
    void release_transient();

    /// For the engine's own classes.
    const std::shared_ptr<DeviceState>& state() const { return state_; }

  private:
    explicit Device(std::shared_ptr<DeviceState> state);
    std::shared_ptr<DeviceState> state_;
};

}  // namespace tapestry
