/// A table in storage buffers, and what the passes must know of it.
#pragma once

#include <memory>
#include <vector>

#include "gl/device.h"
#include "shared/layout.h"
#include "tapestry/tap_table.h"

namespace tapestry {

class GpuTable {
  public:
    /// Uploads a table, inside a StateGuard. Error: the table is not valid, or the driver has no room for it.
    static Result<GpuTable> create(const DeviceState& device, TapTable table);

    const TapTable& table() const { return table_; }

    /// Binds taps and knots to their storage bindings.
    void bind(const GladGLContext& gl) const;

    /// Counts and axes; all offsets as they are, not turned.
    layout::FilterPass block() const;

    /// The farthest that a layer's taps read from their pixel, by any entry, before offsets are scaled.
    float reach_px(std::size_t layer) const { return reaches_px_[layer]; }

  private:
    GpuTable(TapTable table, Buffer taps, Buffer knots);

    TapTable table_;
    Buffer taps_;
    Buffer knots_;
    std::vector<float> reaches_px_;
};

}  // namespace tapestry
