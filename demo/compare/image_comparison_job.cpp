#include "compare/image_comparison_job.h"

#include <algorithm>
#include <atomic>
#include <glm/common.hpp>
#include <mutex>
#include <thread>
#include <utility>

#include "jobs/background_priority.h"
#include "offline/metrics/flip.h"
#include "offline/metrics/image_psnr.h"
#include "offline/metrics/magma.h"

namespace tapestry::demo {

ImageComparison compare_images(const Image& candidate, const Image& truth, double gain) {
    ImageComparison verdict;
    verdict.psnr = offline::image_psnr(candidate, truth);
    const auto flip = offline::flip(candidate, truth);
    verdict.flip = flip.mean;
    verdict.flip_map = offline::magma_picture(flip.error);
    offline::Plane plane(truth.width, truth.height);
    for (std::size_t i = 0; i < plane.values.size(); ++i) {
        const glm::dvec4 error = glm::abs(candidate.pixels[i] - truth.pixels[i]);
        plane.values[i] = gain * std::max({error.x, error.y, error.z});
    }
    verdict.error_map = offline::magma_picture(plane);
    return verdict;
}

struct ImageComparisonJob::Impl {
    std::atomic<bool> running{false};
    std::mutex mutex;
    std::optional<ImageComparison> verdict;
    std::thread thread;

    ~Impl() {
        if (thread.joinable()) thread.join();
    }
};

ImageComparisonJob::ImageComparisonJob() : impl_(std::make_unique<Impl>()) {}
ImageComparisonJob::ImageComparisonJob(ImageComparisonJob&&) noexcept = default;
ImageComparisonJob& ImageComparisonJob::operator=(ImageComparisonJob&&) noexcept = default;
ImageComparisonJob::~ImageComparisonJob() = default;

void ImageComparisonJob::start(std::shared_ptr<const Image> truth, offline::Picture8 candidate, double gain) {
    if (impl_->thread.joinable()) impl_->thread.join();
    impl_->verdict.reset();
    if (truth->width != candidate.width || truth->height != candidate.height) return;
    impl_->running = true;
    impl_->thread =
        std::thread([impl = impl_.get(), truth = std::move(truth), candidate = std::move(candidate), gain] {
            yield_to_others();
            ImageComparison verdict = compare_images(offline::to_linear(candidate), *truth, gain);
            {
                const std::scoped_lock lock(impl->mutex);
                impl->verdict = std::move(verdict);
            }
            impl->running = false;
        });
}

bool ImageComparisonJob::is_running() const {
    return impl_->running;
}

std::optional<ImageComparison> ImageComparisonJob::take() {
    const std::scoped_lock lock(impl_->mutex);
    return std::exchange(impl_->verdict, std::nullopt);
}

}  // namespace tapestry::demo
