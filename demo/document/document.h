/// All that a picture is made of: what presets hold, undo steps through, and the window and headless jobs
/// draw. No OpenGL and no window here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/camera_path.h"
#include "document/depth_choice.h"
#include "document/view_camera.h"
#include "effects/effect_kind.h"
#include "kernel_lab/kernel_recipe.h"
#include "tapestry/result.h"

namespace tapestry::demo {

/// Names the table that the kernel lab fits, where the name of a bokeh is asked for.
inline constexpr const char* lab_bokeh = "kernel lab";

/// One effect of the stack.
struct EffectEntry {
    std::string kind;
    bool on = true;
    std::string bokeh;          ///< a shipped table's name, a path, or lab_bokeh
    std::vector<float> values;  ///< one a field of the kind, in order

    bool operator==(const EffectEntry&) const = default;
};

struct Document {
    std::string picture;               ///< a path; empty: none
    std::string layer;                 ///< of an EXR with several; empty: its main one
    DepthChoice depth;                 ///< of a photograph
    std::vector<EffectEntry> effects;  ///< in the order in which they are applied
    KernelRecipe kernel;               ///< what the kernel lab fits
    ViewCamera camera;                 ///< of a scene
    CameraPath path;                   ///< for sequences of pictures
    float scene_time_s = 0.0f;         ///< [0, 1e6] of a scene that is animated: where it is, or goes on from
    bool scene_plays = true;           ///< it goes on
    float exposure_stops = 0.0f;       ///< [-6, 6] of linear light: each stop doubles it

    bool operator==(const Document&) const = default;
};

inline constexpr std::size_t max_effects = 16;

/// An effect with everything at its standard.
EffectEntry new_effect(const EffectKind& kind);

/// Applies `name=value` or `effect.name=value` to the first effect in the stack that has such an option.
/// Error: no such name, not a number, NaN or infinite, out of the accepted range; nothing is changed then.
Result<void> set_option(std::span<EffectEntry> effects, std::string_view assignment);

/// The distance that an effect's lens is focused at, metres; null where it has none.
float* focus_in(EffectEntry& effect);

/// True when some effect that is on takes the kernel lab's table.
bool uses_lab(const Document& document);

}  // namespace tapestry::demo
