/// What is going on in the kernel lab.
#pragma once

#include <optional>

#include "kernel_lab/live_fit.h"

namespace tapestry::demo {

/// The kernel lab's bench: the recipe itself is the document's.
struct LabState {
    LiveFit fit;
    std::optional<FitSnapshot> shown;  ///< the newest
    bool is_live = true;               ///< fit anew whenever the recipe changes
    bool erase = false;
    float brush_radius = 4.0f;  ///< cells of the mask
    bool hand_is_painting = false;
    KernelRecipe asked;      ///< what was to be fitted last
    bool was_asked = false;  ///< anything at all
};

}  // namespace tapestry::demo
