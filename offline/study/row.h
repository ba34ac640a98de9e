/// What a study finds out about one method on one kernel.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "offline/fit/starts.h"
#include "offline/metrics/method_metrics.h"
#include "tapestry/image.h"

namespace tapestry::offline::study {

enum class Method {
    ours,                ///< the default fit: weights at 0 or above
    ours_signed,         ///< `--signed`
    ours_one_run,        ///< a single Levenberg-Marquardt run from one start, no hops
    published,           ///< the published recipe: Adam, its layers normalised afterwards
    published_raw,       ///< as it comes out of Adam
    tempering,           ///< parallel tempering (PST)
    low_rank,            ///< truncated SVD
    separable_gaussian,  ///< two passes with linear sampling
    kawase,
    dual_filter,
};

/// What a method was run with; what does not concern it is at 0.
struct Settings {
    int taps = 0;  ///< a layer
    int layers = 0;
    int rank = 0;
    std::optional<StartKind> start = {};
    long long steps = 0;  ///< asked for: of the optimiser, or iterations of all of tempering's candidates
    double budget_seconds = 0.0;     ///< asked for; 0: stopped by count
    bool against_tempering = false;  ///< the budget is a hundredth of what tempering took
};

/// A moment of an optimisation.
struct CurvePoint {
    double step = 0.0;
    double seconds = 0.0;
    double kernel_psnr_db = 0.0;
};

struct Row {
    std::string kernel;
    Method method = Method::ours;
    Settings settings;
    double seconds = 0.0;  ///< of the fit, on one core
    long long steps = 0;   ///< made
    int starts = 0, hops = 0;
    std::size_t memory = 0;  ///< bytes that the fit held; 0: not counted
    MethodMetrics metrics;
    PhotographMetrics image;             ///< mean over the photographs
    std::vector<CurvePoint> curve = {};  ///< where the study asked for it
    DenseKernel impulse = {};
};

}  // namespace tapestry::offline::study
