/// Tapestry inside somebody else's OpenGL context.
///
/// The library makes no window and no context and links no GL: the host makes its context current and hands
/// over `get_proc_address`. Needs OpenGL 4.3 or later, of any profile, or OpenGL ES 3.1 or later.
///
/// The first frame of a kind (shape of table, formats, meanings of textures, resolution, with or without
/// maps) compiles its shaders and makes its transient textures; frames after it allocate and compile nothing.
/// Against the stall of such a frame: DepthOfField::prepare makes programs while a level loads, and
/// Device::program_binaries keeps them from run to run.
///
/// Steps:  1. make your context current;  2. Device::create;  3. create effects from it;  4. each frame, with
/// the same context current, call an effect's apply.  Devices and effects may be destroyed in any order, with
/// the context current. Each context has its own device; devices of several contexts work on several threads
/// at once.
///
/// GL state that apply() touches, and puts back afterwards: the current program; the active texture unit;
/// texture (2D) and sampler bindings of units 0-12; image units 0-3; uniform-buffer bindings 0-2,
/// shader-storage bindings 0-3 (indexed, with their ranges), both generic bindings and the
/// dispatch-indirect-buffer binding; for hosts' arrays and multisample textures, those bindings of unit 0.
/// Creating objects touches the same and, while DepthOfField uploads its aperture, the pixel-unpack buffer
/// and parameters (GL_UNPACK_*). With HostState::not_restored all of these but the pixel-unpack state are
/// left as the last pass used them, for hosts that track their own state. Barriers are issued so that
/// whatever the host does next with the target is ordered after the effect. GL errors that the host has not
/// read yet stay unread. Call apply() outside of transform feedback and conditional rendering, which would
/// forbid or skip its passes; in a compatibility profile, create effects with glPixelTransfer and glPixelMap
/// at their defaults.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/proc_lookup.h"
#include "tapestry/result.h"

namespace tapestry {

class DeviceState;  // private to the engine

enum class LogLevel { info, warning, error };

/// What becomes of the GL state that is listed above.
enum class HostState {
    restored,      ///< put back after each call
    not_restored,  ///< as the last pass used it: the host binds anew what it needs, and looks for resets
                   ///< itself
};

/// Where the host's memory comes from: for what depends on the size of pictures, transient textures and those
/// of DepthOfFieldHistory. Both or neither.
struct TextureAllocator {
    /// An immutable GL_TEXTURE_2D of one level, of this sized format and exactly this size. The contents do
    /// not matter. 0: there is no memory, which becomes the effect's error. May bind it to the active unit.
    std::function<std::uint32_t(std::uint32_t format, int width, int height)> create = {};
    /// With the context current; what is in flight still uses it, as glDeleteTextures allows.
    std::function<void(std::uint32_t texture)> destroy = {};
};

struct DeviceDescription {
    /// Looks up GL functions in the current context: glfwGetProcAddress, eglGetProcAddress,
    /// SDL_GL_GetProcAddress, ... Required.
    ProcLookup get_proc_address = {};
    /// Receives shader build logs and warnings; may be empty.
    std::function<void(LogLevel, std::string_view)> log = {};
    HostState host_state = HostState::restored;
    /// Puts each pass into a debug group of its name, as graphics debuggers show it; for two calls a pass.
    bool debug_groups = false;
    /// Files in this folder take the place of the shaders of the same name in the library, for work on them;
    /// empty = none. See Device::reload_shaders.
    std::filesystem::path shader_dir = {};
    /// The most that transient textures may take; 0 = what the driver has. See Device::set_transient_limit.
    std::size_t max_transient_bytes = 0;
    TextureAllocator texture_allocator = {};
    /// What Device::program_binaries gave, in this run or another: programs are made of it, and compiled
    /// where the driver refuses. Of another driver, or for other shaders: not looked at; damaged: a warning
    /// to `log`. Read during create alone. Drivers trust such bytes: keep them where nobody else writes.
    std::span<const std::byte> program_binaries = {};
    /// Device::program_binaries will be called; with program_binaries given it may be anyway.
    bool keeps_program_binaries = false;
};

/// Called after each step of a preparation, of which `done` of `total` are made; false ends it.
using PrepareProgress = std::function<bool(int done, int total)>;

/// GPU time of one pass.
struct PassTime {
    std::string_view
        name;  ///< as graphics debuggers show it: "tapestry filter_varying"; lives with the device
    double milliseconds = 0.0;
};

/// What tiles of 16 x 16 pixels of a filter that varies over its picture have needed, with those around it
/// that later layers read.
struct TileCounts {
    int copied = 0;    ///< no filter
    int common = 0;    ///< the frame's commonest filter, which is blended once for all of them
    int interval = 0;  ///< filters between few knots of the table, whose taps a workgroup loads once
    int varying = 0;   ///< any, loaded at every pixel

    int all() const { return copied + common + interval + varying; }
};

class TAPESTRY_ENGINE_EXPORT Device {
  public:
    /// Loads GL functions and checks the version. Error: no get_proc_address, no current context, GL
    /// below 4.3 or ES below 3.1 (with the driver's own words), a function of that version that
    /// get_proc_address does not find (by name), a shader_dir that cannot be read.
    static Result<Device> create(const DeviceDescription& description);

    Device(Device&&) noexcept;
    Device& operator=(Device&&) noexcept;
    ~Device();

    /// GL_RENDERER and GL_VERSION of the context.
    const std::string& renderer() const;
    const std::string& version() const;

    /// Makes all programs of frames that `draw` draws: effects' apply() as in play, with the textures and
    /// options that will come, on a part of a picture where that is enough. It is called twice: first
    /// effects note their programs and draw nothing; those that are missing are given to the driver all at
    /// once, which compiles them side by side where it can; then it draws, since drivers finish programs when
    /// they first run. Error: the first of draw's; the first program's that does not build; `progress` has
    /// returned false, after which what was made stays; a preparation within another.
    /// The driver's number of compiler threads (KHR_parallel_shader_compile) is its own choice meanwhile, and
    /// the host's again afterwards.
    /// DepthOfField::prepare knows its frames itself.
    Result<void> prepare(const std::function<Result<void>()>& draw, const PrepareProgress& progress = {});

    /// All programs so far as the driver has compiled them, to be kept in a file and given to the device of
    /// the next run; also those that were given to this one, and not used yet. Call it when programs were
    /// made: after prepare, or at the end. Empty where the driver has no such form of programs, or the
    /// device's description did not say so. With the context current.
    std::vector<std::byte> program_binaries() const;

    /// Bytes of the transient textures and tile lists that the effects share, and a way to give them back
    /// (they come again on use).
    std::size_t transient_bytes() const;
    void release_transient();

    /// To be called once a frame, after its last effect and with the context current, or never. Transient
    /// textures live by frames: they are shared by all effects and views of a frame and kept for the next
    /// ones, also for pictures of other sizes, so that a resolution or a region that changes every frame
    /// makes and deletes nothing after the first ones. What no frame has used for 60 frames is deleted here:
    /// a window that shrank gives its memory back. For a host that never calls this every three effects
    /// count as a frame: it should call it if it draws more than 180 a frame.
    void end_frame();

    /// The most that transient textures may take from now on; 0 = what the driver has. An effect that needs
    /// more returns an error and draws nothing. Under a cap that leaves no room for textures larger than the
    /// pictures in them, sizes that change every frame make textures every frame.
    void set_transient_limit(std::size_t bytes);

    /// Measures the GPU time of each pass from now on, or no longer. False where the driver cannot.
    bool time_passes(bool on);

    /// Passes whose times have arrived since the last call, oldest first; usually those of a frame or two
    /// ago. Never waits for the GPU. Valid until the next call. Passes beyond 512 in flight go untimed.
    std::span<const PassTime> take_pass_times();

    /// Of the last such filter that ran in this frame (see end_frame), DepthOfField's over its slices
    /// included; none where none did. Waits for the GPU: for tools.
    TileCounts tile_counts() const;

    /// Compiles anew what has changed in shader_dir since the last call; to be called between frames. Error:
    /// the driver's log with file and line, of the first shader that does not compile; each such shader stays
    /// as it was when it last did.
    Result<void> reload_shaders();

    /// For the engine's own classes.
    const std::shared_ptr<DeviceState>& state() const { return state_; }

  private:
    explicit Device(std::shared_ptr<DeviceState> state);
    std::shared_ptr<DeviceState> state_;
};

}  // namespace tapestry
