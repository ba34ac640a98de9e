#include "offline/report/report_parts.h"
#include "offline/report/study_reports.h"

namespace tapestry::offline::report {

std::vector<ReportFile> overview_report(const RunInfo& run, std::span<const study::Bar> bars) {
    Markdown markdown;
    markdown.heading(1, "The single-kernel studies");
    markdown.paragraph(introduction(run));
    markdown.item("[Gaussians](gaussian.md): every rival at standard deviations that the paper uses");
    markdown.item("[Shapes and PSFs](shapes.md): quality against taps, kernel by kernel");
    markdown.item("[Initialisation](init.md): three optimisers from three starts");
    markdown.item("[Samples and layers](configs.md): the ring at every size");
    markdown.heading(2, "What has to hold");
    add_bars(markdown, bars, run.quick);
    markdown.image("Image PSNR against texture reads", "shapes-image-psnr.svg");
    return {{"README.md", markdown.text()}};
}

}  // namespace tapestry::offline::report
