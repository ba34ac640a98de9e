#include <cstdio>
#include <memory>

#include "offline/cli/commands.h"
#include "offline/cli/interrupt.h"
#include "offline/cli/progress_bar.h"
#include "offline/files/asset_folder.h"
#include "offline/report/reproduce.h"

namespace tapestry::offline::cli {
namespace {

struct ReproduceCommand {
    report::ReproduceOptions options;

    Result<void> run(const std::string& command_line) {
        const InterruptRequest interrupt;
        ProgressBar bar("reproduce " + options.study);
        options.command_line = command_line;
        options.cancel = &interrupt.requested();
        options.on_progress = [&](double share, double seconds, const std::string& job) {
            bar.show(share, seconds, job);
        };
        options.on_result = [](const std::string& line) { std::printf("%s\n", line.c_str()); };
        return report::reproduce(options);
    }
};

}  // namespace

void add_reproduce_command(CLI::App& program, Action& chosen, const std::string& command_line) {
    auto command = std::make_shared<ReproduceCommand>();
    command->options.assets = asset_folder(TAPESTRY_ASSETS).string();
    auto* app = program.add_subcommand("reproduce", "Redo the published studies with all rivals");
    std::vector<std::string> studies = report::study_names();
    studies.emplace_back("all");
    app->add_option("STUDY", command->options.study, "gaussian, shapes, init, configs, varying or all")
        ->check(CLI::IsMember(studies))
        ->required();
    app->add_option("--out", command->options.out, "folder that the reports are written to")->required();
    app->add_flag("--quick", command->options.quick,
                  "fewer kernels, steps and hops: about a minute on two cores");
    app->add_option("--seed", command->options.seed, "seed of every random choice")->capture_default_str();
    app->add_option("--threads", command->options.threads,
                    "fits at a time, each on one core; 0 = as many as the machine has")
        ->capture_default_str();
    app->add_option("--assets", command->options.assets, "folder whose photos/ the filters are judged on")
        ->capture_default_str();
    app->callback([command, &chosen, command_line] { chosen = [=] { return command->run(command_line); }; });
}

}  // namespace tapestry::offline::cli
