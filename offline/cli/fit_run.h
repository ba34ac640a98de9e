/// What `fit` and `basis` share: the fit's options, a run with a progress bar, and the summary.
#pragma once

#include <CLI/CLI.hpp>
#include <span>
#include <string>

#include "tapestry/fit/fit_kernel.h"
#include "tapestry/fit/make_family.h"
#include "tapestry/result.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline::cli {

struct FitRun {
    FitOptions options;
    std::string output;
    std::string spectrum = "photo";
    std::string solver = "lm";
    std::string start = "sparse";  ///< of the published recipe
    int steps = 1000;              ///< of the published recipe

    void add_to(CLI::App& command);

    /// Adds --solver adam, the published recipe, with its own options.
    void add_solver_to(CLI::App& command);

    /// Fits with a progress bar on standard error when it is a terminal. Ctrl-C cancels. Error: cancelled, or
    /// the fit's own.
    Result<FitSummary> run(const DenseKernel& target);

    /// Makes the knots of a family, with a progress bar. Error: cancelled, or the fit's own.
    Result<MakeFamilySummary> run_family(const KernelField& field, const FamilyGrid& grid,
                                         FamilyMethod method, int joint_iterations);

    /// The exponent of measured_spacing.h, likewise.
    Result<double> measure_spacing(const KernelField& field, std::span<const int> counts, FamilyMethod method,
                                   int joint_iterations);

    /// False when the published recipe was asked for, whose weights are free.
    bool is_non_negative() const { return solver == "lm" && !options.allow_negative; }

    /// Adds the command line and the summary to the table's metadata and writes it.
    Result<void> save(TapTable table, const FitSummary& summary, const std::string& command_line) const;

  private:
    Result<void> check();
    template <class T, class Make>
    Result<T> with_family_options(FamilyMethod method, int joint_iterations, int knots, Make make);
    Result<FitSummary> run_solver(const DenseKernel& target);
    Result<FitSummary> run_published(const DenseKernel& target);
};

void print_summary(const FitSummary& summary, const std::string& output);

}  // namespace tapestry::offline::cli
