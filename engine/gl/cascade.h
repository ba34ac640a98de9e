/// The passes that apply a table to a frame. Checks nothing and saves no state: SparseFilter and the effects
/// do.
#pragma once

#include <array>
#include <limits>
#include <memory>
#include <optional>

#include "gl/area.h"
#include "gl/atlas.h"
#include "gl/device_state.h"
#include "gl/gpu_table.h"
#include "gl/host_texture.h"
#include "gl/pass_list.h"
#include "shared/layout.h"
#include "tapestry/grade.h"
#include "tapestry/sparse_filter.h"

namespace tapestry {

/// What radii are for, which are four numbers a pixel, one a slice: include/slice_radius.glsl.
struct SliceRadii {
    glm::vec4 steps = {};   ///< pixels of the picture a pixel of each slice
    glm::ivec2 size = {};   ///< of their texture's picture
    float most_px = 0.0f;   ///< in pixels of slices
    float variance = 0.0f;  ///< of the aperture, per axis, at radius 1
};

/// A frame whose textures have been inspected, in the terms of the list that its passes are declared in.
struct CascadeFrame {
    PassTexture source;
    PassTexture target;
    layout::TapestryConversion conversion = {};
    Row0 row0 = Row0::bottom;
    WorkPrecision precision = WorkPrecision::half;
    Resolution resolution = Resolution::full;
    bool tiles = true;  ///< sorted by what they need, where there is a texture to sort them by
    Area region = {};   ///< the picture within the source and the target, not empty
    PassList::Reads reads = PassList::Reads::exact;  ///< of layers
    bool has_edge = false;          ///< the target is ours, and may be larger than the picture: see edge.glsl
    PassTexture parameter_texture;  ///< none: `parameter` for every pixel
    glm::vec2 parameter = glm::vec2(0.0f, 0.0f);  ///< with a parameter texture: its factors
    /// No parameter of the texture is larger.
    glm::vec2 most = glm::vec2(std::numeric_limits<float>::infinity());
    PassTexture turn_texture;  ///< only with a parameter texture
    /// First pixel of the picture within the textures of parameters and turns.
    layout::ivec2 map_origin = layout::ivec2(0);
    /// Several pictures that `source` and `target` hold, with parameters for all texels of both; or null. In
    /// the source's rings the pictures' edges stand once more, and both are written: see Cascade::filtered.
    const Atlas* atlas = nullptr;
    /// Where the atlas' pictures are slices of DepthOfField, and the texture of parameters its radii.
    std::optional<SliceRadii> slice_radii = {};
    float turn_deg = 0.0f;
    float aspect = 1.0f;        ///< multiplies the x of turned offsets
    float offset_scale = 1.0f;  ///< multiplies all offsets; 0: everything is copied
    PassTexture mask_texture;   ///< red: 1 where the filter works, 0 where the source stays
    layout::ivec2 mask_origin = layout::ivec2(0);  ///< first pixel of the picture within it
    Grade grade = {};                              ///< of what is filtered
};

/// Of a source, the frame's or another, to what the frame's passes write.
layout::TapestryConversion conversion_between(const TextureView& source, const TextureView& target,
                                              const HostFrame& frame);

/// Error: it is none of the enumeration.
Result<void> check_resolution(Resolution resolution);

class Cascade {
  public:
    /// Uploads a table, inside a StateGuard. Error: the table is not valid, or the driver has no room for it.
    static Result<Cascade> create(std::shared_ptr<DeviceState> device, TapTable table);

    /// Makes room for the frame's tiles. Where a list has several cascades, call it for all of them before
    /// the first is declared. Error: no memory.
    Result<void> reserve_tiles(const CascadeFrame& frame) const;

    /// Declares all passes. Error: the context cannot do what the frame asks for; no memory for its tiles.
    Result<void> declare(PassList& passes, const CascadeFrame& frame) const;

    /// Of an atlas: the texture that holds what was filtered.
    PassTexture filtered(const CascadeFrame& frame) const;

    const TapTable& table() const { return table_.table(); }

  private:
    Cascade(std::shared_ptr<DeviceState> device, GpuTable table);

    std::shared_ptr<DeviceState> device_;
    GpuTable table_;
};

}  // namespace tapestry
