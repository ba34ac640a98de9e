#include "offline/study/init_study.h"

#include "offline/study/rival_contestants.h"

namespace tapestry::offline::study {
namespace {

void add_jobs(const KernelCase& kernel, StartKind start, const InitSettings& settings, std::uint64_t seed,
              std::vector<Job>& jobs) {
    const auto add = [&](const std::string& what, double seconds, int methods, auto run) {
        jobs.push_back({kernel.name + ": " + what, seconds + judging_seconds(methods), run});
    };
    const CascadeSize size = settings.size;
    add("published recipe", published_seconds(kernel, size.layers, settings.published_steps), 2,
        [=, &kernel, steps = settings.published_steps](Bench& bench) {
            return run_published(kernel, {size, start, steps, true}, seed, bench);
        });
    add("Levenberg-Marquardt", 0.3, 1,
        [=, &kernel](Bench& bench) { return run_from_start(kernel, size, start, seed, bench); });
    const TemperingRun run{size, start, settings.tempering_steps, true};
    add("parallel tempering", tempering_seconds(kernel, size.layers, run.steps), 1,
        [=, &kernel](Bench& bench) { return run_tempering(kernel, run, false, seed, bench); });
}

}  // namespace

const std::vector<StartKind>& compared_starts() {
    static const std::vector<StartKind> starts = {StartKind::sparse_sampling, StartKind::increasing_radial,
                                                  StartKind::random};
    return starts;
}

InitSettings init_settings(bool quick) {
    InitSettings settings;
    settings.kernels = {"flower", "bird"};
    if (quick) {
        settings.kernels = {"flower"};
        settings.seeds = 1;
        settings.published_steps = 1000;
        settings.tempering_steps = 5'000;
    }
    return settings;
}

Result<Study> init_study(const InitSettings& settings, std::uint64_t seed) {
    auto cases = std::make_shared<Cases>();
    for (const std::string& name : settings.kernels) {
        auto kernel = shape_case(name);
        if (!kernel) return kernel.error();
        cases->push_back(std::move(*kernel));
    }
    Study study{"init", cases, {}};
    for (const KernelCase& kernel : *cases)
        for (const StartKind start : compared_starts())
            for (int run = 0; run < settings.seeds; ++run)
                add_jobs(kernel, start, settings, seed + static_cast<std::uint64_t>(run), study.jobs);
    return study;
}

}  // namespace tapestry::offline::study
