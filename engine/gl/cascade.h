/// A table on the GPU and the passes that apply it. Checks nothing and saves no state: SparseFilter and the
/// effects do.
#pragma once

#include <memory>

#include "gl/device.h"
#include "gl/host_texture.h"
#include "shared/layout.h"
#include "tapestry/sparse_filter.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// A frame whose textures have been inspected.
struct CascadeFrame {
    HostFrame textures;
    layout::TapestryConversion conversion = {};
    Row0 row0 = Row0::bottom;
    WorkPrecision precision = WorkPrecision::half;
    GLuint parameter_texture = 0;                 ///< 0: `parameter` for every pixel
    glm::vec2 parameter = glm::vec2(0.0f, 0.0f);  ///< with a parameter texture: x = its factor
};

layout::TapestryConversion conversion_between(const TextureView& source, const TextureView& target);

class Cascade {
  public:
    /// Uploads a table, inside a StateGuard. Error: the table is not valid, or the driver has no room for it.
    static Result<Cascade> create(std::shared_ptr<DeviceState> device, TapTable table);

    /// Runs all passes, inside an EffectScope. Error: no memory for the work textures, a shader that does not
    /// compile; nothing is drawn then.
    Status run(const CascadeFrame& frame);

    const TapTable& table() const { return table_; }

  private:
    struct Passes;

    Cascade(std::shared_ptr<DeviceState> device, TapTable table, Buffer taps, Buffer knots);

    Status copy(const CascadeFrame& frame);
    Result<Passes> prepare(const CascadeFrame& frame);
    void ingest(const CascadeFrame& frame, const Passes& passes);
    void filter(const CascadeFrame& frame, const Passes& passes);

    std::shared_ptr<DeviceState> device_;
    TapTable table_;
    Buffer taps_;
    Buffer knots_;
};

}  // namespace tapestry
