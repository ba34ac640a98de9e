#include "offline/metrics/method_metrics.h"

#include <algorithm>

#include "offline/metrics/image_psnr.h"
#include "offline/metrics/ssim.h"

namespace tapestry::offline {

PhotographMetrics MethodMetrics::mean() const {
    PhotographMetrics mean;
    const double share = 1.0 / static_cast<double>(photographs.size());
    for (const PhotographMetrics& photograph : photographs) {
        mean.psnr += share * photograph.psnr;
        mean.psnr_inside += share * photograph.psnr_inside;
        mean.ssim += share * photograph.ssim;
        mean.flip += share * photograph.flip;
    }
    return mean;
}

MethodJudge::MethodJudge(DenseKernel target, std::span<const Image> photographs, JudgeOptions options)
    : target_(std::move(target)), options_(options) {
    for (const Image& image : photographs) {
        Photograph photograph{image, ImpulseFilter(image), {}, {}};
        photograph.truth = photograph.filter.apply(target_);
        if (options_.perceptual) photograph.flip_truth.emplace_back(photograph.truth);
        photographs_.push_back(std::move(photograph));
    }
}

MethodMetrics MethodJudge::judge(const FilterMethod& method) {
    MethodMetrics metrics;
    metrics.name = method.name;
    metrics.taps_read = method.taps_read;
    metrics.kernel = kernel_metrics(method.impulse, target_);
    metrics.highlight = highlight_metrics(method, target_);
    for (Photograph& photograph : photographs_) metrics.photographs.push_back(judge(method, photograph));
    return metrics;
}

PhotographMetrics MethodJudge::judge(const FilterMethod& method, Photograph& photograph) const {
    const Image filtered =
        method.shift_invariant ? photograph.filter.apply(method.impulse) : method.apply(photograph.image);
    PhotographMetrics metrics;
    metrics.psnr = image_psnr(filtered, photograph.truth);
    metrics.psnr_inside = image_psnr(filtered, photograph.truth, std::max(target_.width, target_.height) / 2);
    if (!options_.perceptual) return metrics;
    metrics.ssim = ssim(filtered, photograph.truth);
    metrics.flip = flip(FlipPicture(filtered), photograph.flip_truth.front()).mean;
    return metrics;
}

}  // namespace tapestry::offline
