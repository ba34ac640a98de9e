#include <cstdio>
#include <memory>
#include <string>

#include "offline/cli/commands.h"
#include "tapestry/table_file.h"

namespace tapestry::offline::cli {
namespace {

// "4, 9, 15, 68"
std::string layer_list(const TapTable& table) {
    std::string text;
    for (const std::uint32_t taps : table.layer_taps)
        text += (text.empty() ? "" : ", ") + std::to_string(taps);
    return text;
}

Result<void> print_info(const std::string& path) {
    auto table = read_table(path);
    if (!table) return table.error();
    std::printf(
        "kernel    %s\nreads     %zu a pixel, layers of %s\nfilters   %zu\nweights   %s\n"
        "turnable  %s\n",
        table->kernel.c_str(), table->first_tap(table->layers()), layer_list(*table).c_str(),
        table->entry_count(), table->is_signed ? "signed" : "non-negative", table->turnable ? "yes" : "no");
    for (const Axis& axis : table->axes) {
        std::printf("axis      %s", axis.name.c_str());
        if (!axis.unit.empty()) std::printf(" (%s)", axis.unit.c_str());
        std::printf(", %s", axis.beyond == Beyond::scale ? "scales beyond" : "clamps beyond");
        if (axis.period > 0.0f) std::printf(", period %g", static_cast<double>(axis.period));
        std::printf(":");
        for (const float knot : axis.knots) std::printf(" %g", static_cast<double>(knot));
        std::printf("\n");
    }
    for (const auto& [key, value] : table->metadata) std::printf("%-9s %s\n", key.c_str(), value.c_str());
    return {};
}

}  // namespace

void add_info_command(CLI::App& program, Action& chosen) {
    auto path = std::make_shared<std::string>();
    auto* app = program.add_subcommand("info", "Say what is in a table");
    app->add_option("FILE", *path, "the table")->required();
    app->callback([path, &chosen] { chosen = [path] { return print_info(*path); }; });
}

}  // namespace tapestry::offline::cli
