/// The effects that can be stacked on a picture, and how each is made and run.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "effects/pixel_filter.h"
#include "option_fields/option_field.h"
#include "tapestry/depth_of_field.h"
#include "tapestry/device.h"
#include "tapestry/grade.h"
#include "tapestry/lens.h"
#include "tapestry/tap_table.h"
#include "tapestry/texture.h"

namespace tapestry::demo {

/// How far away what a picture shows is.
struct PictureDepth {
    std::uint32_t texture = 0;  ///< of the picture's size; 0: nobody knows
    DepthConvention convention = {};
    Lens lens = {};  ///< what the picture was taken with; its focus and f-number are the effect's to choose
    HiddenSurfaces hidden = {};
    bool is_estimated = false;  ///< from pictures or by a sensor, rather than rendered
};

/// What an effect works on.
struct EffectInput {
    TextureView source;
    TextureView target;
    Row0 row0 = Row0::top;  ///< of all textures
    PictureDepth depth = {};
};

/// An effect with its table on the GPU.
class EffectRunner {
  public:
    virtual ~EffectRunner() = default;
    /// One value a field of the kind, in order.
    virtual Result<void> apply(const EffectInput& input, std::span<const float> values) = 0;
    /// The next apply() draws at once what would be reached by and by.
    virtual void settle() {}
};

struct EffectKind {
    const char* name;   ///< what files and --effect take
    const char* label;  ///< for people
    const char* help;
    std::span<const OptionField> fields;
    const char* standard_table;  ///< the shipped table to begin with, without folder and extension
    /// Error: a table that the effect does not take, and why.
    std::function<Result<std::unique_ptr<EffectRunner>>(const Device&, const TapTable&)> create;
    /// What the effect does pixel by pixel, as the engine's CPU references have it; the table outlives it.
    std::function<PixelFilters(std::span<const float> values, const TapTable&, const PictureFacts&)>
        pixel_filters;
    /// Changes the standard values of an effect that is added by hand, where those show nothing; may be
    /// empty.
    std::function<void(std::span<float> values)> showcase_values = {};
    /// For how long the picture goes on changing after everything else has stopped; empty: not at all.
    std::function<double(std::span<const float> values)> settling_seconds = {};
    /// What is done with blurred light; empty: nothing.
    std::function<Grade(std::span<const float> values)> grade = {};
    /// Off: they depend on more than the pixel's own place, or take too long to make.
    bool has_exact_kernels = true;
    /// A lens, as known_effects.h knows it; left out where the picture has no depth.
    bool needs_depth = false;
    /// True where it wants to know what hides behind a scene's picture; empty: never.
    std::function<bool(std::span<const float> values)> sees_hidden = {};
};

std::span<const EffectKind> effect_kinds();

/// Null when there is none of that name.
const EffectKind* find_effect_kind(std::string_view name);

/// The index of a field by name, or by its former name; -1 when there is none.
int find_field(const EffectKind& kind, std::string_view name);

std::vector<float> standard_values(const EffectKind& kind);

}  // namespace tapestry::demo
