#include <cmath>
#include <cstdio>
#include <memory>

#include "offline/cli/commands.h"
#include "offline/cli/fit_run.h"
#include "offline/cli/kernel_options.h"
#include "offline/fit/family.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline::cli {
namespace {

// Disks change shape fastest at small radii, Gaussians faster still (measured: the worst blend moves off the
// first interval).
double knot_exponent(const std::string& axis) {
    return axis == "sigma_px" ? 2.0 : 1.5;
}

struct AxisRange {
    std::string name;
    double from = 0.0, to = 0.0;
};

// "radius_px=0:24"
Result<AxisRange> parse_axis(const std::string& text) {
    AxisRange range;
    char name[64];
    int used = 0;
    if (std::sscanf(text.c_str(), "%63[a-z_]=%lf:%lf%n", name, &range.from, &range.to, &used) != 3 ||
        used != static_cast<int>(text.size()))
        return Error{"--axis " + text + ": expected NAME=FROM:TO, like radius_px=0:24"};
    range.name = name;
    if (!std::isfinite(range.from) || !std::isfinite(range.to) || range.from < 0.0 || range.to <= range.from)
        return Error{"--axis " + text + ": needs 0 <= FROM < TO"};
    return range;
}

struct BasisCommand {
    KernelOptions kernel;
    FitRun fit;
    std::string axis = "";
    int knots = 9;
    std::string beyond = "scale";
    bool joint = true;

    Status run(const std::string& command_line) {
        auto range = parse_axis(axis);
        if (!range) return range.error();
        if (knots < 2 || knots > static_cast<int>(limits::max_knots))
            return Error{"--knots must be between 2 and 1024"};
        auto family = kernel.family_of(range->name);
        if (!family) return family.error();
        auto largest = (*family)(range->to);
        if (!largest) return largest.error();
        auto summary = fit.run(*largest);
        if (!summary) return summary.error();
        const Axis table_axis{range->name, "px",
                              spaced_knots(range->from, range->to, knots, knot_exponent(range->name)), 0.0f,
                              beyond == "scale" ? Beyond::scale : Beyond::clamp};
        auto scaled = scaled_knots(summary->cascade, table_axis, *family);
        if (!scaled) return scaled.error();
        auto family_knots =
            joint ? fit.run_joint(std::move(*scaled), table_axis, *family) : std::move(scaled);
        if (!family_knots) return family_knots.error();
        const TapTable table =
            family_table(*family_knots, table_axis, kernel.name(), fit.options.allow_negative);
        if (auto status = fit.save(table, *summary, command_line); !status) return status;
        print_summary(*summary, fit.output);
        return {};
    }
};

}  // namespace

void add_basis_command(CLI::App& program, Action& chosen, const std::string& command_line) {
    auto command = std::make_shared<BasisCommand>();
    auto* app = program.add_subcommand("basis", "Fit a family of kernels along a size axis");
    command->kernel.add_to(*app, KernelOptions::Sizes::by_axis);
    app->add_option("--axis", command->axis, "NAME=FROM:TO, like radius_px=0:24 or sigma_px=0:11")
        ->required();
    app->add_option("--knots", command->knots, "filters along the axis")->capture_default_str();
    app->add_option("--beyond", command->beyond, "past the last knot: scale (offsets grow) or clamp")
        ->check(CLI::IsMember({"scale", "clamp"}))
        ->capture_default_str();
    app->add_flag("--joint,!--scaled", command->joint,
                  "fit all knots together (default), or only scale one fit to every knot");
    command->fit.add_to(*app);
    app->callback([command, &chosen, command_line] { chosen = [=] { return command->run(command_line); }; });
}

}  // namespace tapestry::offline::cli
