/// The tap table: a sparse kernel complex, or a line or grid of them that can be blended.
///
/// A filter is a cascade of layers, each of some bilinear reads:
///
///     out(x) = sum_i weight_i * in(x + offset_i)        x right, y down, pixels
///
/// and each layer reads what the one before it wrote. A table holds one filter (0 axes), a line of filters (1
/// axis) or a grid (2 axes), all with the same layers. Layers need not be equally large: at equal reads a
/// wide layer of many taps behind small ones gives better kernels than equal layers do (by 7 dB of a filtered
/// photograph, 96 reads in 4 layers, disk). The filter at a parameter between the knots
/// is the blend, tap by tap, of the two (four) filters around it. Source: Wu, Cao, Huo, "DISK: Differentiable
/// Sparse Kernel Complex for Efficient Spatially-Variant Convolution", ICLR 2026, section on kernel-space
/// interpolation.
///
/// What this header does NOT do: fit tables (the offline module), or touch a GPU (sparse_filter.h).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "tapestry/export.h"
#include "tapestry/result.h"

namespace tapestry {

/// Limits that a table must respect to be valid; they bound what a malformed file can make a reader allocate.
namespace limits {
inline constexpr std::size_t max_layers = 16;
inline constexpr std::uint32_t max_taps = 256;          ///< a layer
inline constexpr std::uint32_t max_knots = 1024;        ///< an axis
inline constexpr std::uint32_t max_records = 1u << 22;  ///< taps in the whole table: 64 MiB
inline constexpr float max_offset_px = 16384.0f;
inline constexpr float max_weight = 1024.0f;
inline constexpr std::uint32_t max_metadata_pairs = 1024;
inline constexpr std::uint32_t max_text_bytes = 65535;  ///< names, units, keys and values
}  // namespace limits

/// Axes that effects look for. Tables may have others: aspect, morph.
namespace axis_names {
inline constexpr const char* radius = "radius_px";
inline constexpr const char* sigma = "sigma_px";    ///< a Gaussian's
inline constexpr const char* length = "length_px";  ///< a line's
inline constexpr const char* angle = "angle_deg";
inline constexpr const char* vignette = "vignette";        ///< how far a cat's eye is cut
inline constexpr const char* strength = "strength_waves";  ///< an aberration's
}  // namespace axis_names

/// What happens to a parameter past the last knot. Below the first knot every axis clamps.
enum class Beyond : std::uint32_t {
    clamp = 0,  ///< the last knot's filter
    scale = 1,  ///< the last knot's filter with its offsets grown by parameter / last knot; one axis at most
};

/// One parameter that the table's filters vary along.
struct Axis {
    std::string name;          ///< of axis_names, or another
    std::string unit;          ///< px, deg, waves, or empty
    std::vector<float> knots;  ///< strictly increasing, at least 2
    float period =
        0.0f;  ///< 0: none; otherwise the axis wraps and knots lie in [knots[0], knots[0] + period]. A last
               ///< knot a whole period after the first has a filter of its own: taps that turned along the
               ///< axis need not be back where they began, though the kernel is.
    Beyond beyond = Beyond::clamp;
};

/// One bilinear read. 16 bytes: what is stored in the file is what is uploaded.
struct Tap {
    float dx = 0.0f;      ///< pixels, right
    float dy = 0.0f;      ///< pixels, down
    float weight = 0.0f;  ///< of linear, premultiplied light; a layer's weights sum to 1
    float unused = 0.0f;  ///< 0
};
static_assert(sizeof(Tap) == 16);

/// Taps of the layers before `layer`.
inline std::size_t taps_before(std::span<const std::uint32_t> layer_taps, std::size_t layer) {
    std::size_t sum = 0;
    for (const std::uint32_t taps : layer_taps.first(layer)) sum += taps;
    return sum;
}

struct TapTable {
    std::vector<std::uint32_t> layer_taps;  ///< reads of each layer, in the order in which the layers run
    bool is_signed = false;                 ///< some weights may be negative
    bool turnable = false;     ///< taps may be turned by any angle and give the kernel turned by it
    std::vector<Axis> axes;    ///< 0, 1 or 2
    std::vector<Tap> payload;  ///< tap-major: layer by layer, [tap][entry]; entries row-major over the axes
    std::string kernel;        ///< what was fitted: "disk"
    /// Free text pairs that travel with the table: command line, fit summary, measured error.
    std::vector<std::pair<std::string, std::string>> metadata;

