#include "varying_bench_report.h"

#include <algorithm>
#include <optional>

#include "offline/files/json_text.h"
#include "offline/report/markdown.h"

namespace tapestry::bench {
namespace {

using offline::report::fixed;

double median_ms(const VaryingMethod& method) {
    if (method.times_ms.empty()) return 0.0;
    std::vector<double> times = method.times_ms;
    const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
    std::ranges::nth_element(times, middle);
    return *middle;
}

/// The quickest dense form, which reads one weight for each texel.
double dense_ms(const MeasuredScene& scene) {
    for (const VaryingMethod& method : scene.methods)
        if (method.name == "dense") return median_ms(method);
    return 0.0;
}

double speed_up(const MeasuredScene& scene, const VaryingMethod& method) {
    const double own = median_ms(method);
    return own > 0.0 ? dense_ms(scene) / own : 0.0;
}

/// What one of ours is above the best rival that reads no more, dB; nothing where there is none.
std::optional<double> margin_db(const MeasuredScene& scene, const VaryingMethod& method) {
    std::optional<double> best;
    for (const VaryingMethod& rival : scene.methods)
        if (!rival.is_ours && &rival != &scene.methods.front() && rival.reads <= method.reads)
            best = std::max(best.value_or(rival.psnr_db), rival.psnr_db);
    if (!method.is_ours || !best) return {};
    return method.psnr_db - *best;
}

std::string row(const MeasuredScene& scene, const VaryingMethod& method) {
    const bool is_truth = &method == &scene.methods.front();
    const bool is_timed = !method.times_ms.empty();
    std::string text = "| " + method.name + " | " + fixed(method.reads, 0) + " | ";
    text += is_timed ? fixed(median_ms(method), 3) + " | " + fixed(speed_up(scene, method), 1) : " | ";
    if (is_truth) return text + " | the truth | | | |" + (has_hard_steps(scene.kind) ? " |\n" : "\n");
    text += " | " + fixed(method.psnr_db, 2);
    if (has_hard_steps(scene.kind)) text += " | " + fixed(method.step_db, 2);
    const std::optional<double> margin = margin_db(scene, method);
    return text + " | " + (margin ? fixed(*margin, 1) : "") + " | " + fixed(method.ssim, 5) + " | " +
           fixed(method.flip, 5) + " |\n";
}

/// "cascade 16x3: 48 reads, 60.1 dB, 25.0 times dense": the quickest of ours above the published PSNR.
std::string bar(const MeasuredScene& scene) {
    if (has_hard_steps(scene.kind)) return {};
    const VaryingMethod* best = nullptr;
    for (const VaryingMethod& method : scene.methods)
        if (method.is_ours && method.psnr_db >= published_db(scene.kind) &&
            (!best || median_ms(method) < median_ms(*best)))
            best = &method;
    if (!best || best->times_ms.empty()) return {};
    return "\nQuickest above the published " + fixed(published_db(scene.kind), 2) + " dB: " + best->name +
           ", " + fixed(best->reads, 0) + " reads, " + fixed(best->psnr_db, 2) + " dB, " +
           fixed(speed_up(scene, *best), 1) +
           " times dense (published: " + fixed(published_speed_up(scene.kind), 0) + ").\n";
}

}  // namespace

std::string varying_markdown(const RunInfo& info, const std::vector<MeasuredScene>& scenes) {
    std::string text =
        "# tapestry-bench varying\n\n" + info.renderer + ", " + info.version + "; " + info.clock + "; " +
        std::to_string(info.rounds) +
        " interleaved rounds after a warm-up. PSNR: linear RGB, peak 1, whole pictures, against "
        "every pixel's exact kernel (blended between the nodes of a fine grid). Speed-up: over "
        "the dense gather of the nearest node's kernel. Over rivals: above the best rival that reads no "
        "more. At steps: filtered pixels up to 24 px from copied ones.\n";
    for (const MeasuredScene& scene : scenes) {
        text += "\n## " + std::string(to_string(scene.kind)) + ", " + scene.photograph + ", " +
                std::to_string(scene.width) + " x " + std::to_string(scene.height) + ", kernels of " +
                std::to_string(scene.kernel_side) + " x " + std::to_string(scene.kernel_side) +
                "\n\n| method | reads | median ms | speed-up | PSNR dB | " +
                (has_hard_steps(scene.kind) ? "at steps dB | " : "") +
                "over rivals dB | SSIM | FLIP |\n| --- | ---: | ---: | ---: | ---: | " +
                (has_hard_steps(scene.kind) ? "---: | " : "") + "---: | ---: | ---: |\n";
        for (const VaryingMethod& method : scene.methods) text += row(scene, method);
        text += bar(scene);
    }
    return text;
}

std::string varying_json(const RunInfo& info, const std::vector<MeasuredScene>& scenes) {
    nlohmann::ordered_json json = {{"renderer", info.renderer},
                                   {"version", info.version},
                                   {"clock", info.clock},
                                   {"rounds", info.rounds},
                                   {"scenes", nlohmann::ordered_json::array()}};
    for (const MeasuredScene& scene : scenes) {
        nlohmann::ordered_json methods = nlohmann::ordered_json::array();
        for (const VaryingMethod& method : scene.methods) {
            nlohmann::ordered_json entry = {{"name", method.name},
                                            {"reads", method.reads},
                                            {"ours", method.is_ours},
                                            {"times_ms", method.times_ms}};
            if (&method != &scene.methods.front()) {
                entry["psnr_db"] = method.psnr_db;
                entry["ssim"] = method.ssim;
                entry["flip"] = method.flip;
                if (has_hard_steps(scene.kind)) entry["psnr_at_steps_db"] = method.step_db;
                if (const std::optional<double> margin = margin_db(scene, method))
                    entry["over_rivals_db"] = *margin;
            }
            if (!method.times_ms.empty()) entry["speed_up"] = speed_up(scene, method);
            methods.push_back(std::move(entry));
        }
        json["scenes"].push_back({{"effect", to_string(scene.kind)},
                                  {"photograph", scene.photograph},
                                  {"width", scene.width},
                                  {"height", scene.height},
                                  {"kernel_side", scene.kernel_side},
                                  {"published_db", published_db(scene.kind)},
                                  {"published_speed_up", published_speed_up(scene.kind)},
                                  {"methods", std::move(methods)}});
    }
    return offline::json_text(json, 2) + "\n";
}

}  // namespace tapestry::bench
