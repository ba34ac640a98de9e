/// What every effect does alike: its table on the GPU, the frame's textures looked at, and the sparse filter
/// over the map that the effect's own pass writes.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "effects/map_pass.h"
#include "gl/cascade.h"
#include "gl/data_texture.h"
#include "gl/effect_scope.h"
#include "tapestry/effect_frame.h"

namespace tapestry {

/// What an effect keeps from frame to frame.
struct EffectFilter {
    std::shared_ptr<DeviceState> device;
    Cascade cascade;
    PassList passes;            ///< of the frame that is drawn
    float later_reach_of_size;  ///< px that layers after the first read, beside the first parameter

    /// Error: as SparseFilter::create.
    static Result<EffectFilter> create(const Device& device, const TapTable& table);
};

/// True when the table has exactly these axes.
bool has_axes(const TapTable& table, std::initializer_list<std::string_view> names);

/// True when the table's kernels have this size and any angle: by an axis angle_deg, or because it is
/// turnable.
bool has_size_and_angle(const TapTable& table, std::string_view size);

/// How the filter is used, beside its parameters.
struct FilterModifiers {
    float aspect = 1.0f;
    float offset_scale = 1.0f;
    float turn_deg = 0.0f;
    Grade grade = {};
};

/// One frame of an effect, from the host's state and back to it.
class EffectRun {
  public:
    EffectRun(EffectFilter& filter, const EffectFrame& frame)
        : filter_(filter), frame_(frame), resolution_(frame.resolution) {}

    /// Looks at the frame. Call first. Error: what is wrong with it; nothing is drawn then.
    Result<void> begin();

    // From here on, after begin has succeeded.

    /// True when the table has an axis of angles; else maps say how far to turn.
    bool has_two_axes() const { return filter_.cascade.table().axes.size() > 1; }

    DeviceState& device() const { return *filter_.device; }
    const HostFrame& textures() const { return textures_; }
    /// Of the picture, which begins at `origin` of the host's textures.
    int width() const { return region_.end.x - region_.first.x; }
    int height() const { return region_.end.y - region_.first.y; }
    layout::ivec2 origin() const { return region_.first; }
    const Area& region() const { return region_; }

    /// For the blocks of map passes.
    layout::TapestryPicture picture() const { return picture_block(width(), height(), frame_.row0); }

    /// Runs the map pass, then the filter over its map, or draws the map where the frame wants to see that.
    Result<void> filter(const MapPass& pass, const FilterModifiers& look = {});

    /// Runs the filter with the same parameters at every pixel, or fills the target with their colour where
    /// the frame wants to see the map.
    Result<void> filter_uniformly(glm::vec2 parameter, const FilterModifiers& look = {});

    /// In place of the frame's.
    void set_resolution(Resolution resolution) { resolution_ = resolution; }

  private:
    Result<void> declare(const MapPass& pass, const FilterModifiers& look);
    void declare_view(PassTexture map, glm::vec2 parameter);
    CascadeFrame cascade_frame(const FilterModifiers& look);

    EffectFilter& filter_;
    const EffectFrame& frame_;
    Resolution resolution_;
    std::optional<EffectScope> scope_;
    HostFrame textures_;
    Area region_ = {};
    DataTexture mask_;  ///< may be none
};

}  // namespace tapestry
