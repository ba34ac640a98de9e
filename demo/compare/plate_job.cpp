#include "compare/plate_job.h"

#include <algorithm>
#include <cstdio>

#include "compare/comparison.h"
#include "offline/io/photograph.h"

namespace tapestry::demo {
namespace {

/// Nobody knows what a lens would have made of a photograph with depth.
bool has_truth(const DocumentRenderer& renderer) {
    return renderer.scene() || !renderer.has_depth();
}

}  // namespace

Result<PlateJob> PlateJob::begin(const Document& document, DocumentRenderer& renderer,
                                 std::filesystem::path path) {
    PlateJob job(document, std::move(path));
    auto result = renderer.result_picture(document);
    if (!result) return result.error();
    job.result_ = std::move(*result);
    job.original_ = renderer.original().download();
    if (renderer.scene() || !has_truth(renderer)) return job;
    auto steps =
        truth_steps(document, renderer.shelf(), KernelMethod::exact, renderer.width(), renderer.height());
    if (!steps) return steps.error();
    job.photo_truth_.start(job.original_, std::move(*steps));
    return job;
}

double PlateJob::done() const {
    const double made = truth_ ? 1.0 : std::max(photo_done_, lens_truth_.done());
    return is_done_ ? 1.0 : 0.98 * made;
}

Result<void> PlateJob::make_truth(DocumentRenderer& renderer) {
    if (renderer.scene()) {
        if (auto status = lens_truth_.follow(document_, renderer); !status) return status;
        if (lens_truth_.is_done())
            truth_ = std::make_shared<const Image>(offline::to_linear(lens_truth_.texture().download()));
    } else {
        if (const auto picture = photo_truth_.take_picture()) photo_done_ = picture->done;
        truth_ = photo_truth_.complete();
    }
    if (truth_) verdict_.start(truth_, result_, 1.0);
    return {};
}

Result<void> PlateJob::finish(const DocumentRenderer& renderer) {
    std::vector<PlatePart> parts = {{"Original", original_}, {"Tapestry", result_}};
    if (truth_) {
        if (const auto verdict = verdict_.take()) {
            char text[64];
            std::snprintf(text, sizeof text, "Tapestry, %.1f dB", verdict->psnr);
            parts.back().label = text;
        }
        parts.push_back(
            {renderer.scene() ? "Thin lens, " + std::to_string(exact_pinholes) + " pinholes" : "Exact",
             offline::to_srgb8(*truth_)});
    }
    const auto plate = side_by_side(parts, true);
    if (!plate) return plate.error();
    written_width_ = plate->width;
    written_height_ = plate->height;
    return offline::write_picture(path_, *plate, {});
}

Result<void> PlateJob::step(DocumentRenderer& renderer) {
    if (is_done_) return {};
    Result<void> status;
    if (!truth_ && has_truth(renderer)) {
        status = make_truth(renderer);
    } else if (!verdict_.is_running()) {
        status = finish(renderer);
        is_done_ = true;
    }
    if (!status) is_done_ = true;
    return status;
}

}  // namespace tapestry::demo
