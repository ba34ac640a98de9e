#include "offline/report/rows_json.h"

#include <cmath>

#include "offline/files/json_text.h"
#include "offline/report/method_style.h"

namespace tapestry::offline::report {
namespace {

using Json = nlohmann::ordered_json;

Json json_number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json settings_json(const study::Settings& settings) {
    Json json = Json::object();
    if (settings.taps > 0) json["taps"] = settings.taps;
    if (settings.layers > 0) json["layers"] = settings.layers;
    if (settings.rank > 0) json["rank"] = settings.rank;
    if (settings.start) json["start"] = start_name(*settings.start);
    if (settings.steps > 0) json["steps"] = settings.steps;
    if (settings.budget_seconds > 0.0) json["budget_s"] = settings.budget_seconds;
    if (settings.against_tempering) json["against_tempering"] = true;
    return json;
}

Json kernel_json(const KernelMetrics& metrics) {
    return {{"psnr_db", json_number(metrics.psnr)},
            {"l1", json_number(metrics.l1)},
            {"relative_l2", json_number(metrics.relative_l2)},
            {"mass_outside", json_number(metrics.mass_outside)},
            {"minimum_weight", json_number(metrics.minimum_weight)}};
}

Json highlight_json(const HighlightMetrics& metrics) {
    return {{"psnr_db", json_number(metrics.psnr)},
            {"flip", json_number(metrics.flip)},
            {"overshoot", json_number(metrics.overshoot)},
            {"undershoot", json_number(metrics.undershoot)},
            {"unevenness", json_number(metrics.unevenness)}};
}

// SSIM and FLIP are 0 where nobody asked for them.
Json image_json(const PhotographMetrics& metrics) {
    Json json = {{"psnr_db", json_number(metrics.psnr)},
                 {"psnr_inside_db", json_number(metrics.psnr_inside)}};
    if (metrics.ssim != 0.0) json["ssim"] = json_number(metrics.ssim);
    if (metrics.ssim != 0.0) json["flip"] = json_number(metrics.flip);
    return json;
}

Json row_json(const study::Row& row) {
    Json json = {{"kernel", row.kernel},
                 {"method", method_name(row.method)},
                 {"settings", settings_json(row.settings)},
                 {"taps_read", json_number(row.metrics.taps_read)},
                 {"seconds", json_number(row.seconds)}};
    if (row.steps > 0) json["steps_made"] = row.steps;
    if (row.starts > 0) json["starts_made"] = row.starts;
    if (row.hops > 0) json["hops_made"] = row.hops;
    if (row.memory > 0) json["memory_bytes"] = row.memory;
    json["kernel_error"] = kernel_json(row.metrics.kernel);
    json["highlight"] = highlight_json(row.metrics.highlight);
    json["image"] = image_json(row.image);
    json["photographs"] = Json::array();
    for (const PhotographMetrics& photograph : row.metrics.photographs)
        json["photographs"].push_back(image_json(photograph));
    if (row.curve.empty()) return json;
    Json curve = Json::array();
    for (const study::CurvePoint& p : row.curve)
        curve.push_back({json_number(p.step), json_number(p.seconds), json_number(p.kernel_psnr_db)});
    json["curve"] = {{"columns", {"step", "seconds", "kernel_psnr_db"}}, {"points", std::move(curve)}};
    return json;
}

}  // namespace

std::string rows_to_json(const std::string& study, const RunInfo& run, std::span<const study::Bar> bars,
                         std::span<const study::Row> rows) {
    Json json = {{"format", "tapestry-study"}, {"version", 1}, {"study", study}};
    json["run"] = {{"command", run.command_line},   {"quick", run.quick},     {"seed", run.seed},
                   {"threads", run.threads},        {"seconds", run.seconds}, {"processor", run.processor},
                   {"photographs", run.photographs}};
    json["bars"] = Json::array();
    for (const study::Bar& bar : bars)
        json["bars"].push_back({{"claim", bar.claim},
                                {"wanted", bar.wanted},
                                {"measured", bar.measured},
                                {"value", json_number(bar.value)},
                                {"holds", bar.holds}});
    json["rows"] = Json::array();
    for (const study::Row& row : rows) json["rows"].push_back(row_json(row));
    return json_text(json, 1) + "\n";
}

}  // namespace tapestry::offline::report
