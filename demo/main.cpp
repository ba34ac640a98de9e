#include <cstdio>
#include <variant>

#include "command_line.h"
#include "jobs/headless_job.h"
#include "window/viewer.h"

int main(int argc, char** argv) {
    using namespace tapestry::demo;
    const auto parsed = parse_command_line(argc, argv);
    if (const auto* end = std::get_if<ExitRequest>(&parsed)) {
        std::fputs(end->text.c_str(), end->exit_code == 0 ? stdout : stderr);
        return end->exit_code;
    }
    const auto& command = std::get<CommandLine>(parsed);
    const auto status = command.headless ? run_headless_job(command) : run_viewer(command);
    if (status) return 0;
    std::fprintf(stderr, "tapestry-viewer: %s\n", status.error().message.c_str());
    return 1;
}
