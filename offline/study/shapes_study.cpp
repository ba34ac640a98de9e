#include "offline/study/shapes_study.h"

#include "offline/study/rival_contestants.h"

namespace tapestry::offline::study {
namespace {

// Adds the jobs of one kernel.
class KernelJobs {
  public:
    KernelJobs(const KernelCase& kernel, const ShapesSettings& settings, std::uint64_t seed,
               std::vector<Job>& jobs)
        : kernel_(kernel), settings_(settings), seed_(seed), jobs_(jobs) {}

    void add_all() {
        for (const CascadeSize size : settings_.sizes) {
            add_ours(size, settings_.long_budget);
            add_tempering(size);
            add_published(size, StartKind::sparse_sampling);
        }
        add_ours(settings_.main_size, settings_.short_budget);
        add_published(settings_.main_size, StartKind::increasing_radial);
        add_published(settings_.main_size, StartKind::random);
        add("one run", 0.2, 1, [&kernel = kernel_, size = settings_.main_size, seed = seed_](Bench& bench) {
            return run_one_start(kernel, size, seed, bench);
        });
        add("low-rank", 0.1, settings_.ranks, [&kernel = kernel_, ranks = settings_.ranks](Bench& bench) {
            return run_low_rank(kernel, ranks, bench);
        });
    }

  private:
    void add(const std::string& what, double seconds, int methods, auto run) {
        jobs_.push_back({kernel_.name + ": " + what, seconds + judging_seconds(methods), run});
    }

    void add_ours(CascadeSize size, double budget) {
        for (const bool allow_negative : {false, true})
            add("ours", budget, 1, [=, &kernel = kernel_, seed = seed_](Bench& bench) {
                return run_ours(kernel, size, allow_negative, {.budget_seconds = budget}, seed, bench);
            });
    }

    void add_published(CascadeSize size, StartKind start) {
        for (const int steps : settings_.published_steps)
            add("published recipe", published_seconds(kernel_, size.layers, steps), 2,
                [=, &kernel = kernel_, seed = seed_](Bench& bench) {
                    return run_published(kernel, {size, start, steps, false}, seed, bench);
                });
    }

    void add_tempering(CascadeSize size) {
        const bool then_ours = size == settings_.main_size;
        const TemperingRun run{size, StartKind::sparse_sampling, settings_.tempering_steps, false};
        add("parallel tempering", tempering_seconds(kernel_, size.layers, run.steps), then_ours ? 2 : 1,
            [=, &kernel = kernel_, seed = seed_](Bench& bench) {
                return run_tempering(kernel, run, then_ours, seed, bench);
            });
    }

    const KernelCase& kernel_;
    const ShapesSettings& settings_;
    const std::uint64_t seed_;
    std::vector<Job>& jobs_;
};

}  // namespace

const std::vector<std::string>& bar_kernels() {
    static const std::vector<std::string> names = {"disk", "ring",   "hexagon", "heart",
                                                   "star", "flower", "coma",    "ampersand"};
    return names;
}

ShapesSettings shapes_settings(bool quick) {
    ShapesSettings settings;
    if (quick) {
        settings.kernels = {"disk", "star", "coma", "ampersand"};
        settings.sizes = {{12, 4}, {24, 4}};
        settings.long_budget = 1.0;
        settings.published_steps = {1000};
        settings.tempering_steps = 5'000;
        settings.ranks = 4;
        return settings;
    }
    settings.kernels = bar_kernels();
    settings.kernels.insert(settings.kernels.end(), {"square", "bird", "spherical"});
    settings.sizes = {{12, 4}, {24, 4}, {32, 4}};
    settings.published_steps = {1000, 3000};
    return settings;
}

Result<Study> shapes_study(const ShapesSettings& settings, std::uint64_t seed) {
    auto cases = std::make_shared<Cases>();
    for (const std::string& name : settings.kernels) {
        auto kernel = shape_case(name);
        if (!kernel) return kernel.error();
        cases->push_back(std::move(*kernel));
    }
    Study study{"shapes", cases, {}};
    for (const KernelCase& kernel : *cases) KernelJobs(kernel, settings, seed, study.jobs).add_all();
    return study;
}

}  // namespace tapestry::offline::study
