#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

#include "offline/cli/commands.h"
#include "offline/cli/interrupt.h"
#include "offline/cli/progress_bar.h"
#include "offline/files/asset_folder.h"
#include "offline/io/image_file.h"
#include "offline/io/mask_file.h"
#include "offline/metrics/blend_quality.h"
#include "offline/report/blend_report.h"
#include "offline/study/photographs.h"
#include "offline/work/stopwatch.h"
#include "tapestry/table_file.h"

namespace tapestry::offline::cli {
namespace {

// "12.5" or "12.5,30"
Result<glm::dvec2> parse_parameter(const std::string& text, std::size_t axes) {
    glm::dvec2 parameter(0.0);
    int used = 0;
    const bool one = axes == 1 && std::sscanf(text.c_str(), "%lf%n", &parameter.x, &used) == 1;
    const bool two =
        axes == 2 && std::sscanf(text.c_str(), "%lf,%lf%n", &parameter.x, &parameter.y, &used) == 2;
    if ((one || two) && used == static_cast<int>(text.size())) return parameter;
    return Error{"--at " + text + ": expected " + (axes == 1 ? "a number" : "two numbers, like 12.5,30")};
}

struct EvalCommand {
    std::string table_path;
    std::vector<std::string> at;
    int random = 48;
    std::uint64_t seed = 1;
    double least = 0.0;
    std::vector<std::string> photo_paths;
    std::string assets = asset_folder(TAPESTRY_ASSETS).string();
    std::string out;
    int threads = 0;
    bool json = false;

    Result<study::Photographs> photographs() const {
        if (photo_paths.empty()) return study::load_photographs(std::filesystem::path(assets) / "photos");
        study::Photographs result;
        for (const std::string& path : photo_paths) {
            auto picture = read_picture8(path);
            if (!picture) return picture.error();
            result.names.push_back(std::filesystem::path(path).filename().string());
            result.images.push_back(to_linear(*picture));
        }
        return result;
    }

    Result<std::vector<glm::dvec2>> parameters(const KernelField& field) const {
        std::vector<glm::dvec2> result;
        for (const std::string& text : at) {
            auto parameter = parse_parameter(text, field.axes.size());
            if (!parameter) return parameter.error();
            result.push_back(*parameter);
        }
        if (!at.empty()) return result;
        for (const glm::dvec2 parameter : spread_parameters(field, random, seed))
            if (parameter.x >= least) result.push_back(parameter);
        if (result.empty()) return Error{"--from leaves no parameter"};
        return result;
    }

    Result<void> run(const std::string& command_line) {
        auto table = read_table(table_path);
        if (!table) return table.error();
        auto spec = spec_from_metadata(table->metadata);
        if (!spec) return Error{table_path + ": " + spec.error().message};
        auto field = make_field(*spec, read_mask_picture);
        if (!field) return Error{table_path + ": " + field.error().message};
        auto where = parameters(*field);
        if (!where) return where.error();
        auto photos = photographs();
        if (!photos) return photos.error();
        std::optional<report::ReportFolder> folder;
        if (!out.empty()) {
            auto opened = report::ReportFolder::open(out);
            if (!opened) return opened.error();
            folder = std::move(*opened);
        }
        auto points = measured(*table, *field, *where, photos->images);
        if (!points) return points.error();
        const report::BlendResults results{
            *table,       *field,       *points, std::filesystem::path(table_path).filename().string(),
            command_line, photos->names};
        if (json)
            std::fputs(report::blend_json(results).c_str(), stdout);
        else
            print(*field, *points);
        return folder ? write(*folder, results) : Result<void>{};
    }

    Result<std::vector<BlendPoint>> measured(const TapTable& table, const KernelField& field,
                                             std::span<const glm::dvec2> where,
                                             std::span<const Image> images) const {
        ProgressBar bar("eval");
        const Stopwatch watch;
        const InterruptRequest interrupt;
        auto points = blend_quality(
            table, field, where, images,
            {.threads = threads, .cancel = &interrupt.requested(), .on_progress = [&](double done) {
                 bar.show(done, watch.seconds(), "");
             }});
        return points;
    }

    static void print(const KernelField& field, std::span<const BlendPoint> points) {
        for (const FieldAxis& axis : field.axes) std::printf("%-16s ", axis.range.name.c_str());
        std::printf("kernel dB  image dB\n");
        for (const BlendPoint& point : points) {
            for (int axis = 0; axis < static_cast<int>(field.axes.size()); ++axis)
                std::printf("%-16.4f ", point.at[axis]);
            std::printf("%9.2f %9.2f\n", point.kernel_psnr, point.image_psnr);
        }
        const auto line = [&](const char* what, double BlendPoint::*value) {
            const BlendSummary s = summarise(points, value);
            std::printf("%s: mean %.2f dB, worst %.2f dB at %.4g", what, s.mean, s.worst, s.worst_at.x);
            if (field.axes.size() == 2) std::printf(",%.4g", s.worst_at.y);
            std::printf(" (%d parameters)\n", s.count);
        };
        line("kernel PSNR", &BlendPoint::kernel_psnr);
        line("image PSNR ", &BlendPoint::image_psnr);
    }

    static Result<void> write(const report::ReportFolder& folder, const report::BlendResults& results) {
        auto text = report::TextPainter::load(report::caption_font);
        if (!text) return text.error();
        auto files = report::blend_report(results, *text);
        if (!files) return files.error();
        if (auto status = folder.write(*files); !status) return status;
        std::printf("wrote %s\n", (folder.path() / "eval.md").c_str());
        return {};
    }
};

}  // namespace

void add_eval_command(CLI::App& program, Action& chosen, const std::string& command_line) {
    auto command = std::make_shared<EvalCommand>();
    auto* app = program.add_subcommand("eval", "Measure a family's blends against exact kernels");
    app->add_option("FILE", command->table_path, "the table")->required();
    auto* at =
        app->add_option("--at", command->at, "P or P,Q: where to measure, instead of all over the axes");
    app->add_option("--random", command->random, "parameters spread over the axes")
        ->check(CLI::Range(1, 100'000))
        ->excludes(at)
        ->capture_default_str();
    app->add_option("--from", command->least, "leave out parameters of the first axis below this")
        ->excludes(at)
        ->capture_default_str();
    app->add_option("--seed", command->seed, "of the parameters")->capture_default_str();
    app->add_option("--photo", command->photo_paths, "picture to filter, instead of the shipped photographs");
    app->add_option("--assets", command->assets, "folder whose photos/ are filtered")->capture_default_str();
    app->add_option("--threads", command->threads, "0 = as many as the machine has")
        ->check(CLI::Range(0, 256))
        ->capture_default_str();
    app->add_flag("--json", command->json, "print JSON instead of a table");
    app->add_option("--out", command->out, "folder for a report with plots and pictures");
    app->callback([command, &chosen, command_line] { chosen = [=] { return command->run(command_line); }; });
}

}  // namespace tapestry::offline::cli
