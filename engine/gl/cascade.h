/// The passes that apply a table to a frame. Checks nothing and saves no state: SparseFilter and the effects
/// do.
#pragma once

#include <array>
#include <limits>
#include <memory>

#include "gl/area.h"
#include "gl/device.h"
#include "gl/gpu_table.h"
#include "gl/host_texture.h"
#include "shared/layout.h"
#include "tapestry/grade.h"
#include "tapestry/sparse_filter.h"

namespace tapestry {

/// A frame whose textures have been inspected.
struct CascadeFrame {
    HostFrame textures;
    layout::TapestryConversion conversion = {};
    Row0 row0 = Row0::bottom;
    WorkPrecision precision = WorkPrecision::half;
    Resolution resolution = Resolution::full;
    bool tiles = true;             ///< sorted by what they need, where there is a texture to sort them by
    Area region = {};              ///< the picture within the source and the target, not empty
    bool has_edge = false;         ///< the target is ours, and may be larger than the picture: see edge.glsl
    GLuint parameter_texture = 0;  ///< 0: `parameter` for every pixel
    glm::vec2 parameter = glm::vec2(0.0f, 0.0f);  ///< with a parameter texture: its factors
    /// No parameter of the texture is larger.
    glm::vec2 most = glm::vec2(std::numeric_limits<float>::infinity());
    GLuint turn_texture = 0;  ///< only with a parameter texture
    /// First pixel of the picture within the textures of parameters and turns.
    layout::ivec2 map_origin = layout::ivec2(0);
    float turn_deg = 0.0f;
    float aspect = 1.0f;        ///< multiplies the x of turned offsets
    float offset_scale = 1.0f;  ///< multiplies all offsets; 0: everything is copied
    GLuint mask_texture = 0;    ///< red: 1 where the filter works, 0 where the source stays
    layout::ivec2 mask_origin = layout::ivec2(0);  ///< first pixel of the picture within it
    Grade grade = {};                              ///< of what is filtered
};

layout::TapestryConversion conversion_between(const TextureView& source, const TextureView& target);

/// Error: it is none of the enumeration.
Result<void> check_resolution(Resolution resolution);

class Cascade {
  public:
    /// Uploads a table, inside a StateGuard. Error: the table is not valid, or the driver has no room for it.
    static Result<Cascade> create(std::shared_ptr<DeviceState> device, TapTable table);

    /// Runs all passes, inside an EffectScope. Error: no memory for the work textures, a shader that does not
    /// compile; nothing is drawn then.
    Result<void> run(const CascadeFrame& frame);

    const TapTable& table() const { return table_.table(); }

  private:
    Cascade(std::shared_ptr<DeviceState> device, GpuTable table);

    std::shared_ptr<DeviceState> device_;
    GpuTable table_;
};

}  // namespace tapestry
