/// A line on stderr that is written over while something long goes on, where somebody watches.
#pragma once

#include <chrono>
#include <string>

namespace tapestry::demo {

class ProgressLine {
  public:
    /// what: "pictures". Counts from `already` done ones, which took no time.
    explicit ProgressLine(int total, std::string what, int already = 0);
    ~ProgressLine();

    /// "12 of 240 pictures, 11 min left", at most once a second.
    void show(int done);

  private:
    using Clock = std::chrono::steady_clock;

    int total_, already_;
    std::string what_;
    bool is_watched_, has_shown_ = false;
    Clock::time_point began_ = Clock::now(), last_ = {};
};

/// "40 s", "11 min" or "2.5 h".
std::string readable_duration(double seconds);

}  // namespace tapestry::demo
