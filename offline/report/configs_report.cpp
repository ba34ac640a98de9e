#include <algorithm>
#include <set>

#include "offline/report/line_figure.h"
#include "offline/report/method_style.h"
#include "offline/report/report_parts.h"
#include "offline/report/rows_json.h"
#include "offline/report/study_reports.h"
#include "offline/study/row_queries.h"

namespace tapestry::offline::report {
namespace {

using study::Method;
using study::Row;

constexpr Method shown_methods[] = {Method::ours, Method::ours_signed, Method::published};

class ConfigsReport {
  public:
    explicit ConfigsReport(const StudyResults& results)
        : results_(results), kernel_(results.study.cases->front()) {
        for (const Row& row : results.rows) {
            taps_.insert(row.settings.taps);
            layers_.insert(row.settings.layers);
        }
    }

    std::vector<ReportFile> files(const TextPainter& text) {
        markdown_.heading(1, "Samples and layers");
        markdown_.paragraph(introduction(results_.run));
        markdown_.heading(2, "Quality against taps");
        add_figure("configs-kernel-psnr.svg", "The " + kernel_.name + " itself", "kernel PSNR (dB)",
                   value::kernel_psnr);
        add_figure("configs-image-psnr.svg", "Photographs filtered by the " + kernel_.name, "image PSNR (dB)",
                   value::image_psnr);
        add_tables();
        add_sheet(text);
        files_.insert(files_.begin(), {"configs.md", markdown_.text()});
        files_.push_back({"configs.json", rows_to_json("configs", results_.run, {}, results_.rows)});
        return std::move(files_);
    }

  private:
    const Row* row_of(Method method, int taps, int layers) const {
        return study::find_row(results_.rows, kernel_.name, [=](const Row& row) {
            return row.method == method && row.settings.taps == taps && row.settings.layers == layers;
        });
    }

    void add_figure(const std::string& file, const std::string& title, const std::string& y_label,
                    double (*value)(const Row&)) {
        constexpr Marker markers[] = {Marker::circle, Marker::square, Marker::triangle, Marker::diamond};
        constexpr Colour colours[] = {palette::ink, palette::orange, palette::purple, palette::grey};
        constexpr Dash dashes[] = {Dash::solid, Dash::dashed, Dash::dotted, Dash::solid};
        LineFigure figure;
        figure.title = title;
        figure.subtitle = "one line a number of layers, one point a number of samples";
        figure.x = {
            .label = "samples a layer x layers", .scale = AxisScale::logarithmic, .ticks = tap_ticks()};
        figure.y = {.label = y_label};
        figure.panel_size = {250.0, 300.0};
        figure.columns = static_cast<int>(std::size(shown_methods));
        for (const Method method : shown_methods) {
            Panel panel{method_name(method), {}};
            std::size_t index = 0;
            for (const int layers : layers_) {
                Series series{.name = std::to_string(layers) + " layers",
                              .colour = colours[index % 4],
                              .dash = dashes[index % 4],
                              .marker = markers[index % 4]};
                ++index;
                for (const int taps : taps_)
                    if (const Row* row = row_of(method, taps, layers))
                        series.points.push_back({static_cast<double>(taps) * layers, value(*row)});
                panel.series.push_back(std::move(series));
            }
            figure.panels.push_back(std::move(panel));
        }
        files_.push_back({file, to_svg(figure)});
        markdown_.image(title, file);
    }

    std::vector<double> tap_ticks() const {
        std::set<double> ticks;
        for (const int taps : taps_)
            for (const int layers : layers_) ticks.insert(static_cast<double>(taps) * layers);
        return {ticks.begin(), ticks.end()};
    }

    void add_tables() {
        for (const Method method : shown_methods) {
            markdown_.heading(2, method_name(method));
            markdown_.paragraph("Kernel PSNR / image PSNR in dB, and the fit's time.");
            MarkdownTable table{{"layers"}};
            for (const int taps : taps_) table.headers.push_back(std::to_string(taps) + " samples");
            for (const int layers : layers_) {
                std::vector<std::string> cells = {std::to_string(layers)};
                for (const int taps : taps_) {
                    const Row* row = row_of(method, taps, layers);
                    cells.push_back(psnr_pair(row).append(row ? ", " + seconds_text(row->seconds) : ""));
                }
                table.rows.push_back(std::move(cells));
            }
            markdown_.table(table);
        }
    }

    void add_sheet(const TextPainter& text) {
        std::vector<SheetEntry> entries;
        for (const int layers : layers_)
            for (const int taps : taps_)
                if (const Row* row = row_of(Method::ours, taps, layers))
                    entries.push_back(sheet_entry(*row, "ours, " + size_name(*row)));
        ContactSheet sheet =
            fitted_sheet(kernel_.name + " at every size, ours", kernel_.target, std::move(entries));
        sheet.columns = static_cast<int>(taps_.size());
        const std::string file = "configs-" + kernel_.name + ".png";
        files_.push_back({file, draw(sheet, text)});
        markdown_.heading(2, "Contact sheet");
        markdown_.image("The " + kernel_.name + " at every number of samples and layers", file);
    }

    const StudyResults& results_;
    const study::KernelCase& kernel_;
    std::set<int> taps_, layers_;
    Markdown markdown_;
    std::vector<ReportFile> files_;
};

}  // namespace

std::vector<ReportFile> configs_report(const StudyResults& results, const TextPainter& text) {
    return ConfigsReport(results).files(text);
}

}  // namespace tapestry::offline::report
