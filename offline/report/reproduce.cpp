#include "offline/report/reproduce.h"

#include <functional>

#include "offline/report/report_folder.h"
#include "offline/report/study_reports.h"
#include "offline/report/varying_report.h"
#include "offline/study/photographs.h"
#include "offline/work/stopwatch.h"
#include "offline/work/thread_count.h"

namespace tapestry::offline::report {
namespace {

// A study that is ready to run, and how its report is made.
struct PlannedStudy {
    study::Study study;
    std::function<std::vector<ReportFile>(const StudyResults&, const TextPainter&)> report;
};

Result<PlannedStudy> planned(Result<study::Study> study, auto report) {
    if (!study) return study.error();
    return PlannedStudy{std::move(*study), std::move(report)};
}

// The varying study judges blends of bases, not kernels one by one: it has rows and a run of its own.
constexpr const char* varying_name = "varying";

Result<PlannedStudy> plan(const std::string& name, bool quick, std::uint64_t seed) {
    if (name == "gaussian")
        return planned(study::gaussian_study(study::gaussian_settings(quick), seed), gaussian_report);
    if (name == "init") return planned(study::init_study(study::init_settings(quick), seed), init_report);
    if (name == "configs")
        return planned(study::configs_study(study::configs_settings(quick), seed), configs_report);
    if (name != "shapes")
        return Error{"there is no study " + name + "; there are gaussian, shapes, init, configs, varying"};
    const study::ShapesSettings settings = study::shapes_settings(quick);
    return planned(study::shapes_study(settings, seed),
                   [settings](const StudyResults& results, const TextPainter& text) {
                       return shapes_report(results, settings, text);
                   });
}

class Reproduction {
  public:
    Reproduction(const ReproduceOptions& options, ReportFolder folder, TextPainter text,
                 study::Photographs photographs)
        : options_(options),
          folder_(std::move(folder)),
          text_(std::move(text)),
          photographs_(std::move(photographs)) {}

    Result<void> run(std::span<const PlannedStudy> plans, bool varying) {
        for (const PlannedStudy& plan : plans) expected_ += study::expected_seconds(plan.study.jobs);
        if (varying) expected_ += varying_seconds();
        for (const PlannedStudy& plan : plans)
            if (auto status = run_one(plan); !status) return status;
        if (varying)
            if (auto status = run_varying(); !status) return status;
        if (plans.size() < 2) return {};
        return write(overview_report(run_info(seconds()), bars_), "README.md");
    }

  private:
    double seconds() const { return watch_.seconds(); }

    Result<void> run_one(const PlannedStudy& plan) {
        const double begin = seconds(), expected = study::expected_seconds(plan.study.jobs);
        const auto show = [&](double share, const std::string& job) {
            if (options_.on_progress)
                options_.on_progress((before_ + share * expected) / expected_, seconds(), job);
        };
        auto rows = study::run_jobs(plan.study.jobs, {.photographs = photographs_.images,
                                                      .judging = plan.study.judging,
                                                      .threads = options_.threads,
                                                      .cancel = options_.cancel,
                                                      .on_progress = show});
        if (!rows) {
            const bool cancelled = options_.cancel && options_.cancel->load();
            return cancelled ? Error{written_ ? "cancelled; the studies that were done are written"
                                              : "cancelled; nothing was written"}
                             : rows.error();
        }
        before_ += expected;
        if (plan.study.name == "shapes")
            bars_ = study::shape_bars(*rows, study::shapes_settings(options_.quick));
        const StudyResults results{plan.study, *rows, run_info(seconds() - begin)};
        return write(plan.report(results, text_), plan.study.name + ".md");
    }

    // On two cores.
    double varying_seconds() const { return options_.quick ? 40.0 : 260.0; }

    Result<void> run_varying() {
        const double begin = seconds();
        const auto show = [&](double share, const std::string& job) {
            if (options_.on_progress)
                options_.on_progress((before_ + share * varying_seconds()) / expected_, seconds(), job);
        };
        auto results = study::run_varying_study(photographs_, {.quick = options_.quick,
                                                               .seed = options_.seed,
                                                               .threads = options_.threads,
                                                               .cancel = options_.cancel,
                                                               .on_progress = show});
        if (!results) {
            const bool cancelled = options_.cancel && options_.cancel->load();
            return cancelled ? Error{written_ ? "cancelled; the studies that were done are written"
                                              : "cancelled; nothing was written"}
                             : results.error();
        }
        return write(varying_report(*results, run_info(seconds() - begin), text_), "varying.md");
    }

    Result<void> write(const std::vector<ReportFile>& files, const std::string& main_file) {
        if (auto status = folder_.write(files); !status) return status;
        written_ = true;
        if (options_.on_result) options_.on_result("wrote " + (folder_.path() / main_file).string());
        return {};
    }

    RunInfo run_info(double seconds) const {
        return {
            options_.command_line, options_.quick,  options_.seed, thread_count(options_.threads), seconds,
            photographs_.names,    processor_name()};
    }

    const ReproduceOptions& options_;
    const ReportFolder folder_;
    const TextPainter text_;
    const study::Photographs photographs_;
    const Stopwatch watch_;
    double expected_ = 0.0, before_ = 0.0;  // seconds of all studies, and of those that are done
    std::vector<study::Bar> bars_;
    bool written_ = false;
};

}  // namespace

const std::vector<std::string>& study_names() {
    static const std::vector<std::string> names = {"gaussian", "shapes", "init", "configs", varying_name};
    return names;
}

Result<void> reproduce(const ReproduceOptions& options) {
    if (options.threads < 0 || options.threads > 256) return Error{"threads must be between 0 and 256"};
    auto folder = ReportFolder::open(options.out);
    if (!folder) return folder.error();
    auto photographs = study::load_photographs(options.assets / "photos");
    if (!photographs) return photographs.error();
    auto text = TextPainter::load(caption_font);
    if (!text) return text.error();
    std::vector<PlannedStudy> plans;
    const bool varying = options.study == varying_name || options.study == "all";
    for (const std::string& name : options.study == "all" ? study_names() : std::vector{options.study}) {
        if (name == varying_name) continue;
        auto plan_of_one = plan(name, options.quick, options.seed);
        if (!plan_of_one) return plan_of_one.error();
        plans.push_back(std::move(*plan_of_one));
    }
    return Reproduction(options, std::move(*folder), std::move(*text), std::move(*photographs))
        .run(plans, varying);
}

}  // namespace tapestry::offline::report
