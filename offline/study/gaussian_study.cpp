#include "offline/study/gaussian_study.h"

#include "offline/study/rival_contestants.h"

namespace tapestry::offline::study {
namespace {

void add_sized_jobs(const KernelCase& kernel, CascadeSize size, const GaussianSettings& settings,
                    std::uint64_t seed, std::vector<Job>& jobs) {
    const auto add = [&](const std::string& what, double seconds, int methods, auto run) {
        jobs.push_back({kernel.name + ": " + what, seconds + judging_seconds(2 * methods), run});
    };
    const double fit =
        fit_seconds(kernel, size.taps, size.layers, settings.effort.starts, settings.effort.hops);
    for (const bool allow_negative : {false, true})
        add("ours", fit, 1, [=, &kernel, effort = settings.effort](Bench& bench) {
            return run_ours(kernel, size, allow_negative, effort, seed, bench);
        });
    for (const StartKind start : {StartKind::sparse_sampling, StartKind::increasing_radial})
        add("published recipe", published_seconds(kernel, size.layers, settings.published_steps), 2,
            [=, &kernel, steps = settings.published_steps](Bench& bench) {
                return run_published(kernel, {size, start, steps, false}, seed, bench);
            });
    const TemperingRun run{size, StartKind::sparse_sampling, settings.tempering_steps, false};
    add("parallel tempering", tempering_seconds(kernel, size.layers, run.steps), 1,
        [=, &kernel](Bench& bench) { return run_tempering(kernel, run, false, seed, bench); });
}

}  // namespace

GaussianSettings gaussian_settings(bool quick) {
    GaussianSettings settings;
    if (quick) {
        settings.sigmas_px = {5.0, 9.0};
        settings.sizes = {{12, 4}};
        settings.effort = {.starts = 3, .hops = 4};
        settings.published_steps = 300;
        settings.tempering_steps = 3'000;
        settings.ranks = 1;
        return settings;
    }
    settings.sigmas_px = {5.0, 7.0, 9.0, 11.0};
    settings.sizes = {{8, 6}, {12, 4}};
    settings.ranks = 1;
    return settings;
}

Result<Study> gaussian_study(const GaussianSettings& settings, std::uint64_t seed) {
    auto cases = std::make_shared<Cases>();
    for (const double sigma : settings.sigmas_px) {
        auto kernel = gaussian_case(sigma);
        if (!kernel) return kernel.error();
        cases->push_back(std::move(*kernel));
    }
    Study study{"gaussian", cases, {}, {.perceptual = true}};
    for (const KernelCase& kernel : *cases) {
        for (const CascadeSize size : settings.sizes)
            add_sized_jobs(kernel, size, settings, seed, study.jobs);
        study.jobs.push_back({kernel.name + ": simple rivals", judging_seconds(12),
                              [&kernel](Bench& bench) { return run_gaussian_rivals(kernel, bench); }});
        study.jobs.push_back(
            {kernel.name + ": low-rank", judging_seconds(2 * settings.ranks),
             [&kernel, ranks = settings.ranks](Bench& bench) { return run_low_rank(kernel, ranks, bench); }});
    }
    return study;
}

}  // namespace tapestry::offline::study
