#include "compare/reference_job.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

#include "jobs/background_priority.h"
#include "reference/filters.h"

namespace tapestry::demo {
namespace {

constexpr int band_rows = 16;
constexpr auto show_gap = std::chrono::milliseconds(150);

/// Rows [first, end) of a picture of all columns.
template <class Rows, class Value>
Rows rows_of(const Rows& whole, const std::vector<Value>& values, int first, int end) {
    Rows part(whole.width, end - first);
    const auto row = static_cast<std::ptrdiff_t>(whole.width);
    auto& into = [&]() -> auto& {
        if constexpr (requires { part.pixels; })
            return part.pixels;
        else
            return part.values;
    }
    ();
    std::copy(values.begin() + first * row, values.begin() + end * row, into.begin());
    return part;
}

/// How far the kernels of some rows reach up or down.
int reach_of(const TruthStep& step, int first, int end) {
    int reach = 0;
    glm::dvec2 asked(std::nan(""));
    for (int y = first; y < end; ++y)
        for (int x = 0; x < step.map.width; ++x) {
            if (step.map.at(x, y) == asked) continue;
            asked = step.map.at(x, y);
            reach = std::max(reach, step.kernel_at(asked).height / 2);
        }
    return reach;
}

/// A band of rows, gathered from a crop that is large enough: its own edges are out of reach, except where
/// they are the picture's.
void gather_band(const Image& source, const TruthStep& step, int first, int end, Image& into) {
    const int reach = reach_of(step, first, end);
    const int top = std::max(0, first - reach);
    const int bottom = std::min(source.height, end + reach);
    const Image crop = rows_of(source, source.pixels, top, bottom);
    ParameterMap map(source.width, bottom - top, glm::dvec2(0.0));
    for (int y = first; y < end; ++y)
        for (int x = 0; x < source.width; ++x) map.at(x, y - top) = step.map.at(x, y);
    // Rows that are only there to be read cost nothing.
    const glm::dvec2 unread(std::nan(""));
    for (int y = 0; y < map.height; ++y)
        if (y + top < first || y + top >= end)
            for (int x = 0; x < source.width; ++x) map.at(x, y) = unread;
    const auto kernel_at = [&](glm::dvec2 p) {
        return std::isnan(p.x) ? DenseKernel{1, 1, {1.0}} : step.kernel_at(p);
    };
    const Image filtered = filter_dense(crop, map, kernel_at);
    for (int y = first; y < end; ++y)
        for (int x = 0; x < source.width; ++x) {
            const glm::dvec4& light = filtered.at(x, y - top);
            into.at(x, y) = step.look ? step.look(light) : light;
        }
}

}  // namespace

Image dense_picture(const Image& source, const std::vector<TruthStep>& steps) {
    Image picture = source;
    for (const TruthStep& step : steps) {
        picture = filter_dense(picture, step.map, step.kernel_at);
        if (!step.look) continue;
        for (glm::dvec4& light : picture.pixels) light = step.look(light);
    }
    return picture;
}

struct ReferenceJob::Impl {
    mutable std::mutex mutex;
    std::atomic<bool> cancel{false};
    std::atomic<bool> running{false};
    std::optional<TruthPicture> newest;
    std::shared_ptr<const Image> complete;
    std::thread thread;

    ~Impl() { join(); }

    void join() {
        cancel = true;
        if (thread.joinable()) thread.join();
        cancel = false;
    }

    void run(std::function<void()> work) {
        running = true;
        thread = std::thread([this, work = std::move(work)] {
            yield_to_others();
            work();
            running = false;
        });
    }

    void show(const Image& image, double done) {
        TruthPicture picture{offline::to_srgb8(image), done, done >= 1.0};
        const std::scoped_lock lock(mutex);
        newest = std::move(picture);
    }

    void gather(const offline::Picture8& source, const std::vector<TruthStep>& steps) {
        Image truth = offline::to_linear(source);
        auto shown = std::chrono::steady_clock::now();
        int bands_done = 0;
        const int bands = (truth.height + band_rows - 1) / band_rows;
        for (const TruthStep& step : steps) {
            const Image from = truth;
            for (int first = 0; first < truth.height; first += band_rows) {
                if (cancel) return;
                gather_band(from, step, first, std::min(truth.height, first + band_rows), truth);
                ++bands_done;
                if (std::chrono::steady_clock::now() - shown < show_gap) continue;
                shown = std::chrono::steady_clock::now();
                show(truth, 0.999 * bands_done / (bands * static_cast<double>(steps.size())));
            }
        }
        show(truth, 1.0);
        const std::scoped_lock lock(mutex);
        complete = std::make_shared<const Image>(std::move(truth));
    }
};

ReferenceJob::ReferenceJob() : impl_(std::make_unique<Impl>()) {}
ReferenceJob::ReferenceJob(ReferenceJob&&) noexcept = default;
ReferenceJob& ReferenceJob::operator=(ReferenceJob&&) noexcept = default;
ReferenceJob::~ReferenceJob() = default;

void ReferenceJob::start(const offline::Picture8& source, std::vector<TruthStep> steps) {
    stop();
    impl_->newest.reset();
    impl_->complete.reset();
    impl_->run([impl = impl_.get(), source, steps = std::move(steps)] { impl->gather(source, steps); });
}

void ReferenceJob::stop() {
    impl_->join();
}

bool ReferenceJob::is_running() const {
    return impl_->running;
}

std::optional<TruthPicture> ReferenceJob::take_picture() {
    const std::scoped_lock lock(impl_->mutex);
    return std::exchange(impl_->newest, std::nullopt);
}

std::shared_ptr<const Image> ReferenceJob::complete() const {
    const std::scoped_lock lock(impl_->mutex);
    return impl_->complete;
}

}  // namespace tapestry::demo
