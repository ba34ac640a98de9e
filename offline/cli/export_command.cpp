#include <cstdio>
#include <memory>
#include <span>

#include "offline/cli/commands.h"
#include "offline/files/table_json.h"
#include "tapestry/atomic_file.h"
#include "tapestry/table_file.h"

namespace tapestry::offline::cli {
namespace {

struct ExportCommand {
    std::string input, output;
    std::string format = "json";

    Result<void> run() const {
        auto table = read_table(input);
        if (!table) return table.error();
        const std::string text = table_to_json(*table);
        if (auto status = write_file_atomically(output, std::as_bytes(std::span(text))); !status)
            return status;
        std::printf("wrote %s\n", output.c_str());
        return {};
    }
};

}  // namespace

void add_export_command(CLI::App& program, Action& chosen) {
    auto command = std::make_shared<ExportCommand>();
    auto* app = program.add_subcommand("export", "Write a table in another format");
    app->add_option("FILE", command->input, "the table")->required();
    app->add_option("--format", command->format, "json")
        ->check(CLI::IsMember({"json"}))
        ->capture_default_str();
    app->add_option("-o,--output", command->output, "the file to write")->required();
    app->callback([command, &chosen] { chosen = [command] { return command->run(); }; });
}

}  // namespace tapestry::offline::cli
