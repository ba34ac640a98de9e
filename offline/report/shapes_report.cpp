#include <algorithm>
#include <cmath>

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

// Photographs above it are told from the truth by no 8-bit display: quantisation's own error in linear light.
constexpr double eight_bit_db = 59.0;

class ShapesReport {
  public:
    ShapesReport(const StudyResults& results, const study::ShapesSettings& settings)
        : results_(results), settings_(settings), bars_(study::shape_bars(results.rows, settings)) {
        for (const std::string& kernel : study::bar_kernels())
            if (std::find(settings.kernels.begin(), settings.kernels.end(), kernel) != settings.kernels.end())
                bar_kernels_.push_back(kernel);
        if (bar_kernels_.empty()) bar_kernels_ = settings.kernels;
        means_ = variants_of(results.rows, bar_kernels_);
        all_ = variants_of(results.rows, settings.kernels);
    }

    std::vector<ReportFile> files(const TextPainter& text) {
        markdown_.heading(1, "Shapes and PSFs");
        markdown_.paragraph(introduction(results_.run));
        markdown_.heading(2, "What has to hold");
        add_bars(markdown_, bars_, results_.run.quick);
        add_trade_off();
        add_means();
        add_kernels();
        add_sheets(text);
        files_.insert(files_.begin(), {"shapes.md", markdown_.text()});
        files_.push_back({"shapes.json", rows_to_json("shapes", results_.run, bars_, results_.rows)});
        return std::move(files_);
    }

  private:
    std::string main_size_name() const {
        return std::to_string(settings_.main_size.taps)
            .append("x")
            .append(std::to_string(settings_.main_size.layers));
    }

    std::string kernel_list() const {
        std::string list;
        for (const std::string& kernel : bar_kernels_) list.append(list.empty() ? "" : ", ").append(kernel);
        return list;
    }

    // A line of the trade-off: the variants that pass, by taps.
    struct Line {
        Series style;
        study::RowTest passes;
    };

    std::vector<Line> lines() const {
        const auto fitted = [this](Method method) {
            return [=, this](const Row& row) { return row.method == method && is_long(row); };
        };
        const auto recipe = [](Method method) {
            return [=](const Row& row) { return row.method == method && is_standard_recipe(row); };
        };
        const auto any = [](Method method) { return [=](const Row& row) { return row.method == method; }; };
        return {
            {method_series(Method::ours_signed, "ours, signed"), fitted(Method::ours_signed)},
            {method_series(Method::ours, "ours, non-negative"), fitted(Method::ours)},
            {method_series(Method::tempering, "parallel tempering"), any(Method::tempering)},
            {method_series(Method::published, "published recipe"), recipe(Method::published)},
            {method_series(Method::published_raw, "published recipe, raw"), recipe(Method::published_raw)},
            {method_series(Method::low_rank, "low-rank 1, 2, \u2026"), any(Method::low_rank)}};
    }

    // 1,000 steps from sparse sampling: what the bars count against.
    static bool is_standard_recipe(const Row& row) {
        return row.settings.steps == 1000 && row.settings.start == StartKind::sparse_sampling;
    }

    bool is_long(const Row& row) const {
        return row.settings.budget_seconds == settings_.long_budget && !row.settings.against_tempering;
    }

    // The lines of one panel: of one kernel, or with an empty name the means.
    std::vector<Series> series(const std::string& kernel, double (*value)(const Row&)) const {
        std::vector<Series> result;
        for (const Line& line : lines()) {
            Series one = line.style;
            for (const Variant& variant : kernel.empty() ? means_ : all_) {
                if (!line.passes(variant.first())) continue;
                const Row* row = variant.of(kernel);
                if (kernel.empty())
                    one.points.push_back({variant.mean(value::taps_read), variant.mean(value)});
                else if (row)
                    one.points.push_back({row->metrics.taps_read, value(*row)});
            }
            std::sort(one.points.begin(), one.points.end(), [](auto a, auto b) { return a.x < b.x; });
            if (!one.points.empty()) result.push_back(std::move(one));
        }
        return result;
    }

