#include "roofline_command.h"

#include <cstdio>
#include <filesystem>
#include <span>

#include "dof_case.h"
#include "platform/headless_context.h"
#include "roofline.h"
#include "tapestry/atomic_file.h"

namespace tapestry::bench {
namespace {

Result<demo::PictureSize> size_of(const std::string& text) {
    demo::PictureSize size;
    if (std::sscanf(text.c_str(), "%dx%d", &size.width, &size.height) != 2 || size.width < 128 ||
        size.height < 128)
        return Error{text + " is not WxH of 128 or more"};
    return size;
}

Result<DofCase> case_of(const GladGLContext& gl, const std::string& scene, demo::PictureSize size) {
    const auto path = std::filesystem::path(TAPESTRY_ASSETS) / "scenes" / (scene + ".scene.json");
    return make_dof_case(gl, {path, {"disk"}, size, 0.0, 0.0, 0, {}});
}

Result<void> add_passes(Device& device, const GladGLContext& gl, const BenchClock& clock,
                        const RooflineCommand& command, RooflineReport& report) {
    const auto size = size_of(command.size);
    if (!size) return size.error();
    const auto counted = size_of(command.counted);
    if (!counted) return counted.error();
    const auto timed_case = case_of(gl, command.scene, *size);
    if (!timed_case) return timed_case.error();
    const auto times = times_of_16x3(device, gl, clock, *timed_case, 0, command.rounds);
    if (!times) return times.error();
    const auto counted_case = case_of(gl, command.scene, *counted);
    if (!counted_case) return counted_case.error();
    const auto prices = price_of_16x3(device, gl, *counted_case, 0);
    if (!prices) return prices.error();
    report.scene = command.scene;
    report.size = *size;
    report.counted_size = *counted;
    report.loads = loads_of(*times, *prices);
    return {};
}

std::string text_of(const GladGLContext& gl, GLenum name) {
    const auto* const text = reinterpret_cast<const char*>(gl.GetString(name));
    return text ? text : "";
}

Result<void> write(const std::string& path, const std::string& text) {
    if (path.empty()) return {};
    return write_file_atomically(path, std::as_bytes(std::span(text)));
}

}  // namespace

CLI::App* add_roofline_command(CLI::App& program, RooflineCommand& roofline) {
    CLI::App* const command = program.add_subcommand(
        "roofline",
        "texture reads and bytes a second at best, and which share of both passes of depth of field reach");
    command->add_option("--side", roofline.side, "pixels of the probes' textures")
        ->check(CLI::Range(16, 16384))
        ->capture_default_str();
    command->add_option("--scene", roofline.scene, "a shipped one; empty: only the probes")
        ->capture_default_str();
    command->add_option("--size", roofline.size, "WxH of the frames that are timed")->capture_default_str();
    command->add_option("--counted", roofline.counted, "WxH of the frame whose reads are counted on the CPU")
        ->capture_default_str();
    command->add_option("--rounds", roofline.rounds, "of probes and frames")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command->add_option("--markdown", roofline.markdown, "also write the tables there");
    command->add_option("--json", roofline.json, "write all numbers there");
    return command;
}

Result<void> run_roofline(const RooflineCommand& command) {
    const auto context = demo::HeadlessContext::create();
    if (!context) return context.error();
    GladGLContext gl = {};
    gladLoadGLContext(&gl, [](const char* name) {
        return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
    });
    auto device = Device::create({.get_proc_address = demo::HeadlessContext::get_proc_address});
    if (!device) return device.error();
    demo::RivalContext rivals(gl);
    const BenchClock clock(gl);
    const auto roofline = measure_roofline(rivals, clock, command.side, command.rounds);
    if (!roofline) return roofline.error();
    RooflineReport report{.vendor = text_of(gl, GL_VENDOR),
                          .renderer = device->renderer(),
                          .version = device->version(),
                          .context = context->description(),
                          .clock = clock.description(),
                          .rounds = command.rounds,
                          .roofline = *roofline,
                          .scene = {}};
    if (!command.scene.empty())
        if (Result<void> status = add_passes(*device, gl, clock, command, report); !status) return status;
    const std::string markdown = roofline_markdown(report);
    std::fputs(markdown.c_str(), stdout);
    if (Result<void> status = write(command.markdown, markdown); !status) return status;
    return write(command.json, roofline_json(report));
}

}  // namespace tapestry::bench