    /// Number of filters stored: the product of the axes' knot counts, 1 without axes.
    TAPESTRY_CORE_EXPORT std::size_t entry_count() const;

    std::size_t layers() const { return layer_taps.size(); }
    /// Taps of the layers before this one; of all layers for layers().
    std::size_t first_tap(std::size_t layer) const { return taps_before(layer_taps, layer); }

    Tap& tap(std::size_t layer, std::size_t index, std::size_t entry) {
        return payload[(first_tap(layer) + index) * entry_count() + entry];
    }
    const Tap& tap(std::size_t layer, std::size_t index, std::size_t entry) const {
        return payload[(first_tap(layer) + index) * entry_count() + entry];
    }
};

/// Checks every rule of this header: counts and texts within `limits`, payload size, finite numbers, knots
/// increasing and within their period, each layer's weights summing to 1 within 1e-4, and no negative weight
/// unless `is_signed`. A size axis (radius_px, sigma_px, length_px) has no negative knot, and where it starts
/// at 0 the entries at 0 are exactly the identity. Beyond::scale needs a positive last knot and no period.
/// The error names the rule.
TAPESTRY_CORE_EXPORT Result<void> validate(const TapTable& table);

/// True when the axis measures a size, so that the filter at 0 must be the identity.
TAPESTRY_CORE_EXPORT bool is_size_axis(const Axis& axis);

/// Position of a parameter on an axis. `blend_tap` weights knot `lower` by 1 - fraction and `upper` by
/// fraction.
struct AxisPosition {
    std::uint32_t lower = 0;
    std::uint32_t upper = 0;
    double fraction = 0.0;      ///< [0, 1]
    double offset_scale = 1.0;  ///< above 1 only past the last knot of an axis with Beyond::scale
};

/// Finds a parameter on an axis. A parameter on a knot gives that knot alone (fraction 0). NaN counts as the
/// first knot; infinity as the end it lies past, never scaled, and as the first knot where the axis wraps,
/// because it has no phase. Same function in shaders/include/taps.glsl.
TAPESTRY_CORE_EXPORT AxisPosition locate(const Axis& axis, double parameter);

/// A blended tap in double precision.
struct BlendedTap {
    double dx = 0.0, dy = 0.0, weight = 0.0;
};

/// The filter at one parameter.
struct Filter {
    std::vector<std::uint32_t> layer_taps;
    bool identity = false;  ///< every entry of the blend has all its taps at (0, 0): pixels are copied
    std::vector<BlendedTap> values;  ///< layer by layer

    std::size_t layers() const { return layer_taps.size(); }
    std::span<const BlendedTap> layer(std::size_t index) const {
        return {values.data() + taps_before(layer_taps, index), layer_taps[index]};
    }
};

/// The filter at a parameter of a valid table; `parameter` has one number per axis (missing ones count as 0,
/// further ones are not looked at).
TAPESTRY_CORE_EXPORT Filter evaluate(const TapTable& table, std::span<const double> parameter);

/// Same as `evaluate` into storage that is reused, for per-pixel loops.
TAPESTRY_CORE_EXPORT void evaluate_into(const TapTable& table, std::span<const double> parameter,
                                        Filter& filter);

/// True when the entry's taps all have offset (0, 0): its output is its input.
TAPESTRY_CORE_EXPORT bool is_identity(const TapTable& table, std::size_t entry);

}  // namespace tapestry
