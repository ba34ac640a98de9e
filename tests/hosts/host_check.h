/// What is asked of every host: its GL state as it was, no complaint of the driver, nothing made after the
/// first frames, and the pictures that its scene's true distances give.
#pragma once

#include <cstddef>
#include <functional>
#include <glm/vec2.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "scene.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/proc_lookup.h"
#include "tapestry/tilt_shift.h"

struct GladGLContext;

namespace tapestry::hosts {

/// One view of a host, as its effects were given it.
struct View {
    int number = 0;
    glm::ivec2 size{};
    Shot shot;
    DepthOfFieldFrame focus;
    DepthOfFieldOptions lens;
    EffectFrame miniature;  ///< of the second view: over what the first effect has drawn
    TiltShiftOptions band;

    View() = default;
    /// Options as all hosts have them; textures, rows and depth are the host's.
    View(int number, glm::ivec2 size, const Shot& shot);

    /// What the window shows.
    const TextureView& shown() const {
        return miniature.target.texture != 0 ? miniature.target : focus.target;
    }
};

class HostCheck {
  public:
    /// With the host's context current.
    HostCheck(std::string host, ProcLookup lookup);
    HostCheck(const HostCheck&) = delete;
    HostCheck& operator=(const HostCheck&) = delete;
    ~HostCheck();

    /// For Device::create: the host's look-up, which counts what is made.
    static void* counted(const char* name);

    /// Draws something of ours; complains of an error, and of GL state that is another afterwards.
    void apply(const char* what, const std::function<Result<void>()>& draw);

    /// In the frames that are judged: both effects' pictures beside what they draw from textures of the usual
    /// kind and from true distances.
    void judge(int frame, const View& view, DepthOfField& depth_of_field, TiltShift& tilt_shift);
    /// The window's back buffer shows the views, and the bar over them.
    void judge_window(int frame, glm::ivec2 size, std::span<const View> views);

    void end_frame(int frame);

    /// Prints what was found; the process' exit code.
    int result();

  private:
    struct Judged;
    Judged judged(const View& view, DepthOfField& depth_of_field);
    void judge_mistakes(const View& view, DepthOfField& depth_of_field);
    void judge_miniature(const View& view, TiltShift& tilt_shift, const std::string& label);
    void complain(const std::string& what);

    std::string host_;
    std::unique_ptr<GladGLContext> functions_;  // hosts have headers of GL that are not glad's
    const GladGLContext& gl_;
    std::vector<std::string> complaints_;
    std::ptrdiff_t made_ = 0;  ///< in this frame
    int settled_ = 0;          ///< frames since the last change of size
    glm::ivec2 last_size_{};
    int applied_ = 0, judged_views_ = 0, judged_windows_ = 0;
};

/// The gamma that hosts show their linear pictures with.
inline constexpr float shown_gamma = 2.2f;

}  // namespace tapestry::hosts
