#include <memory>

#include "offline/cli/commands.h"
#include "offline/cli/fit_run.h"
#include "offline/cli/kernel_options.h"
#include "tapestry/fit/family_table.h"

namespace tapestry::offline::cli {
namespace {

struct FitCommand {
    KernelOptions kernel;
    FitRun fit;

    Result<void> run(const std::string& command_line) {
        auto target = kernel.kernel_of(!fit.is_non_negative());
        if (!target) return target.error();
        auto summary = fit.run(target->kernel);
        if (!summary) return summary.error();
        const TapTable table = single_table(summary->cascade, kernel.name(), !fit.is_non_negative());
        if (auto status = fit.save(table, *summary, command_line); !status) return status;
        print_remarks(target->remarks);
        print_summary(*summary, fit.output);
        return {};
    }
};

}  // namespace

void add_fit_command(CLI::App& program, Action& chosen, const std::string& command_line) {
    auto command = std::make_shared<FitCommand>();
    auto* app = program.add_subcommand("fit", "Fit one kernel to a table of one filter");
    command->kernel.add_to(*app);
    command->fit.add_to(*app);
    command->fit.add_solver_to(*app);
    app->callback([command, &chosen, command_line] { chosen = [=] { return command->run(command_line); }; });
}

}  // namespace tapestry::offline::cli
