#include "bench_clock.h"

#include <ctime>
#include <string_view>

namespace tapestry::bench {
namespace {

ClockKind kind_for(const GladGLContext& gl) {
    const auto* const text = reinterpret_cast<const char*>(gl.GetString(GL_RENDERER));
    const std::string_view renderer = text ? text : "";
    for (const std::string_view software : {"llvmpipe", "softpipe", "swrast", "SwiftShader"})
        if (renderer.find(software) != renderer.npos) return ClockKind::cpu_time;
    return ClockKind::gpu_timestamps;
}

}  // namespace

double process_cpu_milliseconds() {
    timespec time = {};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

BenchClock::BenchClock(const GladGLContext& gl) : gl_(gl), kind_(kind_for(gl)) {
    gl_.GenQueries(2, queries_);
}

BenchClock::~BenchClock() {
    gl_.DeleteQueries(2, queries_);
}

const char* BenchClock::description() const {
    return kind_ == ClockKind::cpu_time ? "processor time of the process (software GL)"
                                        : "GPU timestamps (hardware)";
}

double BenchClock::measure(const std::function<void()>& work) const {
    gl_.Finish();
    if (kind_ == ClockKind::cpu_time) {
        const double start = process_cpu_milliseconds();
        work();
        gl_.Finish();
        return process_cpu_milliseconds() - start;
    }
    gl_.QueryCounter(queries_[0], GL_TIMESTAMP);
    work();
    gl_.QueryCounter(queries_[1], GL_TIMESTAMP);
    GLuint64 start = 0;
    GLuint64 end = 0;
    gl_.GetQueryObjectui64v(queries_[0], GL_QUERY_RESULT, &start);
    gl_.GetQueryObjectui64v(queries_[1], GL_QUERY_RESULT, &end);
    return static_cast<double>(end - start) * 1e-6;
}

}  // namespace tapestry::bench
