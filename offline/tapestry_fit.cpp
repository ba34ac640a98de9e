/// tapestry-fit: fits kernels and families to tap tables, and looks into them.
///
/// Exit codes: 0 done, 1 it could not be done (one line on standard error says why), 2 wrong usage.

#include <cstdio>
#include <string>
#include <string_view>

#include "offline/cli/commands.h"

namespace {

// Options that say where a table is written and by how many threads; its bytes do not depend on them.
bool is_incidental(std::string_view option) {
    return option == "-o" || option == "--output" || option == "--threads";
}

// The words of the command line, quoted where a shell needs it, without the incidental options.
std::string reproducible_command_line(int argc, char** argv) {
    std::string line = "tapestry-fit";
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        if (is_incidental(word)) {
            ++i;
            continue;
        }
        const bool joined_short = word.starts_with("-o") && !word.starts_with("--");
        if (joined_short || is_incidental(word.substr(0, word.find('=')))) continue;
        const bool plain =
            word.find_first_of(" \t\n'\"\\$&|;<>()*?[]#~`!{}") == std::string::npos && !word.empty();
        line += plain ? " " + word : " '" + word + "'";
    }
    return line;
}

}  // namespace

int main(int argc, char** argv) {
    using namespace tapestry::offline;
    CLI::App program("Fits blur kernels to sparse tap tables.", "tapestry-fit");
    program.require_subcommand(1);
    cli::Action chosen;
    const std::string command_line = reproducible_command_line(argc, argv);
    cli::add_fit_command(program, chosen, command_line);
    cli::add_basis_command(program, chosen, command_line);
    cli::add_kernels_command(program, chosen);
    cli::add_kernel_command(program, chosen);
    cli::add_info_command(program, chosen);
    cli::add_export_command(program, chosen);
    cli::add_eval_command(program, chosen, command_line);
    cli::add_reproduce_command(program, chosen, command_line);
    try {
        program.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return program.exit(help);
    } catch (const CLI::ParseError& error) {
        std::fprintf(stderr, "tapestry-fit: %s (see tapestry-fit --help)\n", error.what());
        return 2;
    }
    if (auto status = chosen(); !status) {
        std::fprintf(stderr, "tapestry-fit: %s\n", status.error().message.c_str());
        return 1;
    }
    return 0;
}
