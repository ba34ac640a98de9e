#include "bench_report.h"

#include <algorithm>
#include <cstdio>
#include <initializer_list>
#include <string_view>

#include "offline/files/json_text.h"

namespace tapestry::bench {
namespace {

const Case* find(const std::vector<Case>& cases, const std::string& name) {
    const auto found = std::ranges::find(cases, name, &Case::name);
    return found == cases.end() ? nullptr : &*found;
}

std::string number(double value, int digits) {
    char text[64];
    std::snprintf(text, sizeof(text), "%.*f", digits, value);
    return text;
}

double gigareads_per_second(const Case& measured, const CaseSet::Choice& choice) {
    return measured.reads * choice.size.width * choice.size.height / median_ms(measured) * 1e-6;
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) text += part;
    return text;
}

/// Percent of what the fill-rate probe of the same size reads in the same time.
std::string share_of_probe(const Case& measured, const Measured& run) {
    const Case* const probe = find(run.cases, "fill-rate probe");
    if (!probe || measured.reads == 0.0) return {};
    return number(
        100.0 * gigareads_per_second(measured, run.choice) / gigareads_per_second(*probe, run.choice), 0);
}

std::string report_row(const Case& measured, const Measured& run) {
    const CaseSet::Choice& choice = run.choice;
    const auto [least, most] = std::ranges::minmax(measured.times_ms);
    const bool reads = measured.reads > 0.0;
    return joined({"| ", measured.name, " | ", number(median_ms(measured), 3), " | ", number(least, 3), " | ",
                   number(most, 3), " | ", reads ? number(measured.reads, 0) : "", " | ",
                   reads ? number(gigareads_per_second(measured, choice), 3) : "", " | ",
                   share_of_probe(measured, run), " | ",
                   number(static_cast<double>(measured.bytes) / (1 << 20), 2), " | ",
                   measured.psnr ? number(*measured.psnr, 1) : "", " |\n"});
}

/// "a / b: 3.1" for the pairs that the project holds itself to.
std::string ratio(const std::vector<Case>& cases, const std::string& above, const std::string& below) {
    const Case* const first = find(cases, above);
    const Case* const second = find(cases, below);
    if (!first || !second) return {};
    return joined({"- ", above, " / ", below, ": ", number(median_ms(*first) / median_ms(*second), 2), "\n"});
}

/// Of the cascade's cases, by what their names go on with.
std::string method_name(std::string_view form) {
    return joined({"cascade 24x4, ", form});
}

std::string ratios(const std::vector<Case>& cases) {
    const std::string uniform = method_name("uniform");
    const std::string varying = method_name("varying");
    const std::string ramp = method_name("60 % sharp, ramp, tiles");
    return joined({ratio(cases, "dense", uniform), ratio(cases, "dense", varying),
                   ratio(cases, "dense", method_name("varying, 2 axes")),
                   ratio(cases, "dense, shared memory", uniform), ratio(cases, varying, uniform),
                   ratio(cases, ramp, method_name("60 % sharp, ramp")), ratio(cases, ramp, varying),
                   ratio(cases, method_name("60 % sharp, one radius, tiles"), uniform),
                   ratio(cases, method_name("90 % sharp, ramp, tiles"), varying)});
}

}  // namespace

double median_ms(const Case& measured) {
    std::vector<double> times = measured.times_ms;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    return *middle;
}

std::string to_markdown(const RunInfo& info, const std::vector<Measured>& runs) {
    std::string text = joined({"# tapestry-bench\n\n", info.renderer, ", ", info.version, "; ", info.clock,
                               "; ", std::to_string(info.rounds),
                               " interleaved rounds after a warm-up. PSNR: linear RGB, peak 1, against the "
                               "dense disk; the Gaussians' "
                               "against the dense Gaussian of the same variance.\n"});
    for (const Measured& run : runs) {
        text +=
            joined({"\n## ", std::to_string(run.choice.size.width), " x ",
                    std::to_string(run.choice.size.height), ", radius ", std::to_string(run.choice.radius_px),
                    " px\n\n| what | median ms | min | max | reads | Gread/s | % of probe | MiB | dB |\n"
                    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |\n"});
        for (const Case& measured : run.cases) text += report_row(measured, run);
        text += joined({"\n", ratios(run.cases)});
    }
    return text;
}

std::string to_json(const RunInfo& info, const std::vector<Measured>& runs) {
    nlohmann::ordered_json json = {{"renderer", info.renderer},
                                   {"version", info.version},
                                   {"clock", info.clock},
                                   {"rounds", info.rounds},
                                   {"runs", nlohmann::ordered_json::array()}};
    for (const Measured& run : runs) {
        nlohmann::ordered_json cases = nlohmann::ordered_json::array();
        for (const Case& measured : run.cases) {
            nlohmann::ordered_json entry = {{"name", measured.name},
                                            {"median_ms", median_ms(measured)},
                                            {"times_ms", measured.times_ms},
                                            {"reads", measured.reads},
                                            {"bytes", measured.bytes}};
            if (measured.psnr) entry["psnr_db"] = *measured.psnr;
            cases.push_back(std::move(entry));
        }
        json["runs"].push_back({{"width", run.choice.size.width},
                                {"height", run.choice.size.height},
                                {"radius_px", run.choice.radius_px},
                                {"cases", std::move(cases)}});
    }
    return offline::json_text(json, 2) + "\n";
}

}  // namespace tapestry::bench
