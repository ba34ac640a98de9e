// tapestry-bench: the cascade beside its rivals, in interleaved rounds on one machine.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

#include "bench_clock.h"
#include "bench_report.h"
#include "dof_command.h"
#include "pass_times.h"
#include "platform/headless_context.h"
#include "roofline_command.h"
#include "varying_command.h"

using namespace tapestry;
using namespace tapestry::bench;

namespace {

struct Options {
    bool quick = false;
    bool bars_only = false;
    bool passes = false;
    bool no_dense = false;
    int rounds = 0;  ///< 0: 3 on software GL, else 15
    std::vector<std::string> sizes;
    std::vector<int> radii;
    std::string markdown;
    std::string json;
    std::string shader_dir;
};

int fail(const Error& error) {
    std::fprintf(stderr, "tapestry-bench: %s\n", error.message.c_str());
    return 1;
}

bool parse_size(const std::string& text, demo::RivalSize& size) {
    return std::sscanf(text.c_str(), "%dx%d", &size.width, &size.height) == 2 && size.width > 0 &&
           size.height > 0;
}

/// What is not asked for: everything on hardware, one small size on software GL.
void fill_in(Options& options, ClockKind kind) {
    const bool is_software = kind == ClockKind::cpu_time;
    if (options.rounds == 0) options.rounds = is_software ? 3 : 15;
    if (options.sizes.empty()) {
        if (options.quick)
            options.sizes = {"320x180"};
        else if (is_software)
            options.sizes = {"1280x720"};
        else
            options.sizes = {"1280x720", "1920x1080", "3840x2160"};
    }
    if (options.radii.empty()) {
        if (options.quick)
            options.radii = {8, 24};
        else if (is_software)
            options.radii = {24};
        else
            options.radii = {8, 24, 48};
    }
}

Result<Measured> measure(Device& device, demo::RivalContext& context, const BenchClock& clock,
                         const CaseSet::Choice& choice, const Options& options) {
    auto set = CaseSet::create(device, context, choice);
    if (!set) return set.error();
    for (int round = 0; round < options.rounds; ++round)
        for (Case& one : set->cases()) one.times_ms.push_back(clock.measure(one.run));
    if (options.passes)
        for (const Case& one : set->cases()) print_pass_times(device, context.gl, one.name, one.run);
    Measured measured{choice, set->cases()};
    for (Case& one : measured.cases) one.run = nullptr;
    return measured;
}

Result<void> write(const std::string& path, const std::string& text) {
    if (path.empty()) return {};
    std::ofstream stream(path, std::ios::binary);
    stream << text;
    stream.close();
    return stream ? Result<void>() : Result<void>(Error{path + ": cannot be written"});
}

int run(Options options) {
    const auto context = demo::HeadlessContext::create();
    if (!context) return fail(context.error());
    GladGLContext gl = {};
    gladLoadGLContext(&gl, [](const char* name) {
        return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
    });
    DeviceDescription description;
    description.get_proc_address = demo::HeadlessContext::get_proc_address;
    description.shader_dir = options.shader_dir;
    auto device = Device::create(description);
    if (!device) return fail(device.error());
    demo::RivalContext rivals(gl);
    const BenchClock clock(gl);
    fill_in(options, clock.kind());

    std::vector<Measured> runs;
    for (const std::string& text : options.sizes) {
        for (const int radius : options.radii) {
            CaseSet::Choice choice;
            if (!parse_size(text, choice.size)) return fail(Error{"--size: " + text + " is not WxH"});
            choice.radius_px = radius;
            choice.with_rivals = !options.bars_only;
            choice.with_dense = !options.no_dense;
            std::fprintf(stderr, "%s, radius %d px\n", text.c_str(), radius);
            auto measured = measure(*device, rivals, clock, choice, options);
            if (!measured) return fail(measured.error());
            runs.push_back(std::move(*measured));
        }
    }
    const RunInfo info{device->renderer(), device->version(), clock.description(), options.rounds};
    const std::string markdown = to_markdown(info, runs);
    std::fputs(markdown.c_str(), stdout);
    if (Result<void> status = write(options.markdown, markdown); !status) return fail(status.error());
    if (Result<void> status = write(options.json, to_json(info, runs)); !status) return fail(status.error());
    return 0;
}

CLI::App* add_dof_command(CLI::App& app, DofOptions& options) {
    CLI::App* dof = app.add_subcommand("dof", "Depth of field and its rivals against a thin lens.");
    dof->add_option("--scene", options.scenes, "names of shipped scenes (default: all)");
    dof->add_option("--aperture", options.apertures, "shapes (default: disk hexagon heart)");
    dof->add_option("--size", options.size, "WxH (default 640x360)");
    dof->add_option("--samples", options.samples, "pinholes of the references (default 1024)")
        ->check(CLI::Range(1, 1 << 20));
    dof->add_option("--rounds", options.rounds, "of each method's time (default 3)")
        ->check(CLI::Range(1, 1000));
    dof->add_option("--references", options.references, "folder where references are kept and gone on with");
    dof->add_option(
        "--out", options.out,
        "folder for dof.md, dof.json and the contact sheets; with --curve dof-curve.md, .json and .svg");
    dof->add_option("--json", options.json, "write dof.json there, without the contact sheets");
    dof->add_option("--shader-dir", options.shader_dir, "shaders to try in place of the library's");
    dof->add_option("--sweep", options.sweep_frames,
                    "frames of a moving camera: steadiness instead of likeness")
        ->check(CLI::Range(2, 10000));
    dof->add_flag("--pull", options.pull, "the sweep pulls focus instead, from half to twice the scene's");
    dof->add_flag(
           "--jitter", options.jitter,
           "the sweep's camera stands still, and depth is drawn at another point of the pixels in each "
           "frame")
        ->excludes("--pull");
    dof->add_option("--heights", options.heights,
                    "lines, each a multiple of the one before: compare the look instead");
    dof->add_option(
        "--depth", options.depths,
        "what methods know of it: rendered (default), displaced, blurred, disparity8, half, quarter, "
        "outliers, sweep, blocks, or all of these but the first");
    dof->add_option("--tilt", options.tilt_deg,
                    "of the plane of focus about the x axis, degrees (default 0)");
    dof->add_option("--swing", options.swing_deg, "and about the y axis");
    dof->add_option("--seed", options.seed, "of what is random in depth (default 1)");
    dof->add_flag("--passes", options.passes,
                  "also print the device's time of each of our passes, on stderr");
    dof->add_flag("--contest", options.contest, "only 16x3 and the strongest rivals; reads are not counted");
    dof->add_flag("--bytes", options.bytes,
                  "bytes and reads a pixel of each pass of Tapestry 16x3, and its dispatches, instead: the "
                  "texels of each texture that a pass touches, once if it is read and once if it is written, "
                  "at bytes a texel of its format, over the output's pixels; through the first aperture");
    dof->add_flag("--curve", options.curve,
                  "ours and the gathers at many numbers of reads instead, as one table by reads, and with "
                  "--out as a plot; nothing is timed");
    dof->add_option("--only", options.only, "methods whose names contain this");
    dof->add_flag("--references-only", options.references_only, "draw the references and end");
    return dof;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("The cascade beside its rivals, in interleaved rounds.", "tapestry-bench");
    Options options;
    app.add_flag("--quick", options.quick, "one small size, two radii");
    app.add_flag("--bars", options.bars_only, "only what the ratios are taken of");
    app.add_flag("--no-dense", options.no_dense,
                 "leave out the dense gathers, and with them errors: on a slow GPU they may take seconds");
    app.add_flag("--passes", options.passes, "also print the device's time of each pass, on stderr");
    app.add_option("--rounds", options.rounds, "of every case (default 3 on software GL, else 15)")
        ->check(CLI::Range(1, 1000));
    app.add_option("--size", options.sizes, "WxH, may be given again");
    app.add_option("--radius", options.radii, "px, 1 to 48, may be given again")->check(CLI::Range(1, 48));
    app.add_option("--markdown", options.markdown, "also write the tables there");
    app.add_option("--json", options.json, "write all times there");
    app.add_option("--shader-dir", options.shader_dir, "shaders to try in place of the library's");
    VaryingCommand varying;
    const CLI::App& varying_app = *add_varying_command(app, varying);
    DofOptions dof;
    const CLI::App& dof_app = *add_dof_command(app, dof);
    RooflineCommand roofline;
    const CLI::App& roofline_app = *add_roofline_command(app, roofline);
    CLI11_PARSE(app, argc, argv);
    if (!dof_app.parsed() && !varying_app.parsed() && !roofline_app.parsed()) return run(options);
    const Result<void> status = dof_app.parsed()       ? run_dof(dof)
                                : varying_app.parsed() ? run_varying(varying)
                                                       : run_roofline(roofline);
    return status ? 0 : fail(status.error());
}
