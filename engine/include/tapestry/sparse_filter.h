/// A tap table on the GPU, applied to a texture: uniform, or different at every pixel by a parameter texture.
///
/// What it does NOT do: choose parameters (the effects do).
#pragma once

#include <cstdint>
#include <memory>

#include "tapestry/device.h"
#include "tapestry/export.h"
#include "tapestry/resolution.h"
#include "tapestry/tap_table.h"
#include "tapestry/texture.h"

namespace tapestry {

/// Format of the textures between layers.
enum class WorkPrecision : std::uint32_t {
    half = 0,    ///< RGBA16F, rounded to nearest and clamped to +-65504 before each store
    single = 1,  ///< RGBA32F
};

/// What parameters of axes that measure a size (radius_px, sigma_px, length_px) are given in.
enum class SizeUnit : std::uint32_t {
    pixels = 0,           ///< the table's own
    picture_heights = 1,  ///< fractions of the picture's height, so that the look does not depend on it
};

struct SparseFilterFrame {
    TextureView source;        ///< NaN becomes 0 and Inf the largest half before filtering
    TextureView target;        ///< another texture than source, same size
    Row0 row0 = Row0::bottom;  ///< of source, target and the textures of parameters and turns alike
    WorkPrecision precision = WorkPrecision::half;
    /// At which the cascade works. Reduced pixels are counted from the first of the region's rows and columns
    /// in the texture.
    Resolution resolution = Resolution::full;
    /// The picture within the textures, all of them: the effect is that of this rectangle cut out. What lies
    /// outside is neither read nor written; tiles and reduced pixels begin at its corner, and heights are its
    /// own.
    Region region = {};
    SizeUnit size_unit = SizeUnit::pixels;
    /// Parameters for every pixel, when there is no parameter texture: axis 0, axis 1.
    float parameter[2] = {0.0f, 0.0f};
    /// GL_TEXTURE_2D of the source's size, in the table's units or picture heights: R16F or R32F for tables
    /// of one axis, RG16F or RG32F for one or two (one: the second number is not looked at); 0 = none. Where
    /// it holds NaN it counts as the first knot, where it holds an infinity as the knot at that end.
    std::uint32_t parameter_texture = 0;
    /// Finite, multiplies what is read from parameter_texture: axis 0, axis 1.
    float parameter_scale[2] = {1.0f, 1.0f};
    /// Turns the kernel clockwise on the picture, exactly; other than 0 only for tables that are turnable.
    float turn_deg = 0.0f;
    /// GL_TEXTURE_2D of format R16F or R32F and of the source's size: degrees by which each pixel is turned
    /// more, again only for turnable tables; 0 = none. Numbers that are not finite turn nothing.
    std::uint32_t turn_texture = 0;
    /// [0.25, 4]: multiplies the kernel's width on the picture, however it is turned, and leaves its height:
    /// of what is round, width over height. Anamorphic lenses have about 0.5. The taps' bilinear reads keep
    /// their width, so small kernels come out a little too wide below 1.
    float aspect = 1.0f;
    /// Where the effect works: red numbers. 1: it works; 0: the source's bits stay; between: both are mixed.
    /// NaN counts as 0. No texture (0): it works everywhere.
    /// What stays still lends its light to the pixels around it.
    DataView mask_texture = {};
    /// Sorts the frame into tiles of 16x16 that are copied, have one filter, or many: the same bits in less
    /// time. Off: to measure that. Only looked at with a texture of parameters or turns.
    bool tiles = true;
};

class TAPESTRY_ENGINE_EXPORT SparseFilter {
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
    /// the source or the texture of parameters or turns, a format that is not supported, a parameter texture
    /// that has not a number for each of the table's axes, a turn of a table that is not turnable, a region
    /// that leaves the picture, a parameter that is NaN, a factor or turn that is not finite,
    /// an aspect out of its range, WorkPrecision::single where an ES context cannot filter it, no memory for
    /// the work textures or no room under their cap, a context that was reset; in builds with assertions,
    /// another thread than the device's.
    Result<void> apply(const SparseFilterFrame& frame);

    const TapTable& table() const;

  private:
    struct Impl;
    explicit SparseFilter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry
