/// What the engine keeps for one GL context. Filters and effects share it, so it lives until the last of them
/// goes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "gl/bindings.h"
#include "gl/blended_taps.h"
#include "gl/gl_functions.h"
#include "gl/gl_objects.h"
#include "gl/host_views.h"
#include "gl/pass_timer.h"
#include "gl/shader_library.h"
#include "gl/texture_pool.h"
#include "gl/tile_lists.h"
#include "gl/uniform_ring.h"
#include "tapestry/device.h"

namespace tapestry {

/// What the context can do that not every context can.
struct ContextTraits {
    bool is_es = false;
    bool filters_floats = true;  ///< bilinear reads of RGBA32F
    /// Software GL: programs run all of their branches, whichever are needed, but the loops in them only
    /// once.
    bool takes_all_branches = false;
    bool has_texture_views = true;
    bool copies_images = true;  ///< glCopyImageSubData
    /// glGetGraphicsResetStatus, where the context has it.
    GLenum(GLAD_API_PTR* get_reset_status)() = nullptr;
    /// glMaxShaderCompilerThreadsKHR, where the context has it.
    void(GLAD_API_PTR* set_compiler_threads)(GLuint) = nullptr;
};

class Preparation;

class DeviceState {
  public:
    static Result<std::shared_ptr<DeviceState>> create(const DeviceDescription& description);

    DeviceState(const DeviceState&) = delete;
    DeviceState& operator=(const DeviceState&) = delete;

    /// Error: the context was reset; in builds with assertions also, another thread than the device's.
    Result<void> check_usable() const;

    /// At the start of each effect. For hosts that do not say when frames end, every so many count as one.
    void begin_effect();

    /// As Device::program_binaries.
    std::vector<std::byte> program_binaries() const;

    /// As Device::end_frame.
    void end_frame();

    // First, because the members below delete their objects through it.
    const std::unique_ptr<const GlFunctions> functions;
    const GladGLContext& gl;
    const ContextTraits traits;
    const HostState host_state;
    const bool groups_passes;  ///< for graphics debuggers
    const std::string renderer;
    const std::string version;
    ShaderLibrary shaders;
    TextureMemory memory;
    TexturePool textures;
    TileLists tiles;         ///< of a cascade
    TileLists effect_tiles;  ///< of an effect that runs cascades among its passes
    /// What effects that are made from the same data share as long as one of them lives, by a hash of it.
    std::map<std::uint64_t, std::weak_ptr<void>> shared;
    HostViews host_views;  ///< of the effect that is being drawn
    Bindings bindings;
    UniformRing uniforms;
    BlendedTaps blended_taps;
    PassTimer timer;
    const Sampler linear_sampler;
    const Sampler nearest_sampler;
    bool takes_all_branches;             ///< as the context does; tests set it
    Preparation* preparation = nullptr;  ///< while programs are noted, and nothing is drawn

  private:
    DeviceState(std::unique_ptr<const GlFunctions> loaded, const ContextTraits& context, UniformRing ring,
                BlendedTaps taps, const DeviceDescription& description);

    void age_transients();
    std::uint64_t programs_made_for() const;
    void read_program_binaries(std::span<const std::byte> bytes, const ShaderLibrary::Log& log);

    const std::thread::id thread_;
    bool host_ends_frames_ = false;
    unsigned effects_ = 0;  ///< since a frame was last counted
};

}  // namespace tapestry
