#include "offline/report/report_parts.h"

#include <algorithm>
#include <cmath>

namespace tapestry::offline::report {

void add_bars(Markdown& markdown, std::span<const study::Bar> bars, bool quick) {
    MarkdownTable table{{"What has to hold", "wanted", "measured", "holds"}, {}, 4};
    for (const study::Bar& bar : bars)
        table.rows.push_back({bar.claim, bar.wanted, bar.measured, bar.holds ? "yes" : "**no**"});
    const auto held =
        std::count_if(bars.begin(), bars.end(), [](const study::Bar& bar) { return bar.holds; });
    std::string count = std::to_string(held);
    count.append(" of ").append(std::to_string(bars.size())).append(" hold");
    markdown.paragraph(quick
                           ? count + ", on a quick run's fewer kernels and shorter fits: an indication only."
                           : count + ".");
    markdown.table(table);
}

std::string psnr_pair(const study::Row* row) {
    if (!row) return "\u2013";
    return decibels(row->metrics.kernel.psnr).append(" / ").append(decibels(row->image.psnr));
}

std::string seconds_text(double seconds) {
    if (!(seconds > 0.0)) return "\u2013";
    if (seconds < 0.0995) return fixed(1e3 * seconds, 0) + " ms";
    return fixed(seconds, seconds < 0.995 ? 2 : seconds < 99.5 ? 1 : 0) + " s";
}

namespace {

std::string psnr_note(const char* what, double psnr) {
    const std::string text = decibels(psnr);
    return std::string(what).append(" ").append(text).append(psnr > exact_db ? "" : " dB");
}

}  // namespace

SheetEntry sheet_entry(const study::Row& row, const std::string& caption) {
    std::string cost = fixed(row.metrics.taps_read, 0) + " taps";
    if (row.seconds > 0.0) cost.append(", ").append(seconds_text(row.seconds));
    return {caption,
            {cost, psnr_note("kernel", row.metrics.kernel.psnr), psnr_note("image", row.image.psnr)},
            row.impulse};
}

ContactSheet fitted_sheet(const std::string& title, const DenseKernel& target,
                          std::vector<SheetEntry> entries) {
    ContactSheet sheet;
    sheet.title = title;
    sheet.target = target;
    sheet.entries = std::move(entries);
    sheet.error_range = fitting_error_range(sheet);
    return sheet;
}

}  // namespace tapestry::offline::report
