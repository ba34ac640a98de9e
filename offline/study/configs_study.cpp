#include "offline/study/configs_study.h"

namespace tapestry::offline::study {

ConfigsSettings configs_settings(bool quick) {
    ConfigsSettings settings;
    if (quick) {
        settings.taps = {12, 24};
        settings.layers = {4, 6};
        settings.effort = {.starts = 2, .hops = 4};
        settings.published_steps = 300;
        return settings;
    }
    settings.taps = {12, 24, 32, 48};
    settings.layers = {4, 6, 8};
    // A step at 48x8 solves for 1152 unknowns and takes forty times as long as at 24x4.
    settings.effort = {.starts = 8, .hops = 40};
    return settings;
}

Result<Study> configs_study(const ConfigsSettings& settings, std::uint64_t seed) {
    auto kernel = shape_case(settings.kernel);
    if (!kernel) return kernel.error();
    auto cases = std::make_shared<Cases>(Cases{std::move(*kernel)});
    Study study{"configs", cases, {}};
    const KernelCase& ring = cases->front();
    const auto add = [&](CascadeSize size, const std::string& what, double seconds, int methods, auto run) {
        const std::string name = std::to_string(size.taps) + "x" + std::to_string(size.layers) + ": " + what;
        study.jobs.push_back({name, seconds + judging_seconds(methods), run});
    };
    for (const int layers : settings.layers)
        for (const int taps : settings.taps) {
            const CascadeSize size{taps, layers};
            const Effort effort = settings.effort;
            const double seconds = fit_seconds(ring, taps, layers, effort.starts, effort.hops);
            for (const bool allow_negative : {false, true})
                add(size, "ours", seconds, 1, [=, &ring](Bench& bench) {
                    return run_ours(ring, size, allow_negative, effort, seed, bench);
                });
            add(size, "published recipe", published_seconds(ring, layers, settings.published_steps), 2,
                [=, &ring, steps = settings.published_steps](Bench& bench) {
                    return run_published(ring, {size, StartKind::sparse_sampling, steps, false}, seed, bench);
                });
        }
    return study;
}

}  // namespace tapestry::offline::study