    LineFigure trade_off(const std::string& title, const std::string& y_label) const {
        LineFigure figure;
        figure.title = title;
        figure.x = {.label = "texture reads a pixel",
                    .scale = AxisScale::logarithmic,
                    .ticks = {48, 96, 128, 196, 294, 392, 588}};
        std::erase_if(figure.x.ticks, [&](double tick) { return tick > 98.0 * settings_.ranks; });
        figure.y = {.label = y_label};
        return figure;
    }

    void add_figure(const std::string& name, const LineFigure& figure) {
        files_.push_back({name, to_svg(figure)});
        markdown_.image(figure.title, name);
    }

    void add_trade_off() {
        markdown_.heading(2, "Quality against taps");
        markdown_.paragraph(
            "Mean over " + kernel_list() + ". Ours: `--budget " + tick_label(settings_.long_budget) +
            "`; the published recipe: 1,000 steps from sparse sampling, its layers normalised "
            "afterwards, and raw as it comes.");
        LineFigure image = trade_off("Filtered photographs", "image PSNR (dB)");
        image.subtitle = "against the dense kernel, mean over the kernels";
        image.panels = {{"", series("", value::image_psnr)}};
        image.references = {{eight_bit_db, "8-bit quantisation"}};
        image.names = SeriesNames::direct;
        add_figure("shapes-image-psnr.svg", image);
        LineFigure kernel = trade_off("The kernels themselves", "kernel PSNR (dB)");
        kernel.subtitle = "what an HDR highlight shows, mean over the kernels";
        kernel.panels = {{"", series("", value::kernel_psnr)}};
        kernel.names = SeriesNames::direct;
        add_figure("shapes-kernel-psnr.svg", kernel);
        LineFigure each = trade_off("Filtered photographs, kernel by kernel", "image PSNR (dB)");
        each.panel_size = {250.0, 180.0};
        each.columns = std::min(3, static_cast<int>(settings_.kernels.size()));
        for (const std::string& name : settings_.kernels)
            each.panels.push_back({name, series(name, value::image_psnr)});
        add_figure("shapes-image-psnr-by-kernel.svg", each);
    }

    void add_means() {
        markdown_.heading(2, "All methods in the mean");
        markdown_.paragraph(
            "Mean over " + kernel_list() +
            ". *Gain*: image PSNR above the published recipe of the same size (1,000 steps, sparse "
            "sampling, normalised). *Minimum*: the lowest weight of any kernel, of the target's peak; "
            "below 0 it rings on highlights. *Outside*: light where the target has none. *Uneven*: root mean "
            "square of a highlight's error within the support, of its height.");
        MarkdownTable table{{"size", "method", "taps", "fit", "kernel dB", "image dB", "gain dB", "minimum",
                             "outside", "uneven"},
                            {},
                            2};
        for (const Variant& variant : means_) {
            const double image = variant.mean(value::image_psnr);
            table.rows.push_back({variant.size, variant.name, fixed(variant.mean(value::taps_read), 0),
                                  seconds_text(variant.mean(value::seconds)),
                                  fixed(variant.mean(value::kernel_psnr), 1), fixed(image, 1),
                                  signed_text(image - published_mean(variant.size)),
                                  fixed(100.0 * variant.least(value::minimum_weight), 1) + " %",
                                  fixed(100.0 * variant.mean(value::mass_outside), 1) + " %",
                                  fixed(100.0 * variant.mean(value::unevenness), 1) + " %"});
        }
        std::stable_sort(table.rows.begin(), table.rows.end(),
                         [](const auto& a, const auto& b) { return a[0].empty() < b[0].empty(); });
        markdown_.table(table);
    }

