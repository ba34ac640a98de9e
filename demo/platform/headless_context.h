/// An OpenGL or OpenGL ES context without a window or a display server, over EGL.
///
/// Two ways in: the EGL device platform (NVIDIA, and Mesa's hardware drivers) and Mesa's surfaceless platform
/// (software GL too). The context has no default framebuffer: render to textures and framebuffer objects.
#pragma once

#include <memory>
#include <string>

#include "tapestry/result.h"

namespace tapestry::demo {

enum class ContextProfile { core, compatibility, es };

enum class HeadlessPlatform {
    automatic,    ///< hardware devices, then surfaceless, then software devices; TAPESTRY_EGL_PLATFORM
                  ///< overrides
    device,       ///< EGL_EXT_platform_device, hardware devices first
    surfaceless,  ///< EGL_MESA_platform_surfaceless
};

struct HeadlessOptions {
    int major = 4;  ///< lowest version of the profile that will do
    int minor = 3;
    ContextProfile profile = ContextProfile::core;
    bool debug = false;  ///< ask for a debug context, whose driver explains errors through KHR_debug
    HeadlessPlatform platform = HeadlessPlatform::automatic;
};

class HeadlessContext {
  public:
    /// Makes a context and makes it current on this thread. The environment variable TAPESTRY_EGL_PLATFORM
    /// (`device` or `surfaceless`) decides where options.platform is automatic. Error: one line with every
    /// way that was tried and EGL's name for what went wrong.
    static Result<HeadlessContext> create(const HeadlessOptions& options = {});

    HeadlessContext(HeadlessContext&&) noexcept;
    HeadlessContext& operator=(HeadlessContext&&) noexcept;
    ~HeadlessContext();

    Result<void> make_current() const;

    /// For tapestry::DeviceDescription; valid while a context is current.
    static void* get_proc_address(const char* name);

    /// How the context was reached: "EGL device 0 (hardware)" or "EGL surfaceless".
    const std::string& description() const;

  private:
    struct Impl;
    explicit HeadlessContext(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::demo
