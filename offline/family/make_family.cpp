#include "tapestry/fit/make_family.h"

#include <string>

#include "offline/family/fit_family.h"
#include "offline/family/start_knots.h"
#include "offline/work/stopwatch.h"

namespace tapestry::offline {
namespace {

// Of the fit that a family for any turn starts from: along no row, column or diagonal of pixels, where thin
// kernels are thinnest. Worst line of 8 x 3, photographs: 54.3 dB; from 0 deg 48.3 dB.
constexpr double first_turn_deg = 31.7;

class FamilyMaker {
  public:
    FamilyMaker(const KernelField& field, const FamilyGrid& grid, const MakeFamilyOptions& options)
        : field_(field), grid_(grid), options_(options) {}

    Result<MakeFamilySummary> run() {
        auto done = options_.method == FamilyMethod::independent ? fit_each() : fit_together();
        if (!done) return done.error();
        if (cancelled()) return Error{"cancelled"};
        summary_.seconds = seconds();
        return std::move(summary_);
    }

  private:
    bool cancelled() const { return options_.fit.cancel && options_.fit.cancel->load(); }

    double seconds() const { return watch_.seconds(); }

    void report(const char* phase, double done, double cost) const {
        if (options_.on_progress) options_.on_progress(phase, done, seconds(), cost);
    }

    Result<FitSummary> fit_at(int knot, FitOptions fit, const std::string& phase) const {
        const double turn_deg = field_.turned_at ? first_turn_deg : 0.0;
        auto target = field_.turned_at ? field_.turned_at(grid_.parameter(knot), turn_deg)
                                       : field_.at(grid_.parameter(knot));
        if (!target) return target.error();
        fit.on_progress = [&](const FitProgress& p) { report(phase.c_str(), p.done, p.best_cost); };
        auto fitted = fit_kernel(*target, fit);
        if (fitted) fitted->cascade = turned(std::move(fitted->cascade), -turn_deg);
        return fitted;
    }

    Result<void> fit_together() {
        auto first = first_knot(field_, grid_);
        if (!first) return first.error();
        auto fit = fit_at(*first, options_.fit, "first fit");
        if (!fit) return fit.error();
        summary_.first = std::move(*fit);
        if (cancelled()) return {};
        auto knots = start_knots(summary_.first.cascade, field_, grid_,
                                 {options_.fit.spectrum, options_.fit.allow_negative});
        if (!knots) return knots.error();
        summary_.knots = std::move(*knots);
        summary_.memory = summary_.first.memory;
        return options_.method == FamilyMethod::joint ? join() : normalise();
    }

    Result<void> join() {
        FamilyOptions joint;
        joint.spectrum = options_.fit.spectrum;
        joint.allow_negative = options_.fit.allow_negative;
        joint.max_iterations = options_.joint_iterations;
        joint.threads = options_.fit.threads;
        joint.cancel = options_.fit.cancel;
        joint.on_step = [&](double done, double, double cost, const std::vector<Cascade>&) {
            report("joint fit", done, cost);
        };
        auto fitted = fit_family(std::move(summary_.knots), field_, grid_, joint);
        if (!fitted) return fitted.error();
        summary_.knots = std::move(fitted->knots);
        summary_.joint = fitted->joint;
        summary_.memory = std::max(summary_.memory, fitted->memory);
        return {};
    }

    Result<void> normalise() {
        for (Cascade& knot : summary_.knots) normalise_layers(knot);
        return {};
    }

    Result<void> fit_each() {
        FitOptions fit = options_.fit;
        if (fit.grading == 0.0) fit.grading = 1.0;
        for (int knot = 0; knot < grid_.knots() && !cancelled(); ++knot) {
            if (field_.similarity(grid_.parameter(knot)).size == 0.0) {
                Cascade identity(graded_layers(fit.taps, fit.layers, fit.grading));
                for (int l = 0; l < identity.layers(); ++l) identity.layer(l)[0].weight = 1.0;
                summary_.knots.push_back(std::move(identity));
                continue;
            }
            auto one = fit_at(knot, fit,
                              "knot " + std::to_string(knot + 1) + " of " + std::to_string(grid_.knots()));
            if (!one) return one.error();
            summary_.first = std::move(*one);
            summary_.knots.push_back(summary_.first.cascade);
        }
        return {};
    }

    const KernelField& field_;
    const FamilyGrid& grid_;
    const MakeFamilyOptions& options_;
    const Stopwatch watch_;
    MakeFamilySummary summary_;
};

}  // namespace

Result<MakeFamilySummary> make_family(const KernelField& field, const FamilyGrid& grid,
                                      const MakeFamilyOptions& options) {
    if (auto status = options.fit.check(); !status) return status.error();
    const long long records = 1LL * options.fit.taps * options.fit.layers * grid.knots();
    if (records > limits::max_records)
        return Error{"the table would hold " + std::to_string(records) + " taps, but at most " +
                     std::to_string(limits::max_records) + " are allowed"};
    return FamilyMaker(field, grid, options).run();
}

}  // namespace tapestry::offline
