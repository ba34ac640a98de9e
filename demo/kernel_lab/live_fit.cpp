#include "kernel_lab/live_fit.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <utility>

#include "jobs/background_priority.h"
#include "offline/fit/kernel_metrics.h"
#include "offline/work/stopwatch.h"
#include "tapestry/fit/family_table.h"
#include "tapestry/fit/make_family.h"
#include "tapestry/impulse_response.h"

namespace tapestry::demo {
namespace {

/// Snapshots cost a few milliseconds; more of them than the eye follows would slow the fit down.
constexpr double snapshot_gap_seconds = 0.15;

using Report = std::function<void(FitSnapshot)>;
using Progress = std::function<void(const char* phase, double done)>;

int spare_threads() {
    return std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1);
}

class RecipeFit {
  public:
    RecipeFit(const KernelRecipe& recipe, int threads, const std::atomic<bool>& cancel, Report report,
              Progress progress)
        : recipe_(recipe),
          cancel_(cancel),
          report_(std::move(report)),
          progress_(std::move(progress)),
          options_(recipe_fit_options(recipe)) {
        options_.threads = threads;
        options_.cancel = &cancel_;
    }

    Result<void> run() {
        auto field = recipe_field(recipe_);
        if (!field) return field.error();
        field_ = std::move(*field);
        auto grid = recipe_grid(field_);
        if (!grid) return grid.error();
        auto target = field_.at({recipe_radius_px, 0.0});
        if (!target) return target.error();
        target_ = std::move(*target);
        if (report_) {
            if (auto status = first_look(*grid); !status) return status;
            // The hand waits for the first look, and it is short; the rest has time.
            yield_to_others();
        }
        if (cancel_) return {};
        // The family begins with the same fit: where nobody watches, once is enough.
        const bool is_shown = static_cast<bool>(report_);
        if (is_shown || !recipe_.is_family) {
            if (auto status = fit(*grid); !status) return status;
        }
        if (recipe_.is_family && !cancel_) return grow(*grid);
        return {};
    }

  private:
    /// One start alone, which is there in a tenth of a second.
    Result<void> first_look(const offline::FamilyGrid& grid) {
        progress_("first look", 0.0);
        offline::FitOptions options = options_;
        options.starts = 1;
        options.hops = 0;
        const auto summary = offline::fit_kernel(target_, options);
        if (!summary) return summary.error();
        if (cancel_) return {};
        curve_.push_back({watch_.seconds(), summary->iterations, summary->cost});
        return hand_out(summary->cascade, grid, false);
    }

    Result<void> fit(const offline::FamilyGrid& grid) {
        offline::FitOptions options = options_;
        options.on_progress = [&](const offline::FitProgress& p) { on_progress(p, grid); };
        const auto summary = offline::fit_kernel(target_, options);
        if (!summary) return summary.error();
        curve_.push_back({watch_.seconds(), summary->iterations, summary->cost});
        best_cost_ = summary->cost;
        return hand_out(summary->cascade, grid, !recipe_.is_family && !cancel_);
    }

    void on_progress(const offline::FitProgress& p, const offline::FamilyGrid& grid) {
        progress_("fit", p.done);
        if (!p.best || p.done >= 1.0 || !report_) return;
        const bool is_better = curve_.empty() || p.best_cost < 0.999 * curve_.back().cost;
        if (!is_better || watch_.seconds() - last_ < snapshot_gap_seconds) return;
        curve_.push_back({watch_.seconds(), 0, p.best_cost});
        best_cost_ = p.best_cost;
        offline::Cascade cascade = *p.best;
        offline::normalise_layers(cascade);
        offline::order_layers(cascade);
        (void)hand_out(cascade, grid, false);
    }

    Result<void> grow(const offline::FamilyGrid& grid) {
        offline::MakeFamilyOptions options;
        options.fit = options_;
        options.on_progress = [&](const char*, double done, double, double) { progress_("family", done); };
        auto summary = offline::make_family(field_, grid, options);
        if (cancel_) return {};
        if (!summary) return summary.error();
        TapTable table =
            offline::family_table(summary->knots, grid.axes(), field_.name, recipe_.allow_negative);
        return hand_out(summary->knots.back(), std::move(table), true);
    }

