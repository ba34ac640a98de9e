#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "offline/cli/commands.h"
#include "tapestry/fit/export_table.h"
#include "tapestry/table_file.h"

namespace tapestry::offline::cli {
namespace {

/// As they are asked for: extensions without the dot.
std::vector<std::string> format_names() {
    std::vector<std::string> names;
    for (const TableFormat& format : table_formats()) names.emplace_back(format.extension + 1);
    return names;
}

struct ExportCommand {
    std::string input, output;
    std::string format;  ///< empty: by the output's name

    Result<void> run() const {
        auto table = read_table(input);
        if (!table) return table.error();
        const auto status = format.empty()
                                ? export_table(*table, output)
                                : export_table(*table, *table_format_of("table." + format), output);
        if (!status) return status;
        std::printf("wrote %s\n", output.c_str());
        return {};
    }
};

}  // namespace

void add_export_command(CLI::App& program, Action& chosen) {
    auto command = std::make_shared<ExportCommand>();
    auto* app = program.add_subcommand("export", "Write a table in another format");
    app->add_option("FILE", command->input, "the table")->required();
    app->add_option("--format", command->format,
                    "tap, json, glsl, h or c (default: by the name of what is written)")
        ->check(CLI::IsMember(format_names()));
    app->add_option("-o,--output", command->output, "the file to write")->required();
    app->callback([command, &chosen] { chosen = [command] { return command->run(); }; });
}

}  // namespace tapestry::offline::cli
