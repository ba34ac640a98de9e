#include "dof_curve.h"

#include <algorithm>

#include "offline/report/line_figure.h"
#include "offline/report/markdown.h"

namespace tapestry::bench {
namespace {

using offline::report::fixed;
namespace palette = offline::report::palette;

std::vector<DofRow> by_reads(std::vector<DofRow> rows) {
    std::ranges::stable_sort(rows, {}, [](const DofRow& row) { return row.reads.all(); });
    return rows;
}

/// Of the other side, with no more reads. Null: all of them read more.
const DofRow* best_opponent(const std::vector<DofRow>& rows, const DofRow& of) {
    const DofRow* best = nullptr;
    for (const DofRow& row : rows)
        if (row.is_ours != of.is_ours && row.reads.all() <= of.reads.all() &&
            (!best || row.scores.psnr_db > best->scores.psnr_db))
            best = &row;
    return best;
}

std::vector<std::string> cells_of(const DofRow& row, const DofRow* opponent) {
    std::vector<std::string> cells = {row.method, fixed(row.reads.all(), 1),
                                      row.bytes > 0.0 ? fixed(row.bytes, 0) : "–",
                                      fixed(row.scores.psnr_db, 2), fixed(row.scores.flip, 4)};
    if (!opponent) {
        cells.insert(cells.end(), {"–", "–", "–"});
        return cells;
    }
    const double sign = row.is_ours ? 1.0 : -1.0;
    cells.push_back(opponent->method + ", " + fixed(opponent->reads.all(), 1) + " reads");
    cells.push_back(fixed(sign * (row.scores.psnr_db - opponent->scores.psnr_db), 2));
    cells.push_back(fixed(sign * (opponent->scores.flip - row.scores.flip), 4));
    return cells;
}

/// Ours in blue, by resolution; the rest in other colours.
offline::report::Series series_of(const std::string& family, bool is_ours, std::size_t index) {
    using offline::report::Colour, offline::report::Dash, offline::report::Marker;
    constexpr Colour colours[] = {palette::vermillion, palette::orange, palette::green,
                                  palette::purple,     palette::ink,    palette::grey};
    constexpr Dash dashes[] = {Dash::solid, Dash::dashed, Dash::dotted};
    constexpr Marker markers[] = {Marker::circle, Marker::square, Marker::triangle, Marker::diamond};
    return {.name = family,
            .colour = is_ours ? palette::blue : colours[index % std::size(colours)],
            .dash = dashes[is_ours ? index % std::size(dashes) : 0],
            .marker = markers[index % std::size(markers)]};
}

}  // namespace

std::string dof_curve_markdown(const std::vector<DofRow>& means) {
    const std::vector<DofRow> rows = by_reads(means);
    offline::report::Markdown markdown;
    markdown.heading(1, "Depth of field: quality against reads");
    markdown.paragraph(
        "Means over scenes and apertures. Reads: all passes, a pixel of the picture; what our sprites cost "
        "where "
        "ring gathers are lent them is not counted, and of a mean of frames one frame. Bytes: as --bytes "
        "counts "
        "them, of ours alone. Margins are ours less the rival's, beside the best of the other side in dB "
        "that "
        "reads no more; FLIP's is what ours is lower by.");
    offline::report::MarkdownTable table{{"method", "beside, at no more reads", "reads", "bytes", "PSNR dB",
                                          "FLIP", "margin dB", "margin FLIP"}};
    table.left_columns = 2;
    for (const DofRow& row : rows) {
        std::vector<std::string> cells = cells_of(row, best_opponent(rows, row));
        std::rotate(cells.begin() + 1, cells.begin() + 5, cells.begin() + 6);
        table.rows.push_back(std::move(cells));
    }
    markdown.table(table);
    return markdown.text();
}

std::string dof_curve_svg(const std::vector<DofRow>& means) {
    offline::report::LineFigure figure;
    figure.title = "Depth of field against a thin lens";
    figure.subtitle = "mean over scenes and apertures; one point a number of samples";
    figure.x = {.label = "reads a pixel, all passes",
                .scale = offline::report::AxisScale::logarithmic,
                .ticks = {12, 24, 48, 96, 192, 384}};
    figure.y = {.label = "PSNR, dB"};
    figure.panel_size = {760.0, 420.0};
    offline::report::Panel panel;
    std::size_t ours = 0, others = 0;
    for (const DofRow& row : by_reads(means)) {
        auto series = std::ranges::find(panel.series, row.family, &offline::report::Series::name);
        if (series == panel.series.end())
            series = panel.series.insert(series,
                                         series_of(row.family, row.is_ours, row.is_ours ? ours++ : others++));
        series->points.push_back({row.reads.all(), row.scores.psnr_db});
    }
    figure.panels.push_back(std::move(panel));
    return offline::report::to_svg(figure);
}

}  // namespace tapestry::bench
