#include <algorithm>

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

std::string kernel_file_name(const std::string& kernel) {
    std::string name = "gaussian-" + kernel;
    std::replace(name.begin(), name.end(), ' ', '-');
    return name + ".png";
}

std::string sigma_title(double sigma) {
    return "\u03c3 = " + tick_label(sigma) + " px";
}

class GaussianReport {
  public:
    explicit GaussianReport(const StudyResults& results) : results_(results) {
        for (const study::KernelCase& kernel : *results.study.cases) kernels_.push_back(kernel.name);
        variants_ = variants_of(results.rows, kernels_);
        for (const Variant& variant : variants_)
            if (!variant.size.empty() &&
                std::find(sizes_.begin(), sizes_.end(), variant.size) == sizes_.end())
                sizes_.push_back(variant.size);
    }

    std::vector<ReportFile> files(const TextPainter& text) {
        markdown_.heading(1, "Gaussians");
        markdown_.paragraph(introduction(results_.run));
        markdown_.heading(2, "Quality against the width");
        add_figure("gaussian-image-psnr.svg", "Filtered photographs", "image PSNR (dB)", AxisScale::linear,
                   value::image_psnr);
        add_figure("gaussian-flip.svg", "The difference that is seen: LDR-FLIP, lower is better", "mean FLIP",
                   AxisScale::logarithmic, value::flip);
        markdown_.paragraph(
            "Kawase and dual filter are the same in every panel. The separable Gaussian is exact and not "
            "drawn; with linear sampling it reads " +
            separable_taps() + " taps, growing with the width, where the others' count is fixed.");
        add_tables();
        add_sheets(text);
        files_.insert(files_.begin(), {"gaussian.md", markdown_.text()});
        files_.push_back({"gaussian.json", rows_to_json("gaussian", results_.run, {}, results_.rows)});
        return std::move(files_);
    }

  private:
    // The published recipe is shown from the start that the paper takes for convex kernels.
    static bool is_drawn(const Row& row) {
        if (row.method == Method::published) return row.settings.start == StartKind::increasing_radial;
        return row.method != Method::published_raw && row.method != Method::low_rank;
    }

    std::string separable_taps() const {
        std::string list;
        for (const Row& row : results_.rows)
            if (row.method == Method::separable_gaussian)
                list.append(list.empty() ? "" : ", ").append(fixed(row.metrics.taps_read, 0));
        return list;
    }

    void add_figure(const std::string& file, const std::string& title, const std::string& y_label,
                    AxisScale scale, double (*value)(const Row&)) {
        LineFigure figure;
        figure.title = title;
        figure.x.label = "standard deviation of the Gaussian (px)";
        for (const study::KernelCase& kernel : *results_.study.cases)
            figure.x.ticks.push_back(kernel.sigma_px);
        figure.y = {.label = y_label, .scale = scale};
        figure.panel_size = {360.0, 280.0};
        figure.columns = static_cast<int>(sizes_.size());
        for (const std::string& size : sizes_) figure.panels.push_back({size, series_of(size, value)});
        files_.push_back({file, to_svg(figure)});
        markdown_.image(title, file);
    }

    std::vector<Series> series_of(const std::string& size, double (*value)(const Row&)) const {
        std::vector<Series> result;
        for (const Variant& variant : variants_) {
            const Method method = variant.first().method;
            if (!is_drawn(variant.first()) || method == Method::separable_gaussian) continue;
            if (!variant.size.empty() && variant.size != size) continue;
            Series series = method_series(method, method_name(method));
            for (const study::KernelCase& kernel : *results_.study.cases)
                if (const Row* row = variant.of(kernel.name))
                    series.points.push_back({kernel.sigma_px, value(*row)});
            result.push_back(std::move(series));
        }
        return result;
    }

    void add_tables() {
        for (const study::KernelCase& kernel : *results_.study.cases) {
            markdown_.heading(2, sigma_title(kernel.sigma_px));
            MarkdownTable table{
                {"size", "method", "taps", "fit", "kernel dB", "image dB", "FLIP", "SSIM", "relative L2"},
                {},
                2};
            for (const Variant& variant : variants_) {
                const Row* row = variant.of(kernel.name);
                if (!row) continue;
                table.rows.push_back({variant.size, variant.name,
                                      fixed(row->metrics.taps_read, row->metrics.taps_read < 30 ? 1 : 0),
                                      seconds_text(row->seconds), decibels(row->metrics.kernel.psnr),
                                      decibels(row->image.psnr), fixed(value::flip(*row), 5),
                                      fixed(value::ssim(*row), 6),
                                      fixed(row->metrics.kernel.relative_l2, 4)});
            }
            markdown_.table(table);
            markdown_.image("The Gaussian, what each method makes of it, and the signed errors",
                            kernel_file_name(kernel.name));
        }
    }

    void add_sheets(const TextPainter& text) {
        for (const study::KernelCase& kernel : *results_.study.cases) {
            std::vector<SheetEntry> entries;
            for (const Variant& variant : variants_) {
                const Row* row = variant.of(kernel.name);
                const bool shown = variant.size.empty() || variant.size == sizes_.back();
                if (row && shown && is_drawn(*row))
                    entries.push_back(sheet_entry(*row, method_name(row->method)));
            }
            const std::string title = "Gaussian, " + sigma_title(kernel.sigma_px) + ", " + sizes_.back();
            files_.push_back({kernel_file_name(kernel.name),
                              draw(fitted_sheet(title, kernel.target, std::move(entries)), text)});
        }
    }

    const StudyResults& results_;
    std::vector<std::string> kernels_;
    std::vector<Variant> variants_;
    std::vector<std::string> sizes_;
    Markdown markdown_;
    std::vector<ReportFile> files_;
};

}  // namespace

std::vector<ReportFile> gaussian_report(const StudyResults& results, const TextPainter& text) {
    return GaussianReport(results).files(text);
}

}  // namespace tapestry::offline::report
