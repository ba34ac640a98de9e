/// Plain CPU references, in double precision: what the GPU must agree with, and what the approximation is
/// judged by.
///
/// Two oracles, kept apart. `filter_cascade` runs the sparse taps, as the shaders do: GPU against it is
/// tight. `filter_dense` runs the exact kernel: sparse against it is the approximation error, reported and
/// never loosened.
#pragma once

#include <functional>

#include "tapestry/image.h"
#include "tapestry/resolution.h"
#include "tapestry/tap_table.h"

namespace tapestry {

/// What a layer's result is rounded to before the next layer reads it.
enum class Storage {
    exact,  ///< double
    half,   ///< IEEE half, nearest even, clamped to +-65504, as the RGBA16F passes store
};

/// Bilinear read at (x, y) in pixel-centre coordinates: (0, 0) is the centre of the first pixel. Clamp to
/// edge; NaN reads as 0.
glm::dvec4 read_bilinear(const Image& image, double x, double y);

/// Runs the cascade with one filter for every pixel. With Storage::half the source is rounded before the
/// first layer too, as the pass that ingests it does. Rows are split over the machine's cores; the result
/// does not depend on that.
Image filter_cascade(const Image& source, const Filter& filter, Storage storage = Storage::exact);

/// Runs the cascade with the table evaluated at each pixel's parameter. `map` has the image's size.
Image filter_cascade(const Image& source, const TapTable& table, const ParameterMap& map,
                     Storage storage = Storage::exact);

/// What a frame of SparseFilter may ask for beside its parameters.
struct CascadeOptions {
    Storage storage = Storage::exact;
    Resolution resolution = Resolution::full;
    double turn_deg = 0.0;  ///< all taps, clockwise on the picture
    const ParameterMap* turns =
        nullptr;                ///< x: degrees more at every pixel, of the image's size; may be null
    double aspect = 1.0;        ///< multiplies the x of turned offsets
    double offset_scale = 1.0;  ///< multiplies all offsets
};

/// The same with every option. At reduced resolution the source is what ingests it makes, unrounded.
Image filter_cascade(const Image& source, const TapTable& table, const ParameterMap& map,
                     const CascadeOptions& options);

/// Half as many pixels on both axes, rounded up, by the kernel (1 3 3 1)/8 on each; clamp to edge.
/// shaders/resolution_reduce.comp.
Image reduce_by_two(const Image& image);

/// Cubic B-spline at (x, y) in pixel-centre coordinates; clamp to edge.
glm::dvec4 read_b_spline(const Image& image, double x, double y);

/// The exact gather of one kernel for every pixel: out(x) = sum_k K(k) in(x - k), clamp to edge. The kernel
/// is normalised to sum 1.
Image filter_dense(const Image& source, const DenseKernel& kernel);

/// The exact gather where each pixel has its own kernel, asked of `kernel_at` by parameter. Neighbours with
/// equal parameters in a row ask once. Clamp to edge. `kernel_at` is called from several threads at once: a
/// function of its argument alone is safe, one that counts or caches must lock.
Image filter_dense(const Image& source, const ParameterMap& map,
                   const std::function<DenseKernel(glm::dvec2)>& kernel_at);

}  // namespace tapestry
