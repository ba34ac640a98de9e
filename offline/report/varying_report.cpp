#include "offline/report/varying_report.h"

#include <algorithm>

#include "offline/files/json_text.h"
#include "offline/report/markdown.h"
#include "offline/report/picture_sheet.h"
#include "offline/report/report_parts.h"

namespace tapestry::offline::report {
namespace {

using study::Basis;
using study::VaryingRow;

const VaryingRow* table_row_of(const study::VaryingResults& results, const std::string& effect, Basis basis) {
    const auto found = std::find_if(results.rows.begin(), results.rows.end(), [&](const VaryingRow& row) {
        return row.effect == effect && row.basis == basis;
    });
    return found == results.rows.end() ? nullptr : &*found;
}

struct VaryingBar {
    std::string claim, wanted, measured;
    bool holds = false;
};

// At least 10 dB above independent fits on one axis, 6 on two, and above what was published.
std::vector<VaryingBar> bars_of(const study::VaryingResults& results) {
    std::vector<VaryingBar> bars;
    for (const study::VaryingEffect& effect : study::varying_effects()) {
        const VaryingRow* ours = table_row_of(results, effect.name, Basis::ours);
        const VaryingRow* independent = table_row_of(results, effect.name, Basis::independent);
        if (!ours || !independent) continue;
        const double wanted = effect.knots.size() == 1 ? 10.0 : 6.0,
                     gain = ours->psnr_db - independent->psnr_db;
        bars.push_back({effect.name + ": above independent fits", "at least " + fixed(wanted, 0) + " dB",
                        fixed(gain, 1) + " dB", gain >= wanted});
        bars.push_back({effect.name + ": above the published figure", fixed(effect.published_db, 2) + " dB",
                        fixed(ours->psnr_db, 1) + " dB", ours->psnr_db > effect.published_db});
    }
    return bars;
}

std::string json_of(const study::VaryingResults& results, const RunInfo& run) {
    nlohmann::ordered_json json;
    json["format"] = "tapestry-study";
    json["study"] = "varying";
    json["command"] = run.command_line;
    json["quick"] = run.quick;
    for (const VaryingRow& row : results.rows)
        json["rows"].push_back({{"effect", row.effect},
                                {"basis", study::to_string(row.basis)},
                                {"filters", row.filters},
                                {"reads", row.reads},
                                {"psnr_db", row.psnr_db},
                                {"worst_psnr_db", row.worst_db},
                                {"ssim", row.ssim},
                                {"flip", row.flip},
                                {"fit_seconds", row.seconds}});
    for (const VaryingBar& bar : bars_of(results))
        json["bars"].push_back(
            {{"claim", bar.claim}, {"wanted", bar.wanted}, {"measured", bar.measured}, {"holds", bar.holds}});
    return json_text(json, 1) + "\n";
}

}  // namespace

std::vector<ReportFile> varying_report(const study::VaryingResults& results, const RunInfo& run,
                                       const TextPainter& text) {
    Markdown markdown;
    std::vector<ReportFile> files;
    markdown.heading(1, "Kernels that differ from pixel to pixel");
    markdown.paragraph(introduction(run));
    markdown.paragraph("Photographs reduced to " + std::string(run.quick ? "a quarter" : "half") +
                       " of their size; the truth reads every pixel's own exact kernel.");
    MarkdownTable bars{{"What has to hold", "wanted", "measured", "holds"}};
    for (const VaryingBar& bar : bars_of(results))
        bars.rows.push_back({bar.claim, bar.wanted, bar.measured, bar.holds ? "yes" : "**no**"});
    markdown.table(bars);
    int index = 0;
    for (const study::VaryingEffect& effect : study::varying_effects()) {
        markdown.heading(2, effect.name);
        MarkdownTable table{{"basis", "filters", "reads", "fit", "PSNR dB", "worst dB", "SSIM", "FLIP"}};
        std::vector<SheetPicture> pictures;
        for (const VaryingRow& row : results.rows) {
            if (row.effect != effect.name) continue;
            table.rows.push_back({study::to_string(row.basis), std::to_string(row.filters),
                                  fixed(row.reads, 0), seconds_text(row.seconds), fixed(row.psnr_db, 2),
                                  fixed(row.worst_db, 2), fixed(row.ssim, 5), fixed(row.flip, 5)});
            pictures.push_back({study::to_string(row.basis),
                                fixed(row.reads, 0) + " reads, " + fixed(row.psnr_db, 1) + " dB",
                                row.picture});
        }
        markdown.table(table);
        const std::string file = "varying-" + std::to_string(index + 1) + ".png";
        files.push_back({file, draw_pictures(effect.name, results.truths[index], pictures, 20.0, text)});
        markdown.image(effect.name + " by every basis, and its errors", file);
        ++index;
    }
    files.insert(files.begin(), {"varying.md", markdown.text()});
    files.push_back({"varying.json", json_of(results, run)});
    return files;
}

}  // namespace tapestry::offline::report
