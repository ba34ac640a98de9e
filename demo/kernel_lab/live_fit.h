/// Fits a recipe on a thread of its own while the picture keeps moving, and hands out the best so far.
///
/// A first look, a tenth of a second of work, runs like everything else, because somebody waits for it. What
/// follows yields to all others on the machine (where the system lets it) and leaves one core to the window
/// where there are several.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kernel_lab/kernel_recipe.h"

namespace tapestry::demo {

/// The state of a fit at a moment.
struct FitSnapshot {
    KernelRecipe recipe;
    TapTable table;        ///< along radius_px
    DenseKernel target;    ///< the largest member
    DenseKernel response;  ///< of the table there
    offline::Cascade cascade;
    double kernel_psnr = 0.0;   ///< dB
    double mass_outside = 0.0;  ///< share of the light that falls where the target is dark
    double cost = 0.0;
    double seconds = 0.0;
    std::vector<offline::CostPoint> curve;  ///< of the first fit
    bool is_final = false;                  ///< what the recipe says, always the same
};

struct FitState {
    bool running = false;
    double done = 0.0;  ///< [0, 1]
    double seconds = 0.0;
    std::string phase;  ///< "first look", "fit", "family"
    std::string error;  ///< why there is no fit; empty when there is none
};

class LiveFit {
  public:
    LiveFit();
    LiveFit(LiveFit&&) noexcept;
    LiveFit& operator=(LiveFit&&) noexcept;
    ~LiveFit();

    /// Gives up what is running and begins anew.
    void start(const KernelRecipe& recipe);
    /// Stops; the best so far stays.
    void stop();

    FitState state() const;
    /// Something runs, or there is a snapshot to take.
    bool is_busy() const;
    /// The newest snapshot, once.
    std::optional<FitSnapshot> take_snapshot();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// The same on the caller's thread, with all cores. Error: as recipe_target.
Result<FitSnapshot> fit_recipe(const KernelRecipe& recipe);

}  // namespace tapestry::demo
