/// GPU time of each pass, by timestamp queries that nobody waits for.
#pragma once

#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "gl/gl_objects.h"
#include "tapestry/device.h"

namespace tapestry {

class PassTimer {
  public:
    explicit PassTimer(const GladGLContext& gl) : gl_(&gl) {}
    PassTimer(const PassTimer&) = delete;
    PassTimer& operator=(const PassTimer&) = delete;
    ~PassTimer();

    /// False where the driver has no timestamps. Makes or deletes the queries.
    bool enable(bool on);

    /// Around a pass; `name` must outlive the timer. Passes beyond those that fit go untimed.
    void begin(std::string_view name);
    void end();

    /// The passes that the GPU has finished since the last call, in order; valid until the next call.
    std::span<const PassTime> take();

  private:
    // Passes in flight: three frames of a dozen effects' passes.
    static constexpr std::size_t capacity = 512;

    struct Slot {
        std::string_view name;
        std::array<GLuint, 2> queries = {};  ///< at the pass's start and at its end
    };

    const GladGLContext* gl_;
    std::vector<Slot> slots_;      ///< a ring
    std::vector<PassTime> times_;  ///< what take() hands out
    std::size_t first_ = 0;        ///< the oldest pass in flight
    std::size_t in_flight_ = 0;
    bool is_timing_ = false;  ///< between begin and end of a pass that fits
};

}  // namespace tapestry
