#include <cstdio>

#include "offline/cli/commands.h"
#include "tapestry/fit/make_kernel.h"

namespace tapestry::offline::cli {
namespace {

std::string turning_of(const KernelFamily& family) {
    const auto settings = completed(family, {});
    const double period = family.period_deg(*settings);
    char text[64];
    if (period == 0.0) return "the same at any angle";
    if (period == 360.0) return "the same after a whole turn only";
    std::snprintf(text, sizeof text, "the same every %g deg", period);
    return text;
}

void print_family(const KernelFamily& family) {
    std::printf("%s: %s; %s\n", family.name.c_str(), family.description.c_str(), turning_of(family).c_str());
    for (const KernelParameter& parameter : family.numbers) {
        const std::string whole = parameter.whole ? "a whole number " : "";
        std::printf("  --%-10s %-8g %s [%s%s]\n", parameter.name.c_str(), parameter.standard,
                    parameter.help.c_str(), whole.c_str(), range_of(parameter).c_str());
    }
    for (const KernelWord& word : family.words)
        std::printf("  --%-10s %-8s %s\n", word.name.c_str(), word.standard.c_str(), word.help.c_str());
}

Result<void> print_families() {
    for (const KernelFamily& family : kernel_families()) print_family(family);
    std::printf(
        "--mask IMAGE: any picture, its values as linear weights; the same after a whole turn only\n"
        "  --%-10s %-8s distance of the farthest lit pixel's centre; without it pixels stay as they are\n"
        "  --%-10s %-8s turn from upright, clockwise\n"
        "  --%-10s %-8s moves the centroid of its light to the origin, else the picture's middle is the "
        "origin\n"
        "  --%-10s %-8s share of its peak that is background; 0: none; without it, what is found\n"
        "  --%-10s %-8s its shape is dark on a bright ground\n",
        "radius", "", "rotation", "0", "centred", "", "threshold", "", "invert", "");
    return {};
}

}  // namespace

void add_kernels_command(CLI::App& program, Action& chosen) {
    auto* app = program.add_subcommand("kernels", "List the kernels with their parameters");
    app->callback([&chosen] { chosen = print_families; });
}

}  // namespace tapestry::offline::cli
