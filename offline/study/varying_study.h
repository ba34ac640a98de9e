/// The spatially-varying study: three effects whose kernel differs from pixel to pixel, by blends of several
/// bases.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "offline/study/photographs.h"
#include "offline/study/varying_basis.h"
#include "tapestry/fit/kernel_field.h"
#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline::study {

/// An effect of the paper: kernels along axes, and a parameter for every pixel.
struct VaryingEffect {
    std::string name;  ///< "tilt-shift"
    FieldSpec kernels;
    std::vector<int> knots;  ///< along each axis
    int taps = 24, layers = 4;
    double published_db = 0.0;  ///< the paper's PSNR
    /// Parameter at a pixel of a picture of this size.
    glm::dvec2 (*parameter)(int x, int y, int width, int height) = nullptr;
};

/// Tilt-shift by disks (24 x 4), rotational bokeh by ellipses and radial motion by lines (32 x 4).
const std::vector<VaryingEffect>& varying_effects();

struct VaryingRow {
    std::string effect;
    Basis basis = Basis::ours;
    int filters = 0;        ///< knots of the basis
    double reads = 0.0;     ///< taps a pixel
    double psnr_db = 0.0;   ///< mean over the photographs, linear RGB, peak 1
    double worst_db = 0.0;  ///< of the photographs
    double ssim = 0.0, flip = 0.0;
    double seconds = 0.0;  ///< of fitting the basis
    Image picture;         ///< the first photograph, filtered
};

struct VaryingResults {
    std::vector<VaryingRow> rows;
    std::vector<Image> truths;  ///< of the first photograph, by effect
    int width = 0, height = 0;  ///< of the first photograph as it was filtered
};

struct VaryingOptions {
    const std::vector<VaryingEffect>* effects = &varying_effects();
    bool quick = false;  ///< smaller photographs, half the taps, fewer knots, hops and steps
    std::uint64_t seed = 1;
    int threads = 0;
    const std::atomic<bool>* cancel = nullptr;
    std::function<void(double share, const std::string& job)> on_progress;  ///< may be empty
};

/// Photographs are reduced to half (quick: a quarter) of their size: the truth reads up to 2,401 pixels a
/// pixel. Error: a kernel or a fit that fails; cancelled.
Result<VaryingResults> run_varying_study(const Photographs& photographs, const VaryingOptions& options);

}  // namespace tapestry::offline::study
