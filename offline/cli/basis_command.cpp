#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "offline/cli/commands.h"
#include "offline/cli/fit_run.h"
#include "offline/cli/kernel_options.h"
#include "offline/io/mask_file.h"
#include "tapestry/fit/family_table.h"
#include "tapestry/fit/make_family.h"
#include "tapestry/tap_table.h"

namespace tapestry::offline::cli {
namespace {

// "radius_px=0:24"
Result<AxisRange> parse_axis(const std::string& text) {
    AxisRange range;
    char name[64];
    int used = 0;
    if (std::sscanf(text.c_str(), "%63[a-z_]=%lf:%lf%n", name, &range.from, &range.to, &used) != 3 ||
        used != static_cast<int>(text.size()))
        return Error{"--axis " + text + ": expected NAME=FROM:TO, like radius_px=0:24"};
    range.name = name;
    return range;
}

// "17" or "9x12"
Result<std::vector<int>> parse_knots(const std::string& text) {
    int first = 0, second = 0, used = 0;
    if (std::sscanf(text.c_str(), "%dx%d%n", &first, &second, &used) == 2 &&
        used == static_cast<int>(text.size()))
        return std::vector{first, second};
    if (std::sscanf(text.c_str(), "%d%n", &first, &used) == 1 && used == static_cast<int>(text.size()))
        return std::vector{first};
    return Error{"--knots " + text + ": expected a number, or two for two axes, like 9x12"};
}

struct BasisCommand {
    KernelOptions kernel;
    FitRun fit;
    std::vector<std::string> axes;
    std::string knots = "9";
    std::string beyond = "auto";
    std::string method = "joint";
    std::string morph_to;
    std::string spacing = "auto";
    double turn_deg = 0.0;
    bool at_any_turn = false;
    int iterations = 80;

    Result<KernelField> field() const {
        FieldSpec spec = kernel.spec(fit.options.allow_negative);
        for (const std::string& axis : axes) {
            auto range = parse_axis(axis);
            if (!range) return range.error();
            spec.axes.push_back(std::move(*range));
        }
        spec.turn_deg = turn_deg;
        spec.at_any_turn = at_any_turn;
        spec.morph_to = morph_to;
        return make_field(spec, read_mask_picture);
    }

    Beyond beyond_of(const KernelField& made_field) const {
        const bool has_size = std::any_of(made_field.axes.begin(), made_field.axes.end(),
                                          [](const FieldAxis& each) { return each.is_size; });
        return beyond == "scale" || (beyond == "auto" && has_size) ? Beyond::scale : Beyond::clamp;
    }

    FamilyMethod family_method() const {
        return method == "geometric"     ? FamilyMethod::geometric
               : method == "independent" ? FamilyMethod::independent
                                         : FamilyMethod::joint;
    }

    // 0: the standard one.
    Result<double> exponent_of(const KernelField& made_field, const std::vector<int>& counts) {
        if (spacing == "auto") return 0.0;
        if (spacing == "measured")
            return fit.measure_spacing(made_field, counts, family_method(), iterations);
        char* end = nullptr;
        const double given = std::strtod(spacing.c_str(), &end);
        if (spacing.empty() || *end != '\0' || !(given > 0.0))
            return Error{"--spacing " + spacing + ": expected auto, measured or an exponent"};
        return given;
    }

    Result<void> run(const std::string& command_line) {
        auto made_field = field();
        if (!made_field) return made_field.error();
        auto counts = parse_knots(knots);
        if (!counts) return counts.error();
        auto exponent = exponent_of(*made_field, *counts);
        if (!exponent) return exponent.error();
        auto grid = make_grid(*made_field, *counts, *exponent, beyond_of(*made_field));
        if (!grid) return grid.error();
        auto summary = fit.run_family(*made_field, *grid, family_method(), iterations);
        if (!summary) return summary.error();
        TapTable table =
            family_table(summary->knots, grid->axes(), made_field->name, fit.options.allow_negative);
        table.metadata = to_metadata(made_field->spec);
        if (auto status = fit.save(std::move(table), summary->first, command_line); !status) return status;
        print_remarks(made_field->remarks);
        print_summary(summary->first, fit.output);
        return {};
    }
};

}  // namespace

void add_basis_command(CLI::App& program, Action& chosen, const std::string& command_line) {
    auto command = std::make_shared<BasisCommand>();
    auto* app = program.add_subcommand("basis", "Fit a family of kernels along one or two axes");
    command->kernel.add_to(*app);
    app->add_option(
           "--axis", command->axes,
           "NAME=FROM:TO, once or twice: radius_px, sigma_px, length_px, angle_deg, aspect, vignette, "
           "strength_waves, morph, ...")
        ->required()
        ->take_all();
    app->add_option("--knots", command->knots, "filters along the axis, or NxM")->capture_default_str();
    app->add_option(
           "--spacing", command->spacing,
           "sizes at FROM + (TO - FROM) u^SPACING: an exponent; auto: the first knot near 1 px, Gaussians 2; "
           "measured: the best of several")
        ->capture_default_str();
    app->add_option("--beyond", command->beyond,
                    "past the last knot: clamp, scale (offsets grow), or auto: sizes scale")
        ->check(CLI::IsMember({"auto", "scale", "clamp"}))
        ->capture_default_str();
    app->add_option("--turn", command->turn_deg,
                    "the kernel turns by this from FROM to TO of the first axis, deg")
        ->capture_default_str();
    app->add_flag("--any-turn", command->at_any_turn,
                  "for taps that are turned when they are read: fit kernels at any angle at once");
    app->add_option("--morph-to", command->morph_to, "the kernel at the end of axis morph");
    app->add_option(
           "--method", command->method,
           "joint: all knots together; geometric: one fit scaled and turned; independent: each on its "
           "own, as published")
        ->check(CLI::IsMember({"joint", "geometric", "independent"}))
        ->capture_default_str();
    app->add_option("--iterations", command->iterations, "of the joint fit")->capture_default_str();
    command->fit.add_to(*app);
    app->callback([command, &chosen, command_line] { chosen = [=] { return command->run(command_line); }; });
}

}  // namespace tapestry::offline::cli
