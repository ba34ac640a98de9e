#include "offline/metrics/blend_quality.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <numbers>
#include <optional>
#include <thread>

#include "offline/metrics/method_metrics.h"
#include "offline/work/thread_count.h"
#include "tapestry/fit/fit_kernel.h"

namespace tapestry::offline {
namespace {

constexpr double smallest_size_px = 0.7;

Filter turned(Filter filter, double angle_deg) {
    const double angle = angle_deg * std::numbers::pi / 180.0, c = std::cos(angle), s = std::sin(angle);
    for (BlendedTap& tap : filter.values)
        tap = {c * tap.dx - s * tap.dy, s * tap.dx + c * tap.dy, tap.weight};
    return filter;
}

Result<BlendPoint> quality_at(const TapTable& table, const KernelField& field, glm::dvec2 parameter,
                              std::span<const Image> photographs) {
    auto target = field.turned_at ? field.turned_at({parameter.x, 0.0}, parameter.y) : field.at(parameter);
    if (!target) return target.error();
    for (const Image& photograph : photographs)
        if (photograph.width <= target->width || photograph.height <= target->height)
            return Error{"a photograph is smaller than a kernel"};
    const double values[] = {parameter.x, parameter.y};
    Filter filter = evaluate(table, values);
    if (field.turned_at) filter = turned(std::move(filter), parameter.y);
    const FilterMethod method = cascade_method("blend", std::move(filter));
    MethodJudge judge(*target, photographs, {.perceptual = false});
    const MethodMetrics metrics = judge.judge(method);
    return BlendPoint{parameter, metrics.kernel.psnr, photographs.empty() ? 0.0 : metrics.mean().psnr};
}

}  // namespace

std::vector<glm::dvec2> spread_parameters(const KernelField& field, int count, std::uint64_t seed) {
    // 1 / the plastic number and its square for two axes, the golden ratio for one.
    const bool has_two = field.axes.size() == 2 || field.turned_at;
    const glm::dvec2 step =
        has_two ? glm::dvec2(0.7548776662466927, 0.5698402909980532) : glm::dvec2(0.6180339887498949, 0.0);
    const glm::dvec2 start(0.5 + 0.3819660112501051 * static_cast<double>(seed % 997),
                           0.5 + 0.2451223337533073 * static_cast<double>(seed % 997));
    std::vector<glm::dvec2> parameters;
    for (int i = 0; i < count; ++i) {
        glm::dvec2 parameter(0.0);
        for (int axis = 0; axis < static_cast<int>(field.axes.size()); ++axis) {
            const FieldAxis& along = field.axes[axis];
            const double from = along.is_size
                                    ? std::max(along.range.from, std::min(smallest_size_px, along.range.to))
                                    : along.range.from;
            const double phase = start[axis] + i * step[axis];
            parameter[axis] = from + (along.range.to - from) * (phase - std::floor(phase));
        }
        if (field.turned_at) {
            const double phase = start[1] + i * step[1];
            parameter.y = 360.0 * (phase - std::floor(phase));
        }
        parameters.push_back(parameter);
    }
    return parameters;
}

Result<std::vector<BlendPoint>> blend_quality(const TapTable& table, const KernelField& field,
                                              std::span<const glm::dvec2> parameters,
                                              std::span<const Image> photographs,
                                              const BlendQualityOptions& options) {
    std::vector<BlendPoint> points(parameters.size());
    std::optional<Error> failure;
    std::mutex mutex;
    std::size_t next = 0, done = 0;
    const auto cancelled = [&] { return options.cancel && options.cancel->load(); };
    const auto work = [&] {
        for (;;) {
            std::size_t index;
            {
                const std::scoped_lock lock(mutex);
                if (next >= parameters.size() || failure || cancelled()) return;
                index = next++;
            }
            auto point = quality_at(table, field, parameters[index], photographs);
            const std::scoped_lock lock(mutex);
            if (!point) {
                failure = point.error();
                return;
            }
            points[index] = *point;
            ++done;
            if (options.on_progress)
                options.on_progress(static_cast<double>(done) / static_cast<double>(parameters.size()));
        }
    };
    {
        const int threads = thread_count(options.threads);
        std::vector<std::jthread> pool;
        for (int i = 1; i < threads; ++i) pool.emplace_back(work);
        work();
    }
    if (failure) return *failure;
    if (cancelled()) return Error{"cancelled"};
    return points;
}

BlendSummary summarise(std::span<const BlendPoint> points, double BlendPoint::*value) {
    BlendSummary summary;
    summary.worst = std::numeric_limits<double>::infinity();
    for (const BlendPoint& point : points) {
        summary.mean += point.*value / static_cast<double>(points.size());
        if (point.*value < summary.worst) summary.worst = point.*value, summary.worst_at = point.at;
        ++summary.count;
    }
    return summary;
}

}  // namespace tapestry::offline
