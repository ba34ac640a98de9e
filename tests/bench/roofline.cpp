#include "roofline.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "offline/files/json_text.h"
#include "offline/report/markdown.h"

namespace tapestry::bench {
namespace {

using offline::report::fixed;
using offline::report::Markdown;
using offline::report::MarkdownTable;

/// Milliseconds of the quickest round after one that compiles.
Result<double> best_ms(demo::RivalContext& context, const BenchClock& clock, const Result<demo::Rival>& probe,
                       GLenum format, int side, int rounds) {
    if (!probe) return probe.error();
    const auto source = create_texture(context.gl, format, side, side, "bench probe source");
    if (!source) return source.error();
    const auto target = create_texture(context.gl, format, side, side, "bench probe target");
    if (!target) return target.error();
    const auto run = [&] { probe->run(source->name(), target->name()); };
    run();
    double best = clock.measure(run);
    for (int round = 1; round < rounds; ++round) best = std::min(best, clock.measure(run));
    return best;
}

/// Of a frame's pixels at so many a pixel in so many milliseconds.
double per_second(double per_pixel, demo::PictureSize size, double ms) {
    return ms > 0.0 ? per_pixel * size.width * size.height / (1e-3 * ms) : 0.0;
}

std::string percent(double part, double whole) {
    return whole > 0.0 ? fixed(100.0 * part / whole, 1) : std::string("–");
}

std::string text_of(demo::PictureSize size) {
    return std::to_string(size.width) + " x " + std::to_string(size.height);
}

std::vector<std::string> cells_of(const ShaderLoad& load, const RooflineReport& report, double frame_ms) {
    const double reads = per_second(load.reads, report.size, load.time_ms);
    const double bytes = per_second(load.bytes, report.size, load.time_ms);
    return {load.shader + (load.is_exact ? "" : " *"),
            std::to_string(load.dispatches),
            fixed(load.time_ms, 3),
            percent(load.time_ms, frame_ms),
            fixed(load.reads, 1),
            fixed(load.bytes, 1),
            fixed(1e-9 * reads, 2),
            fixed(1e-9 * bytes, 2),
            percent(reads, report.roofline.reads_per_s),
            percent(bytes, report.roofline.bytes_per_s())};
}

double sum_of(const std::vector<ShaderLoad>& loads, double ShaderLoad::*number) {
    return std::accumulate(loads.begin(), loads.end(), 0.0,
                           [=](double sum, const ShaderLoad& load) { return sum + load.*number; });
}

ShaderLoad sum_of(const std::vector<ShaderLoad>& loads) {
    ShaderLoad all{.shader = "all"};
    for (const ShaderLoad& load : loads) all.dispatches += load.dispatches;
    all.time_ms = sum_of(loads, &ShaderLoad::time_ms);
    all.reads = sum_of(loads, &ShaderLoad::reads);
    all.bytes = sum_of(loads, &ShaderLoad::bytes);
    return all;
}

void add_passes(Markdown& markdown, const RooflineReport& report) {
    markdown.heading(2, "Passes of depth of field: Tapestry 16x3, " + report.scene + ", " +
                            text_of(report.size) + ", half resolution");
    markdown.paragraph("Medians of " + std::to_string(report.rounds) +
                       " frames. Reads and bytes, a pixel, are counted on the CPU (see --bytes) at " +
                       text_of(report.counted_size) +
                       ". % of reads and of bytes: shares of what the probes reach. Passes of a few "
                       "microseconds wait more than they work; what caches keep from pass to pass, and "
                       "texelFetch of small formats, may go beyond 100.");
    MarkdownTable table{{"pass", "dispatches", "ms", "% of frame", "reads", "bytes", "Gread/s", "GB/s",
                         "% of reads", "% of bytes"}};
    std::vector<ShaderLoad> loads = report.loads;
    std::ranges::stable_sort(loads, std::greater<>(), &ShaderLoad::time_ms);
    loads.push_back(sum_of(loads));
    const double frame_ms = loads.back().time_ms;
    for (const ShaderLoad& load : loads) table.rows.push_back(cells_of(load, report, frame_ms));
    markdown.table(table);
}

nlohmann::ordered_json json_of(const ShaderLoad& load, const RooflineReport& report) {
    const double reads = per_second(load.reads, report.size, load.time_ms);
    const double bytes = per_second(load.bytes, report.size, load.time_ms);
    return {{"shader", load.shader},
            {"dispatches", load.dispatches},
            {"time_ms", load.time_ms},
            {"reads", load.reads},
            {"bytes", load.bytes},
            {"bytes_are_exact", load.is_exact},
            {"share_of_reads", reads / report.roofline.reads_per_s},
            {"share_of_bytes", bytes / report.roofline.bytes_per_s()}};
}

}  // namespace

double Roofline::bytes_per_s() const {
    return std::max(bytes_per_s_half, bytes_per_s_full);
}

Result<Roofline> measure_roofline(demo::RivalContext& context, const BenchClock& clock, int side,
                                  int rounds) {
    const demo::RivalSize size = {side, side};
    const demo::PictureSize pixels = {side, side};
    const auto reads_ms = best_ms(context, clock, fill_rate_probe(context, size), GL_RGBA16F, side, rounds);
    if (!reads_ms) return reads_ms.error();
    Roofline roofline;
    roofline.reads_per_s = per_second(24.0, pixels, *reads_ms);
    for (const GLenum format : {GLenum{GL_RGBA16F}, GLenum{GL_RGBA32F}}) {
        const auto ms = best_ms(context, clock, bandwidth_probe(context, format, size), format, side, rounds);
        if (!ms) return ms.error();
        const bool is_full = format == GL_RGBA32F;
        (is_full ? roofline.bytes_per_s_full : roofline.bytes_per_s_half) =
            per_second(is_full ? 32.0 : 16.0, pixels, *ms);
    }
    return roofline;
}

std::vector<ShaderLoad> loads_of(const std::vector<ShaderTime>& times,
                                 const std::vector<test::PassPrice>& prices) {
    std::vector<ShaderLoad> loads;
    for (const ShaderTime& time : times) {
        ShaderLoad load{time.shader, time.dispatches, time.time_ms};
        bool is_counted = false;
        for (const test::PassPrice& price : prices) {
            if (price.shader != time.shader) continue;
            is_counted = true;
            load.reads += price.reads;
            load.bytes += price.bytes();
            load.is_exact = load.is_exact && price.is_exact;
        }
        if (is_counted) loads.push_back(std::move(load));
    }
    return loads;
}

std::string roofline_markdown(const RooflineReport& report) {
    const Roofline& roofline = report.roofline;
    Markdown markdown;
    markdown.heading(1, report.loads.empty() ? "Roofline: probes" : "Roofline: probes and passes");
    markdown.paragraph(report.vendor + ", " + report.renderer + ", " + report.version + ", " +
                       report.context + "; " + report.clock + ".");
    markdown.item("bilinear reads of RGBA16F: " + fixed(1e-9 * roofline.reads_per_s, 2) + " Gread/s");
    markdown.item("copies of RGBA16F: " + fixed(1e-9 * roofline.bytes_per_s_half, 2) + " GB/s");
    markdown.item("copies of RGBA32F: " + fixed(1e-9 * roofline.bytes_per_s_full, 2) + " GB/s");
    if (!report.loads.empty()) add_passes(markdown, report);
    return markdown.text();
}

std::string roofline_json(const RooflineReport& report) {
    const Roofline& roofline = report.roofline;
    nlohmann::ordered_json json = {{"vendor", report.vendor},
                                   {"renderer", report.renderer},
                                   {"version", report.version},
                                   {"context", report.context},
                                   {"clock", report.clock},
                                   {"rounds", report.rounds},
                                   {"reads_per_s", roofline.reads_per_s},
                                   {"bytes_per_s_rgba16f", roofline.bytes_per_s_half},
                                   {"bytes_per_s_rgba32f", roofline.bytes_per_s_full},
                                   {"scene", report.scene},
                                   {"width", report.size.width},
                                   {"height", report.size.height},
                                   {"counted_width", report.counted_size.width},
                                   {"counted_height", report.counted_size.height},
                                   {"passes", nlohmann::ordered_json::array()}};
    for (const ShaderLoad& load : report.loads) json["passes"].push_back(json_of(load, report));
    return offline::json_text(json, 1) + "\n";
}

}  // namespace tapestry::bench