    Result<void> hand_out(const offline::Cascade& cascade, const offline::FamilyGrid& grid, bool is_final) {
        auto table = scaled_table(cascade, field_, grid, recipe_);
        if (!table) return table.error();
        return hand_out(cascade, std::move(*table), is_final);
    }

    Result<void> hand_out(const offline::Cascade& cascade, TapTable table, bool is_final) {
        FitSnapshot snapshot;
        snapshot.recipe = recipe_;
        snapshot.table = std::move(table);
        snapshot.table.kernel = field_.name;
        // A painted field has no name by which it could be made again.
        if (!field_.spec.kernel.empty()) snapshot.table.metadata = offline::to_metadata(field_.spec);
        snapshot.target = target_;
        snapshot.cascade = cascade;
        const Filter filter = offline::to_filter(cascade);
        snapshot.response = impulse_response(filter, target_.width + 16);
        const auto metrics = offline::kernel_metrics(snapshot.response, target_);
        snapshot.kernel_psnr = metrics.psnr;
        snapshot.mass_outside = metrics.mass_outside;
        snapshot.cost = best_cost_;
        snapshot.seconds = watch_.seconds();
        snapshot.curve = curve_;
        snapshot.is_final = is_final;
        last_ = watch_.seconds();
        result_ = snapshot;
        if (report_) report_(std::move(snapshot));
        return {};
    }

    const KernelRecipe recipe_;
    const std::atomic<bool>& cancel_;
    const Report report_;
    const Progress progress_;
    offline::FitOptions options_;
    const offline::Stopwatch watch_;
    offline::KernelField field_;
    DenseKernel target_;
    std::vector<offline::CostPoint> curve_;
    double best_cost_ = 0.0;
    double last_ = -1.0;

  public:
    std::optional<FitSnapshot> result_;
};

}  // namespace

struct LiveFit::Impl {
    mutable std::mutex mutex;
    FitState state;
    std::optional<FitSnapshot> newest;
    offline::Stopwatch watch;
    std::atomic<bool> cancel{false};
    std::thread thread;

    ~Impl() { join(); }

    void join() {
        cancel = true;
        if (thread.joinable()) thread.join();
        cancel = false;
    }

    void run(const KernelRecipe& recipe) {
        RecipeFit fit(
            recipe, spare_threads(), cancel,
            [this](FitSnapshot snapshot) {
                const std::scoped_lock lock(mutex);
                newest = std::move(snapshot);
            },
            [this](const char* phase, double done) {
                const std::scoped_lock lock(mutex);
                state.phase = phase;
                state.done = done;
            });
        const auto status = fit.run();
        const std::scoped_lock lock(mutex);
        state.running = false;
        state.done = 1.0;
        state.seconds = watch.seconds();
        if (!status) state.error = status.error().message;
    }
};

LiveFit::LiveFit() : impl_(std::make_unique<Impl>()) {}
LiveFit::LiveFit(LiveFit&&) noexcept = default;
LiveFit& LiveFit::operator=(LiveFit&&) noexcept = default;
LiveFit::~LiveFit() = default;

void LiveFit::start(const KernelRecipe& recipe) {
    stop();
    impl_->state = {true, 0.0, 0.0, "first look", ""};
    impl_->newest.reset();
    impl_->watch = {};
    impl_->thread = std::thread([impl = impl_.get(), recipe] { impl->run(recipe); });
}

void LiveFit::stop() {
    impl_->join();
}

FitState LiveFit::state() const {
    const std::scoped_lock lock(impl_->mutex);
    FitState state = impl_->state;
    if (state.running) state.seconds = impl_->watch.seconds();
    return state;
}

bool LiveFit::is_busy() const {
    const std::scoped_lock lock(impl_->mutex);
    return impl_->state.running || impl_->newest.has_value();
}

std::optional<FitSnapshot> LiveFit::take_snapshot() {
    const std::scoped_lock lock(impl_->mutex);
    return std::exchange(impl_->newest, std::nullopt);
}

Result<FitSnapshot> fit_recipe(const KernelRecipe& recipe) {
    const std::atomic<bool> never{false};
    RecipeFit fit(recipe, 0, never, {}, [](const char*, double) {});
    if (auto status = fit.run(); !status) return status.error();
    return std::move(*fit.result_);
}

}  // namespace tapestry::demo