    // Of the size, or of the main size for methods without one.
    double published_mean(const std::string& size) const {
        const std::string wanted = size.empty() ? main_size_name() : size;
        for (const Variant& variant : means_)
            if (variant.size == wanted && variant.first().method == Method::published &&
                is_standard_recipe(variant.first()))
                return variant.mean(value::image_psnr);
        return std::nan("");
    }

    static std::string signed_text(double value) {
        if (!std::isfinite(value)) return fixed(value, 1);
        return std::string(value < 0.0 ? "\u2212" : "+").append(fixed(std::abs(value), 1));
    }

    // One of the columns that compare kernels, and the entries of their contact sheets.
    struct Column {
        std::string name;
        study::RowTest test;
    };

    std::vector<Column> columns() const {
        const auto sized = [this](Method method, study::CascadeSize size) {
            return [=, this](const Row& row) {
                return row.method == method && row.settings.taps == size.taps &&
                       row.settings.layers == size.layers &&
                       (row.settings.budget_seconds == 0.0 || is_long(row));
            };
        };
        const auto rank = [](int wanted) {
            return
                [=](const Row& row) { return row.method == Method::low_rank && row.settings.rank == wanted; };
        };
        const study::CascadeSize main = settings_.main_size, smallest = settings_.sizes.front();
        std::vector<Column> result = {
            {"ours", sized(Method::ours, main)},
            {"ours, signed", sized(Method::ours_signed, main)},
            {"ours, " + std::to_string(smallest.taps) + "x" + std::to_string(smallest.layers),
             sized(Method::ours, smallest)},
            {"published recipe",
             [=](const Row& row) { return is_standard_recipe(row) && sized(Method::published, main)(row); }},
            {"parallel tempering", sized(Method::tempering, main)}};
        for (const int each : {2, 3, 4})
            if (each <= settings_.ranks) result.push_back({"low-rank " + std::to_string(each), rank(each)});
        return result;
    }

    void add_kernels() {
        markdown_.heading(2, "Kernel by kernel");
        markdown_.paragraph("Kernel PSNR / image PSNR in dB, at " + main_size_name() +
                            " where nothing else is said.");
        MarkdownTable table{{"kernel"}};
        const std::vector<Column> all = columns();
        for (const Column& column : all) table.headers.push_back(column.name);
        for (const std::string& kernel : settings_.kernels) {
            std::vector<std::string> cells = {kernel};
            for (const Column& column : all)
                cells.push_back(psnr_pair(study::find_row(results_.rows, kernel, column.test)));
            table.rows.push_back(std::move(cells));
        }
        markdown_.table(table);
    }

    void add_sheets(const TextPainter& text) {
        markdown_.heading(2, "Contact sheets");
        markdown_.paragraph("Above, each kernel as light; below, its signed error.");
        for (const study::KernelCase& kernel : *results_.study.cases) {
            std::vector<SheetEntry> entries;
            for (const Column& column : columns())
                if (const Row* row = study::find_row(results_.rows, kernel.name, column.test))
                    entries.push_back(sheet_entry(*row, column.name));
            const std::string file = "shapes-" + kernel.name + ".png";
            files_.push_back({file, draw(fitted_sheet(kernel.name + " at " + main_size_name(), kernel.target,
                                                      std::move(entries)),
                                         text)});
            markdown_.image(kernel.name + ": the target, what each method makes of it, and the signed errors",
                            file);
        }
    }

    const StudyResults& results_;
    const study::ShapesSettings& settings_;
    std::vector<study::Bar> bars_;
    std::vector<std::string> bar_kernels_;
    std::vector<Variant> means_, all_;
    Markdown markdown_;
    std::vector<ReportFile> files_;
};

}  // namespace

std::vector<ReportFile> shapes_report(const StudyResults& results, const study::ShapesSettings& settings,
                                      const TextPainter& text) {
    return ShapesReport(results, settings).files(text);
}

}  // namespace tapestry::offline::report
