#include "dof_command.h"

#include <algorithm>
#include <cstdio>

#include "bench_clock.h"
#include "dof_bytes.h"
#include "dof_case.h"
#include "dof_curve.h"
#include "dof_methods.h"
#include "dof_report.h"
#include "dof_resolutions.h"
#include "dof_scores.h"
#include "dof_sweep.h"
#include "imperfect_depth.h"
#include "pass_times.h"
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

/// "rendered" comes first, which needs a case as it was made.
std::vector<std::string> chosen_depths(const DofOptions& options) {
    std::vector<std::string> depths;
    for (const std::string& depth : options.depths)
        if (depth == "all")
            depths.insert(depths.end(), imperfect_depth_kinds().begin(), imperfect_depth_kinds().end());
        else
            depths.push_back(depth);
    if (depths.empty()) depths.push_back("rendered");
    std::ranges::stable_partition(depths, [](const std::string& depth) { return depth == "rendered"; });
    return depths;
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

Result<void> measure_aperture(Session& session, const DofCase& of, std::size_t aperture,
                              std::vector<DofRow>& rows) {
    const GladGLContext& gl = session.context.gl;
    const demo::PictureSize size = of.choice.size;
    const bool is_rendered = of.depth_kind == "rendered";
    const bool is_contest =
        session.options.contest || session.options.tilt_deg != 0.0 || session.options.swing_deg != 0.0;
    auto methods = dof_methods(session.device, session.context, of, aperture,
                               session.options.curve ? DofMethodSet::curve
                               : !is_rendered        ? DofMethodSet::one_surface
                               : is_contest          ? DofMethodSet::contest
                                                     : DofMethodSet::all,
                               session.options.only);
    if (!methods) return methods.error();
    if (methods->empty()) return Error{"--only: no method's name contains " + session.options.only};
    const auto target = create_texture(gl, GL_RGBA16F, size.width, size.height, "bench target");
    if (!target) return target.error();
    const std::string& aperture_name = of.choice.apertures[aperture];
    const DofJudge judge(of.references[aperture], of.border_px());
    std::vector<DofPicture> pictures;
    std::vector<std::vector<double>> times(methods->size());
    const int rounds = session.options.curve ? 0 : session.options.rounds;
    for (int round = -1; round < rounds; ++round)
        for (std::size_t i = 0; i < methods->size(); ++i) {
            const DofMethod& method = (*methods)[i];
            // The first round compiles; its picture is judged. Accumulations are timed once: they are slow.
            if (round > 0 && method.is_accumulation) continue;
            Result<void> status;
            const double time = session.clock.measure([&] { status = method.run(target->name()); });
            if (!status) return Error{method.name + ": " + status.error().message};
            if (round >= 0) {
                times[i].push_back(time);
                continue;
            }
            Image image = demo::read_picture(gl, target->name(), size);
            DofJudgement judgement = judge.judge(image);
            rows.push_back({of.scene->name, of.depth_kind, aperture_name, method.name, method.family,
                            method.is_ours, method.is_accumulation, method.reads, method.bytes,
                            judgement.scores, 0.0, of.blurred_share});
            pictures.push_back({method.name, std::move(judgement), std::move(image)});
        }
    const std::size_t first = rows.size() - methods->size();
    for (std::size_t i = 0; i < methods->size(); ++i)
        rows[first + i].time_ms = times[i].empty() ? 0.0 : median(times[i]);
    if (session.options.passes)
        for (const DofMethod& method : *methods)
            if (method.is_ours)
                print_pass_times(session.device, gl, method.name, [&] { (void)method.run(target->name()); });
    // Of a curve there are too many for a sheet.
    if (session.options.out.empty() || session.options.curve) return {};
    pictures.insert(pictures.begin(), {"pinhole, no blur", judge.judge(of.pinhole), of.pinhole});
    const std::string name = is_rendered ? of.scene->name : of.scene->name + "-" + of.depth_kind;
    return write_dof_sheet(session.options.out / (name + "-" + aperture_name + ".png"),
                           of.scene->title + ", " + of.depth_kind + " depth, " + aperture_name,
                           of.references[aperture], pictures);
}

Result<void> write_text(const std::filesystem::path& path, const std::string& text) {
    return write_file_atomically(path, std::as_bytes(std::span(text)));
}

Result<void> report(const Session& session, const std::vector<DofRow>& rows) {
    const RunInfo info{session.device.renderer(), session.device.version(), session.clock.description(),
                       session.options.rounds};
    const std::string markdown = dof_markdown(info, rows);
    std::fputs(markdown.c_str(), stdout);
    if (const auto& file = session.options.json; !file.empty())
        if (Result<void> status = write_text(file, dof_json(info, rows)); !status) return status;
    if (session.options.out.empty()) return {};
    if (Result<void> status = write_text(session.options.out / "dof.md", markdown); !status) return status;
    return write_text(session.options.out / "dof.json", dof_json(info, rows));
}

Result<void> report_curve(const Session& session, const std::vector<DofRow>& rows) {
    const std::vector<DofRow> means = means_of_methods(rows);
    const std::string markdown = dof_curve_markdown(means);
    std::fputs(markdown.c_str(), stdout);
    if (session.options.out.empty()) return {};
    const RunInfo info{session.device.renderer(), session.device.version(), session.clock.description(), 0};
    const std::filesystem::path& folder = session.options.out;
    if (Result<void> status = write_text(folder / "dof-curve.md", markdown); !status) return status;
    if (Result<void> status = write_text(folder / "dof-curve.json", dof_json(info, rows)); !status)
        return status;
    return write_text(folder / "dof-curve.svg", dof_curve_svg(means));
}

Result<void> measure_steadiness(Session& session, const std::filesystem::path& scene,
                                demo::PictureSize size) {
    auto one = make_dof_case(session.context.gl,
                             {scene, {session.options.apertures.front()}, size, 0.0, 0.0, 0, {}});
    if (!one) return one.error();
    const DofSweep sweep{.frames = session.options.sweep_frames,
                         .samples = session.options.samples,
                         .kind = session.options.pull     ? SweepKind::pull
                                 : session.options.jitter ? SweepKind::jitter
                                                          : SweepKind::camera};
    const auto rows = sweep_dof(session.device, session.context, *one, sweep);
    if (!rows) return rows.error();
    for (const DofSweepRow& row : *rows)
        std::printf(
            "%-14s %-46s unsteadiness %.5f, of one frame up to %.5f; of what is blurred %.5f, to and "
            "fro %.5f; %.2f dB\n",
            row.scene.c_str(), row.method.c_str(), row.unsteadiness, row.largest, row.blurred, row.to_and_fro,
            row.psnr);
    return {};
}

Result<void> measure_resolutions(Session& session, const std::filesystem::path& scene) {
    const auto rows = compare_resolutions(session.device, session.context, scene, session.options.heights);
    if (!rows) return rows.error();
    for (const DofResolutionRow& row : *rows)
        std::printf("%-14s %5d lines: FLIP %.4f; drawn anew %.4f (the drawings themselves %.4f)\n",
                    row.scene.c_str(), row.height, row.flip, row.drawn_flip, row.input_flip);
    return {};
}

Result<void> measure_bytes(Session& session, const std::filesystem::path& scene, demo::PictureSize size,
                           std::vector<DofBytes>& scenes) {
    const auto one = make_dof_case(session.context.gl,
                                   {scene, {session.options.apertures.front()}, size, 0.0, 0.0, 0, {}});
    if (!one) return one.error();
    auto passes = price_of_16x3(session.device, session.context.gl, *one, 0);
    if (!passes) return passes.error();
    scenes.push_back({one->scene->name, std::move(*passes)});
    return {};
}

/// All apertures of a scene, with each kind of depth.
Result<void> measure_scene(Session& session, const std::filesystem::path& scene, demo::PictureSize size,
                           std::vector<DofRow>& rows) {
    const DofOptions& options = session.options;
    auto one = make_dof_case(session.context.gl, {scene, options.apertures, size, options.tilt_deg,
                                                  options.swing_deg, options.samples, options.references});
    if (!one) return one.error();
    if (options.references_only) return {};
    for (const std::string& depth : chosen_depths(options)) {
        if (depth != "rendered")
            if (Result<void> status = make_depth_imperfect(session.context.gl, *one, depth, options.seed);
                !status)
                return status;
        for (std::size_t i = 0; i < one->references.size(); ++i)
            if (Result<void> status = measure_aperture(session, *one, i, rows); !status) return status;
    }
    return {};
}

}  // namespace

Result<void> run_dof(const DofOptions& options) {
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
    std::vector<DofBytes> bytes;
    for (const auto& path : *scenes) {
        const Result<void> status = options.sweep_frames > 0   ? measure_steadiness(session, path, size)
                                    : !options.heights.empty() ? measure_resolutions(session, path)
                                    : options.bytes            ? measure_bytes(session, path, size, bytes)
                                                               : measure_scene(session, path, size, rows);
        if (!status) return status;
        std::fflush(stdout);
    }
    if (!bytes.empty()) std::fputs(dof_bytes_markdown(bytes).c_str(), stdout);
    if (rows.empty()) return {};
    return options.curve ? report_curve(session, rows) : report(session, rows);
}

}  // namespace tapestry::bench
