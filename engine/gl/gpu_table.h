/// A table in buffers, and what the passes must know of it.
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "gl/device_state.h"
#include "gl/pass_list.h"
#include "shared/layout.h"
#include "tapestry/tap_table.h"

namespace tapestry {

class GpuTable {
  public:
    /// Uploads a table, inside a StateGuard. Error: the table is not valid, or the driver has no room for it.
    static Result<GpuTable> create(const DeviceState& device, TapTable table);

    const TapTable& table() const { return table_; }

    /// All layers and the knots as storage blocks.
    std::array<PassBuffer, 2> storage() const;

    /// One layer and the knots where the layers' passes look for them.
    std::array<PassBuffer, 2> layer(std::uint32_t layer) const;

    /// What the shaders that read the table are compiled for.
    struct Shape {
        int taps = 0;  ///< of the largest layer
        int entries = 0;
        int layer_records = 0;  ///< with those that pad a layer to what uniform blocks may begin at
        int knots = 0;          ///< and marks
        bool two_axes = false;
        bool in_uniforms = false;  ///< the layers' passes read uniform blocks
    };
    const Shape& shape() const { return shape_; }

    /// Counts and axes; all offsets as they are, not turned.
    layout::FilterPass block() const;

    /// The farthest that a layer's taps read from their pixel, by any entry, before offsets are scaled.
    float reach_px(std::size_t layer) const { return reaches_px_[layer]; }

  private:
    GpuTable(TapTable table, const Shape& shape, Buffer taps, Buffer knots);

    TapTable table_;
    Shape shape_;
    Buffer taps_;
    Buffer knots_;
    std::vector<float> reaches_px_;
    glm::vec2 copied_up_to_ = glm::vec2(0.0f);
};

}  // namespace tapestry
