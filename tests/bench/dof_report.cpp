#include "dof_report.h"

#include <algorithm>
#include <cstdio>
#include <map>

#include "offline/files/json_text.h"
#include "offline/io/text_painter.h"
#include "offline/metrics/magma.h"
#include "offline/report/markdown.h"
#include "offline/report/palette.h"
#include "scene/tone_curve.h"

namespace tapestry::bench {
namespace {

using offline::report::fixed;
using offline::report::Markdown;
using offline::report::MarkdownTable;

const std::vector<std::string> headers = {"method",      "PSNR dB",    "FLIP",  "worst 1 %", "light %",
                                          "reads, blur", "reads, all", "bytes", "ms"};

std::vector<std::string> cells_of(const DofRow& row) {
    const bool is_counted = !row.is_accumulation && (!row.is_ours || row.bytes > 0.0);
    const auto reads = [&](double count) { return is_counted ? fixed(count, 1) : std::string("–"); };
    return {row.method,
            fixed(row.scores.psnr_db, 2),
            fixed(row.scores.flip, 4),
            fixed(row.scores.worst_flip, 3),
            fixed(100.0 * row.scores.light, 2),
            reads(row.reads.blur),
            reads(row.reads.all()),
            row.bytes > 0.0 ? fixed(row.bytes, 0) : std::string("–"),
            fixed(row.time_ms, 2)};
}

void add_table(Markdown& markdown, const std::vector<DofRow>& rows) {
    MarkdownTable table{headers};
    for (const DofRow& row : rows) table.rows.push_back(cells_of(row));
    markdown.table(table);
}

template <class Key>
std::vector<std::string> distinct(const std::vector<DofRow>& rows, Key key) {
    std::vector<std::string> names;
    for (const DofRow& row : rows)
        if (std::find(names.begin(), names.end(), key(row)) == names.end()) names.push_back(key(row));
    return names;
}

}  // namespace

std::vector<DofRow> means_of_methods(const std::vector<DofRow>& rows) {
    std::vector<DofRow> means;
    std::map<std::string, std::pair<std::size_t, int>> places;
    for (const DofRow& row : rows) {
        const auto [place, is_new] = places.try_emplace(row.method, means.size(), 0);
        if (is_new)
            means.push_back(row);
        else {
            DofRow& mean = means[place->second.first];
            mean.scores.psnr_db += row.scores.psnr_db;
            mean.scores.flip += row.scores.flip;
            mean.scores.worst_flip += row.scores.worst_flip;
            mean.scores.light += row.scores.light;
            mean.time_ms += row.time_ms;
            mean.reads.blur += row.reads.blur;
            mean.reads.preparation += row.reads.preparation;
            mean.bytes += row.bytes;
        }
        ++place->second.second;
    }
    for (const auto& [name, place] : places) {
        DofRow& mean = means[place.first];
        for (double* value :
             {&mean.scores.psnr_db, &mean.scores.flip, &mean.scores.worst_flip, &mean.scores.light,
              &mean.time_ms, &mean.reads.blur, &mean.reads.preparation, &mean.bytes})
            *value /= place.second;
    }
    return means;
}

std::string dof_markdown(const RunInfo& info, const std::vector<DofRow>& rows) {
    const auto depth_of = [](const DofRow& row) { return row.depth; };
    const auto scene_of = [](const DofRow& row) {
        return row.depth == "rendered" ? row.scene : row.scene + ", " + row.depth + " depth";
    };
    const auto aperture_of = [](const DofRow& row) { return row.aperture; };
    Markdown markdown;
    markdown.heading(1, "Depth of field against a thin lens");
    markdown.paragraph(
        info.renderer + ", " + info.version + "; times: " + info.clock +
        ". PSNR of linear light cut at 1; FLIP of toned sRGB; a border as wide as the largest "
        "blur is left out; light: all light over the reference's, less 1. Hidden surfaces: the "
        "effect alone is given what a second drawing of the scene finds behind the first, "
        "whose time is not counted; no rival can use it. Reads and bytes are a pixel's, bytes of ours alone, "
        "as "
        "--bytes counts them.");
    const auto apertures = distinct(rows, aperture_of);
    const bool has_means = distinct(rows, scene_of).size() * apertures.size() > 1;
    if (has_means) {
        markdown.heading(2, "Means over all scenes and apertures");
        add_table(markdown, means_of_methods(rows));
    }
    const auto add_means = [&](const std::string& name, const auto& is_of) {
        std::vector<DofRow> chosen;
        std::copy_if(rows.begin(), rows.end(), std::back_inserter(chosen), is_of);
        markdown.heading(2, "Means, " + name);
        add_table(markdown, means_of_methods(chosen));
    };
    const auto depths = distinct(rows, depth_of);
    for (const std::string& depth : depths)
        if (depths.size() > 1)
            add_means(depth + " depth", [&](const DofRow& row) { return row.depth == depth; });
    for (const std::string& aperture : apertures)
        if (has_means) add_means(aperture, [&](const DofRow& row) { return row.aperture == aperture; });
    for (const std::string& scene : distinct(rows, scene_of))
        for (const std::string& aperture : apertures) {
            std::vector<DofRow> chosen;
            std::copy_if(rows.begin(), rows.end(), std::back_inserter(chosen), [&](const DofRow& row) {
                return scene_of(row) == scene && row.aperture == aperture;
            });
            if (chosen.empty()) continue;
            markdown.heading(2, scene + ", " + aperture + " (" + fixed(100.0 * chosen[0].blurred_share, 0) +
                                    " % blurred)");
            add_table(markdown, chosen);
        }
    return markdown.text();
}

std::string dof_json(const RunInfo& info, const std::vector<DofRow>& rows) {
    nlohmann::ordered_json json;
    json["renderer"] = info.renderer;
    json["version"] = info.version;
    json["clock"] = info.clock;
    json["rounds"] = info.rounds;
    for (const DofRow& row : rows)
        json["rows"].push_back({{"scene", row.scene},
                                {"depth", row.depth},
                                {"aperture", row.aperture},
                                {"method", row.method},
                                {"psnr_db", row.scores.psnr_db},
                                {"flip", row.scores.flip},
                                {"worst_flip", row.scores.worst_flip},
                                {"light", row.scores.light},
                                {"reads_blur", row.reads.blur},
                                {"reads_preparation", row.reads.preparation},
                                {"bytes", row.bytes},
                                {"time_ms", row.time_ms},
                                {"blurred_share", row.blurred_share}});
    return offline::json_text(json, 1) + "\n";
}

Result<void> write_dof_sheet(const std::filesystem::path& path, const std::string& title,
                             const Image& reference, const std::vector<DofPicture>& pictures) {
    const auto text = offline::report::TextPainter::load(offline::report::caption_font);
    if (!text) return text.error();
    // In rows of three: a sheet is looked at on a screen.
    constexpr int outer = 24, gap = 12, head = 44, caption = 46, columns = 3;
    const int rows = (static_cast<int>(pictures.size()) + columns) / columns;
    const int row_height = caption + 2 * (reference.height + gap);
    offline::Picture8 sheet;
    sheet.width = 2 * outer + columns * reference.width + (columns - 1) * gap;
    sheet.height = 2 * outer + head + rows * row_height;
    sheet.rgba.assign(4 * static_cast<std::size_t>(sheet.width) * sheet.height, 255);
    const auto paste = [&sheet](const offline::Picture8& picture, int left, int top) {
        for (int y = 0; y < picture.height; ++y)
            std::copy_n(picture.rgba.begin() + 4 * static_cast<std::ptrdiff_t>(y) * picture.width,
                        4 * picture.width,
                        sheet.rgba.begin() + 4 * (static_cast<std::ptrdiff_t>(top + y) * sheet.width + left));
    };
    text->draw(sheet, outer, outer + 22, title, 22, offline::report::palette::ink);
    const auto entry = [&](int index, const std::string& name, const std::string& note, const Image& image) {
        const int left = outer + index % columns * (reference.width + gap);
        const int top = outer + head + caption + index / columns * row_height;
        text->draw(sheet, left, top - 28, name, 16, offline::report::palette::ink);
        text->draw(sheet, left, top - 8, note, 13, offline::report::palette::grey);
        paste(offline::to_srgb8(image), left, top);
        return glm::ivec2(left, top + reference.height + gap);
    };
    entry(0, "thin lens", "below the others: FLIP", demo::toned(reference));
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const DofPicture& one = pictures[i];
        char note[96];
        const DofScores& scores = one.judgement.scores;
        std::snprintf(note, sizeof note, "%.2f dB, FLIP %.4f, worst 1 %% %.3f", scores.psnr_db, scores.flip,
                      scores.worst_flip);
        const glm::ivec2 below = entry(static_cast<int>(i) + 1, one.method, note, demo::toned(one.image));
        paste(offline::magma_picture(one.judgement.flip), below.x, below.y);
    }
    return offline::write_png8(path, sheet);
}

}  // namespace tapestry::bench
