#include <algorithm>

#include "offline/report/line_figure.h"
#include "offline/report/mean_curve.h"
#include "offline/report/method_style.h"
#include "offline/report/report_parts.h"
#include "offline/report/rows_json.h"
#include "offline/report/study_reports.h"

namespace tapestry::offline::report {
namespace {

using study::Method;
using study::Row;

// The published recipe as it comes: the curve is the raw one's.
constexpr Method optimisers[] = {Method::ours_one_run, Method::published_raw, Method::tempering};

std::string optimiser_name(Method method) {
    if (method == Method::published_raw) return "Adam";
    if (method == Method::tempering) return "PST";
    return "LM";
}

std::string run_name(const Row& row) {
    return optimiser_name(row.method).append(", ").append(start_name(*row.settings.start));
}

// The raw recipe has the curve; the table shows it normalised too.
bool has_curve(const Variant& variant) {
    return !variant.first().curve.empty();
}

std::string with_spread(const Variant& variant, double (*value)(const Row&)) {
    std::string text = fixed(variant.mean(value), 1);
    if (variant.rows.size() > 1)
        text.append(" \u00b1 ").append(fixed(0.5 * (variant.most(value) - variant.least(value)), 1));
    return text;
}

class InitReport {
  public:
    explicit InitReport(const StudyResults& results) : results_(results) {}

    std::vector<ReportFile> files(const TextPainter& text) {
        markdown_.heading(1, "Initialisation");
        markdown_.paragraph(introduction(results_.run));
        markdown_.paragraph(
            "Three optimisers from the same three starts. One step is one gradient step of Adam, one "
            "trial step of Levenberg-Marquardt (LM, ours), or one iteration of one candidate of parallel "
            "tempering (PST). Where several seeds ran, curves and tables show their mean, and \u00b1 is half "
            "of the range.");
        for (const study::KernelCase& kernel : *results_.study.cases) add_kernel(kernel, text);
        files_.insert(files_.begin(), {"init.md", markdown_.text()});
        files_.push_back({"init.json", rows_to_json("init", results_.run, {}, results_.rows)});
        return std::move(files_);
    }

  private:
    void add_kernel(const study::KernelCase& kernel, const TextPainter& text) {
        const std::vector<Variant> variants = variants_of(results_.rows, std::span(&kernel.name, 1));
        markdown_.heading(2, kernel.name);
        add_curves(kernel, variants, {"", "steps", &study::CurvePoint::step});
        add_curves(kernel, variants, {"-seconds", "seconds on one core", &study::CurvePoint::seconds});
        add_order(variants);
        add_table(variants);
        add_sheet(kernel, variants, text);
    }

    struct CurveAxis {
        const char* file_part;
        const char* label;
        double study::CurvePoint::*x;
    };

    void add_curves(const study::KernelCase& kernel, const std::vector<Variant>& variants,
                    const CurveAxis& axis) {
        LineFigure figure;
        figure.title = kernel.name + ", " + variants.front().size + ": kernel PSNR against " + axis.label;
        figure.x = {.label = axis.label, .scale = AxisScale::logarithmic};
        figure.y = {.label = "kernel PSNR (dB)"};
        figure.subtitle =
            "LM: Levenberg-Marquardt (ours); Adam: the published recipe, raw; PST: parallel tempering";
        figure.panel_size = {720.0, 400.0};
        Panel panel;
        for (const Method method : optimisers)
            for (const Variant& variant : variants) {
                if (variant.first().method != method || !has_curve(variant)) continue;
                Series series = method_series(method, run_name(variant.first()));
                series.dash = start_dash(*variant.first().settings.start);
                series.marker = Marker::none;
                series.points = mean_curve(variant.rows, axis.x);
                panel.series.push_back(std::move(series));
            }
        figure.panels = {std::move(panel)};
        const std::string file = "init-" + kernel.name + axis.file_part + ".svg";
        files_.push_back({file, to_svg(figure)});
        markdown_.image(figure.title, file);
    }

    void add_order(const std::vector<Variant>& variants) {
        std::vector<const Variant*> order;
        for (const Variant& variant : variants)
            if (has_curve(variant) && variant.first().method != Method::ours_one_run)
                order.push_back(&variant);
        std::stable_sort(order.begin(), order.end(), [](const Variant* a, const Variant* b) {
            return a->mean(value::kernel_psnr) > b->mean(value::kernel_psnr);
        });
        std::string text;
        for (const Variant* variant : order) {
            text.append(text.empty() ? "" : " > ").append(run_name(variant->first()));
            text.append(" (").append(fixed(variant->mean(value::kernel_psnr), 1)).append(")");
        }
        markdown_.paragraph(
            "By kernel PSNR at the end: " + text +
            ". Published: Adam, sparse sampling > PST, sparse sampling > Adam, radial > PST, radial > "
            "Adam, random > PST, random.");
    }

    void add_table(const std::vector<Variant>& variants) {
        MarkdownTable table{{"method", "steps made", "fit", "kernel dB", "image dB"}};
        for (const Variant& variant : variants)
            table.rows.push_back(
                {variant.name,
                 tick_label(variant.mean([](const Row& row) { return static_cast<double>(row.steps); })),
                 seconds_text(variant.mean(value::seconds)), with_spread(variant, value::kernel_psnr),
                 with_spread(variant, value::image_psnr)});
        markdown_.table(table);
    }

    void add_sheet(const study::KernelCase& kernel, const std::vector<Variant>& variants,
                   const TextPainter& text) {
        std::vector<SheetEntry> entries;
        for (const Method method : optimisers)
            for (const Variant& variant : variants)
                if (variant.first().method == method && has_curve(variant))
                    entries.push_back(sheet_entry(variant.first(), run_name(variant.first())));
        ContactSheet sheet =
            fitted_sheet(kernel.name + " from three starts", kernel.target, std::move(entries));
        sheet.columns = 9;
        const std::string file = "init-" + kernel.name + ".png";
        files_.push_back({file, draw(sheet, text)});
        markdown_.image(kernel.name + ": what each optimiser makes of each start, and the signed errors",
                        file);
    }

    const StudyResults& results_;
    Markdown markdown_;
    std::vector<ReportFile> files_;
};

}  // namespace

std::vector<ReportFile> init_report(const StudyResults& results, const TextPainter& text) {
    return InitReport(results).files(text);
}

}  // namespace tapestry::offline::report
