#include "dof_command.h"

#include <algorithm>
#include <cstdio>

#include "bench_clock.h"
#include "dof_case.h"
#include "dof_methods.h"
#include "dof_report.h"
#include "dof_scores.h"
#include "platform/headless_context.h"
#include "scene/picture_sum.h"
#include "tapestry/atomic_file.h"

namespace tapestry::bench {
namespace {

Result<std::vector<std::filesystem::path>> chosen_scenes(const std::vector<std::string>& names) {
    const std::filesystem::path folder = std::filesystem::path(TAPESTRY_ASSETS) / "scenes";
    std::vector<std::filesystem::path> paths;
    if (names.empty())
        for (const demo::SceneEntry& entry : demo::list_scenes(folder)) paths.push_back(entry.path);
    for (const std::string& name : names) paths.push_back(folder / (name + ".scene.json"));
    if (paths.empty()) return Error{folder.string() + ": no scenes"};
    return paths;
}

/// What a session needs of the GPU.
struct Session {
    Device& device;
    demo::RivalContext& context;
    const BenchClock& clock;
    const DofOptions& options;
};

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2),
                     values.end());
    return values[values.size() / 2];
}

Status measure_aperture(Session& session, const DofCase& of, std::size_t aperture,
                        std::vector<DofRow>& rows) {
    const GladGLContext& gl = session.context.gl;
    const demo::PictureSize size = of.choice.size;
    auto methods = dof_methods(session.device, session.context, of, aperture);
    if (!methods) return methods.error();
    const auto target = create_texture(gl, GL_RGBA16F, size.width, size.height, "bench target");
    if (!target) return target.error();
    const std::string& aperture_name = of.choice.apertures[aperture];
    std::vector<DofPicture> pictures;
    std::vector<std::vector<double>> times(methods->size());
    for (int round = -1; round < session.options.rounds; ++round)
        for (std::size_t i = 0; i < methods->size(); ++i) {
            const DofMethod& method = (*methods)[i];
            // The first round compiles; its picture is judged. Accumulations are timed once: they are slow.
            if (round > 0 && method.is_accumulation) continue;
            Status status;
            const double time = session.clock.measure([&] { status = method.run(target->name()); });
            if (!status) return Error{method.name + ": " + status.error().message};
            if (round >= 0) {
                times[i].push_back(time);
                continue;
            }
            Image image = demo::read_picture(gl, target->name(), size);
            const DofScores scores = dof_scores(image, of.references[aperture], of.border_px());
            rows.push_back({of.scene->name, aperture_name, method.name, method.is_ours,
                            method.is_accumulation, method.reads, scores, 0.0, of.blurred_share});
            pictures.push_back({method.name, scores, std::move(image)});
        }
    const std::size_t first = rows.size() - methods->size();
    for (std::size_t i = 0; i < methods->size(); ++i)
        rows[first + i].time_ms = times[i].empty() ? 0.0 : median(times[i]);
    if (session.options.out.empty()) return {};
    pictures.insert(
        pictures.begin(),
        {"pinhole, no blur", dof_scores(of.pinhole, of.references[aperture], of.border_px()), of.pinhole});
    return write_dof_sheet(session.options.out / (of.scene->name + "-" + aperture_name + ".png"),
                           of.scene->title + ", " + aperture_name, of.references[aperture], pictures);
}

Status write_text(const std::filesystem::path& path, const std::string& text) {
    return write_file_atomically(path, std::as_bytes(std::span(text)));
}

Status report(const Session& session, const std::vector<DofRow>& rows) {
    const RunInfo info{session.device.renderer(), session.device.version(), session.clock.description(),
                       session.options.rounds};
    const std::string markdown = dof_markdown(info, rows);
    std::fputs(markdown.c_str(), stdout);
    if (session.options.out.empty()) return {};
    if (Status status = write_text(session.options.out / "dof.md", markdown); !status) return status;
    return write_text(session.options.out / "dof.json", dof_json(info, rows));
}

}  // namespace

Status run_dof(const DofOptions& options) {
    demo::PictureSize size;
    if (std::sscanf(options.size.c_str(), "%dx%d", &size.width, &size.height) != 2 || size.width < 128 ||
        size.height < 128)
        return Error{"--size: " + options.size + " is not WxH of 128 or more"};
    const auto scenes = chosen_scenes(options.scenes);
    if (!scenes) return scenes.error();
    const auto context = demo::HeadlessContext::create();
    if (!context) return context.error();
    GladGLContext gl = {};
    gladLoadGLContext(&gl, [](const char* name) {
        return reinterpret_cast<GLADapiproc>(demo::HeadlessContext::get_proc_address(name));
    });
    auto device = Device::create(
        {.get_proc_address = demo::HeadlessContext::get_proc_address, .shader_dir = options.shader_dir});
    if (!device) return device.error();
    demo::RivalContext rivals(gl);
    const BenchClock clock(gl);
    Session session{*device, rivals, clock, options};
    std::error_code code;
    std::filesystem::create_directories(options.references, code);
    if (!options.out.empty()) std::filesystem::create_directories(options.out, code);
    std::vector<DofRow> rows;
    for (const auto& path : *scenes) {
        const auto one =
            make_dof_case(gl, {path, options.apertures, size, options.samples, options.references});
        if (!one) return one.error();
        if (options.references_only) continue;
        for (std::size_t i = 0; i < one->references.size(); ++i)
            if (Status status = measure_aperture(session, *one, i, rows); !status) return status;
    }
    return options.references_only ? Status() : report(session, rows);
}

}  // namespace tapestry::bench
