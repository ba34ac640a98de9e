#include "varying_command.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <span>

#include "bench_clock.h"
#include "offline/report/report_folder.h"
#include "offline/study/photographs.h"
#include "platform/headless_context.h"
#include "tapestry/atomic_file.h"
#include "varying_bench_report.h"
#include "varying_rival_tables.h"
#include "varying_sheet.h"

namespace tapestry::bench {
namespace {

using offline::report::ReportFile;
using offline::report::ReportFolder;

/// The sheet's columns: not every form of dense, nor all plain gathers.
std::vector<VaryingMethod> shown(const std::vector<VaryingMethod>& methods) {
    std::vector<VaryingMethod> columns;
    for (const VaryingMethod& method : methods) {
        const bool is_gather = method.name.starts_with("plain gather");
        if (method.name != "dense" && method.name != "low-rank 1" &&
            (!is_gather || method.reads == 24 || method.reads == 96))
            columns.push_back(method);
    }
    return columns;
}

bool is_wanted(const std::vector<std::string>& wanted, const std::string& name) {
    return wanted.empty() || std::ranges::count(wanted, name) > 0;
}

class VaryingBench {
  public:
    explicit VaryingBench(const VaryingCommand& command) : command_(command) {}

    Result<void> run() {
        const auto context = demo::HeadlessContext::create();
        if (!context) return context.error();
        GladGLContext gl = {};
        gladLoadGLContext(&gl, [](const char* name) {
            return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
        });
        DeviceDescription description;
        description.get_proc_address = demo::HeadlessContext::get_proc_address;
        auto device = Device::create(description);
        if (!device) return device.error();
        demo::RivalContext rivals(gl);
        const BenchClock clock(gl);
        info_ = {device->renderer(), device->version(), clock.description(), command_.rounds};
        const auto photographs = offline::study::load_photographs(TAPESTRY_ASSETS "/photos");
        if (!photographs) return photographs.error();
        for (const VaryingEffectKind kind : varying_kinds) {
            if (!is_wanted(command_.effects, to_string(kind))) continue;
            for (std::size_t i = 0; i < photographs->images.size(); ++i) {
                if (!is_wanted(command_.photographs, photographs->names[i])) continue;
                VaryingChoice choice{kind,
                                     photographs->names[i],
                                     photographs->images[i],
                                     command_.rival_tables,
                                     {command_.tables.begin(), command_.tables.end()}};
                if (Result<void> status = measure(*device, rivals, clock, std::move(choice)); !status)
                    return status;
                if (command_.quick) break;
            }
        }
        return {};
    }

    Result<void> write(const ReportFolder* folder) {
        const std::string markdown = varying_markdown(info_, scenes_);
        std::fputs(markdown.c_str(), stdout);
        if (!command_.json.empty()) {
            const std::string json = varying_json(info_, scenes_);
            if (Result<void> status = write_file_atomically(command_.json, std::as_bytes(std::span(json)));
                !status)
                return status;
        }
        if (!folder) return {};
        files_.push_back({"varying.md", markdown});
        files_.push_back({"varying.json", varying_json(info_, scenes_)});
        return folder->write(files_);
    }

    Result<void> load_font() {
        auto text = offline::report::TextPainter::load(offline::report::caption_font);
        if (!text) return text.error();
        text_.emplace(std::move(*text));
        return {};
    }

  private:
    Result<void> measure(Device& device, demo::RivalContext& context, const BenchClock& clock,
                         VaryingChoice choice) {
        std::fprintf(stderr, "%s, %s\n", to_string(choice.kind), choice.photograph.c_str());
        auto scene = VaryingScene::create(device, context, std::move(choice));
        if (!scene) return scene.error();
        for (int round = 0; round < (command_.quick ? 0 : command_.rounds); ++round)
            for (VaryingMethod& method : scene->methods())
                if (&method != &scene->methods().front())  // the truth is no rival
                    method.times_ms.push_back(clock.measure(method.run));
        const VaryingChoice& chosen = scene->choice();
        if (text_) {
            const std::string title = std::string(to_string(chosen.kind)) + ", " + chosen.photograph;
            std::string file = std::string("varying-") + to_string(chosen.kind) + "-" +
                               std::filesystem::path(chosen.photograph).stem().string() + ".png";
            std::ranges::replace(file, ' ', '-');
            files_.push_back({file, draw_sheet(title, shown(scene->methods()), *text_)});
        }
        MeasuredScene measured{chosen.kind,         chosen.photograph,    chosen.image.width,
                               chosen.image.height, scene->kernel_side(), scene->methods()};
        for (VaryingMethod& method : measured.methods) method.run = nullptr, method.picture = {};
        scenes_.push_back(std::move(measured));
        return {};
    }

    const VaryingCommand& command_;
    RunInfo info_;
    std::optional<offline::report::TextPainter> text_;
    std::vector<MeasuredScene> scenes_;
    std::vector<ReportFile> files_;
};

}  // namespace

CLI::App* add_varying_command(CLI::App& program, VaryingCommand& varying) {
    CLI::App* const command = program.add_subcommand(
        "varying", "effects whose kernel differs from pixel to pixel, on the photographs");
    command->add_flag("--quick", varying.quick, "one photograph, no times, no fits");
    command->add_option("--rounds", varying.rounds, "of every method")
        ->check(CLI::Range(1, 1000))
        ->capture_default_str();
    command
        ->add_option("--rival-tables", varying.rival_tables,
                     "folder of the tables of independent fits and PST; those that are not there yet are "
                     "fitted, a few minutes once")
        ->capture_default_str();
    command->add_flag("--quick-fits", varying.quick_fits, "fit them with a tenth of the steps");
    command->add_flag("--no-fits", varying.no_fits, "fit none: leave out what has no table there");
    command->add_option("--effect", varying.effects, "only this one, may be given again");
    command->add_option("--photograph", varying.photographs, "only this one, may be given again");
    command->add_option("--table", varying.tables, "a further table for the effect, may be given again");
    command->add_option("--json", varying.json, "write varying.json there, without the sheets");
    command->add_option("--out", varying.out, "write the report and its sheets into this folder");
    return command;
}

Result<void> run_varying(const VaryingCommand& command) {
    VaryingBench bench(command);
    std::optional<ReportFolder> folder;
    if (!command.out.empty()) {
        auto opened = ReportFolder::open(command.out);
        if (!opened) return opened.error();
        folder.emplace(std::move(*opened));
        if (Result<void> status = bench.load_font(); !status) return status;
    }
    if (!command.quick && !command.no_fits)
        if (Result<void> status = fit_rival_tables(command.rival_tables, command.quick_fits); !status)
            return status;
    if (Result<void> status = bench.run(); !status) return status;
    return bench.write(folder ? &*folder : nullptr);
}

}  // namespace tapestry::bench
