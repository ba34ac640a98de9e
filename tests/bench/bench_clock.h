/// How long the GPU, or the processor that plays one, works.
#pragma once

#include <functional>

#include "glad/gl.h"

namespace tapestry::bench {

enum class ClockKind {
    gpu_timestamps,  ///< hardware: GL_TIMESTAMP before and after
    cpu_time,        ///< software GL: processor time of the whole process, all threads
};

/// Of all threads since the process began.
double process_cpu_milliseconds();

class BenchClock {
  public:
    /// Software renderers are known by their names.
    explicit BenchClock(const GladGLContext& gl);
    ~BenchClock();
    BenchClock(const BenchClock&) = delete;
    BenchClock& operator=(const BenchClock&) = delete;

    ClockKind kind() const { return kind_; }
    const char* description() const;

    /// Runs work and waits for it. In milliseconds.
    double measure(const std::function<void()>& work) const;

  private:
    const GladGLContext& gl_;
    ClockKind kind_;
    GLuint queries_[2] = {};
};

}  // namespace tapestry::bench
