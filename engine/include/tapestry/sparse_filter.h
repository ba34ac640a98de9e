/// A tap table on the GPU, applied to a texture: uniform, or different at every pixel by a parameter texture.
///
/// What it does NOT do: choose parameters (the effects do), tables of 2 axes with a texture (only as uniform
/// filters).
#pragma once

#include <cstdint>
#include <memory>

#include "tapestry/device.h"
#include "tapestry/tap_table.h"
#include "tapestry/texture.h"

namespace tapestry {

/// Format of the textures between layers.
enum class WorkPrecision : std::uint32_t {
    half = 0,    ///< RGBA16F, rounded to nearest and clamped to +-65504 before each store
    single = 1,  ///< RGBA32F
};

struct SparseFilterFrame {
    TextureView source;        ///< NaN becomes 0 and Inf the largest half before filtering
    TextureView target;        ///< another texture than source, same size
    Row0 row0 = Row0::bottom;  ///< of source, target and parameter texture alike
    WorkPrecision precision = WorkPrecision::half;
    /// Parameters for every pixel, when there is no parameter texture: axis 0, axis 1.
    float parameter[2] = {0.0f, 0.0f};
    /// GL_TEXTURE_2D of format R16F or R32F and of the source's size, in the table's units; 0 = none. Where
    /// it holds NaN it counts as the first knot, where it holds an infinity as the knot at that end.
    std::uint32_t parameter_texture = 0;
    float parameter_scale = 1.0f;  ///< finite, multiplies what is read from parameter_texture
};

class SparseFilter {
  public:
    /// Uploads a table. Error: the table is not valid, or larger than the driver's storage blocks.
    static Result<SparseFilter> create(const Device& device, const TapTable& table);

    SparseFilter(SparseFilter&&) noexcept;
    SparseFilter& operator=(SparseFilter&&) noexcept;
    ~SparseFilter();

    /// Filters source into target. Where a pixel's parameter is on an identity entry (0 on a size axis) the
    /// target gets the source's bits, when both have the same format, encoding and alpha; else the source's
    /// colour, converted without a detour through the work precision. Errors, with nothing drawn and no state
    /// changed: no such texture, zero size, a base level other than 0, sizes that differ, a target that is
    /// the source or the parameter texture, a format that is not supported, a parameter texture for a table
    /// without exactly one axis, a parameter that is NaN, a parameter_scale that is not finite, no memory for
    /// the work textures.
    Status apply(const SparseFilterFrame& frame);

    const TapTable& table() const;

  private:
    struct Impl;
    explicit SparseFilter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry
