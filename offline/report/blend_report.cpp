#include "offline/report/blend_report.h"

#include <algorithm>

#include "offline/files/json_text.h"
#include "offline/metrics/filter_method.h"
#include "offline/report/contact_sheet.h"
#include "offline/report/line_figure.h"
#include "offline/report/markdown.h"

namespace tapestry::offline::report {
namespace {

constexpr int shown_blends = 8;

std::string parameter_text(const KernelField& field, glm::dvec2 at) {
    std::string text;
    for (int axis = 0; axis < static_cast<int>(field.axes.size()); ++axis) {
        const FieldAxis& along = field.axes[axis];
        text += (axis > 0 ? ", " : "") + along.range.name + " " + fixed(at[axis], 2);
    }
    return text;
}

std::string axis_label(const FieldAxis& axis) {
    return axis.unit.empty() ? axis.range.name : axis.range.name + " (" + axis.unit + ")";
}

class BlendReport {
  public:
    explicit BlendReport(const BlendResults& results) : results_(results) {}

    Result<std::vector<ReportFile>> files(const TextPainter& text) {
        markdown_.heading(1, results_.name + ": blends against exact kernels");
        markdown_.paragraph("Made by `" + results_.command_line + "`, at " +
                            std::to_string(results_.points.size()) + " parameters that no knot sits on.");
        add_summary();
        for (int axis = 0; axis < static_cast<int>(results_.field.axes.size()); ++axis) add_figure(axis);
        if (auto status = add_strip(text); !status) return status.error();
        add_points();
        files_.insert(files_.begin(), {"eval.md", markdown_.text()});
        files_.push_back({"eval.json", blend_json(results_)});
        return std::move(files_);
    }

  private:
    bool has_photographs() const { return !results_.photographs.empty(); }

    void add_summary() {
        MarkdownTable table{{"", "mean dB", "worst dB", "where"}};
        const auto add = [&](const char* what, double BlendPoint::*value) {
            const BlendSummary s = summarise(results_.points, value);
            table.rows.push_back(
                {what, fixed(s.mean, 2), fixed(s.worst, 2), parameter_text(results_.field, s.worst_at)});
        };
        add("kernel PSNR", &BlendPoint::kernel_psnr);
        if (has_photographs()) add("image PSNR", &BlendPoint::image_psnr);
        markdown_.table(table);
    }

    void add_figure(int axis) {
        std::vector<BlendPoint> points(results_.points.begin(), results_.points.end());
        std::sort(points.begin(), points.end(),
                  [&](const BlendPoint& a, const BlendPoint& b) { return a.at[axis] < b.at[axis]; });
        // A grid's points are a cloud, a line's a curve.
        const double width = results_.field.axes.size() == 1 ? 2.0 : 0.0;
        LineFigure figure;
        figure.title = "Blends along " + results_.field.axes[axis].range.name;
        figure.x = {.label = axis_label(results_.field.axes[axis])};
        figure.y = {.label = "PSNR (dB)"};
        Series kernel{
            .name = "kernel", .colour = palette::vermillion, .marker = Marker::square, .width = width};
        Series image{.name = "photographs", .colour = palette::blue, .width = width};
        for (const BlendPoint& point : points) {
            kernel.points.push_back({point.at[axis], point.kernel_psnr});
            if (has_photographs()) image.points.push_back({point.at[axis], point.image_psnr});
        }
        figure.panels = {{"", {std::move(kernel)}}};
        if (has_photographs()) figure.panels[0].series.push_back(std::move(image));
        const std::string file = "eval-" + std::to_string(axis + 1) + ".svg";
        files_.push_back({file, to_svg(figure)});
        markdown_.image(figure.title, file);
    }

    // Blends of all sizes, each beside its target: sheets have one target, so each is a sheet of its own
    // kind.
    Result<void> add_strip(const TextPainter& text) {
        std::vector<BlendPoint> points(results_.points.begin(), results_.points.end());
        std::sort(points.begin(), points.end(),
                  [](const BlendPoint& a, const BlendPoint& b) { return a.at.x < b.at.x; });
        const int count = std::min(shown_blends, static_cast<int>(points.size()));
        for (int i = 0; i < count; ++i) {
            const BlendPoint& point = points[(points.size() - 1) * static_cast<std::size_t>(i + 1) / count];
            auto target = results_.field.at(point.at);
            if (!target) return target.error();
            const double parameter[] = {point.at.x, point.at.y};
            const FilterMethod blend = cascade_method("blend", evaluate(results_.table, parameter));
            std::vector<std::string> notes = {"kernel " + fixed(point.kernel_psnr, 1) + " dB"};
            if (has_photographs()) notes.push_back("image " + fixed(point.image_psnr, 1) + " dB");
            ContactSheet sheet{parameter_text(results_.field, point.at),
                               std::move(*target),
                               {{"blend", std::move(notes), blend.impulse}}};
            const std::string file = "eval-" + std::to_string(i + 1) + ".png";
            files_.push_back({file, draw(sheet, text)});
            markdown_.image(sheet.title, file);
        }
        return {};
    }

    void add_points() {
        MarkdownTable table{{"parameter", "kernel dB"}};
        if (has_photographs()) table.headers.emplace_back("image dB");
        for (const BlendPoint& point : results_.points) {
            std::vector<std::string> row = {parameter_text(results_.field, point.at),
                                            fixed(point.kernel_psnr, 2)};
            if (has_photographs()) row.push_back(fixed(point.image_psnr, 2));
            table.rows.push_back(std::move(row));
        }
        markdown_.heading(2, "All parameters");
        markdown_.table(table);
    }

    const BlendResults& results_;
    Markdown markdown_;
    std::vector<ReportFile> files_;
};

}  // namespace

Result<std::vector<ReportFile>> blend_report(const BlendResults& results, const TextPainter& text) {
    return BlendReport(results).files(text);
}

std::string blend_json(const BlendResults& results) {
    nlohmann::ordered_json json;
    json["format"] = "tapestry-blends";
    json["table"] = results.name;
    json["command"] = results.command_line;
    json["photographs"] = results.photographs;
    const auto summary = [&](double BlendPoint::*value) {
        const BlendSummary s = summarise(results.points, value);
        return nlohmann::ordered_json{
            {"mean_db", s.mean}, {"worst_db", s.worst}, {"worst_at", {s.worst_at.x, s.worst_at.y}}};
    };
    json["kernel_psnr"] = summary(&BlendPoint::kernel_psnr);
    if (!results.photographs.empty()) json["image_psnr"] = summary(&BlendPoint::image_psnr);
    for (const BlendPoint& point : results.points) {
        nlohmann::ordered_json entry;
        for (int axis = 0; axis < static_cast<int>(results.field.axes.size()); ++axis)
            entry["at"].push_back(point.at[axis]);
        entry["kernel_psnr_db"] = point.kernel_psnr;
        if (!results.photographs.empty()) entry["image_psnr_db"] = point.image_psnr;
        json["points"].push_back(std::move(entry));
    }
    return json_text(json, 1) + "\n";
}

}  // namespace tapestry::offline::report
