/// How soon a painted shape is seen through, and what its fit costs the picture: --measure-fit.
///
/// A hand moves the picture all the time. When a first painted shape is fitted and all rests, frames are
/// counted; then another shape is painted, and frames are counted until its fit has ended.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "window/viewer_state.h"

namespace tapestry::demo {

class FitMeasurement {
  public:
    /// Before a frame is drawn: does what the hand does.
    void begin_frame(ViewerState& state);
    /// After it is on the screen. True when all is measured.
    bool end_frame(const ViewerState& state);

    /// One line: seconds from the last stroke to the first picture through its fit, frames a second before
    /// and meanwhile, and what a picture took of them, and its height (fewer lines are drawn where frames
    /// take long).
    std::string report() const;

  private:
    using Clock = std::chrono::steady_clock;
    enum class Phase { start, first_fit, warm_up, before, stroke, meanwhile, done };

    struct Count {
        int frames = 0;
        double seconds = 0.0;
        double lines = 0.0;                 ///< sum over the frames
        double picture_milliseconds = 0.0;  ///< likewise; the rest of a frame is the window's
        double rate() const { return seconds > 0.0 ? frames / seconds : 0.0; }
        double mean_lines() const { return frames ? lines / frames : 0.0; }
        double mean_milliseconds() const { return frames ? picture_milliseconds / frames : 0.0; }
    };

    void enter(Phase phase);
    double seconds() const { return std::chrono::duration<double>(Clock::now() - entered_).count(); }
    void count(Count& into, const ViewerState& state) const;

    Phase phase_ = Phase::start;
    Clock::time_point entered_ = Clock::now();
    int moves_ = 0;
    Count before_, meanwhile_;
    std::uint64_t revision_before_ = 0;  ///< the lab's, as the last stroke began
    double first_picture_seconds_ = 0.0;
    double fit_seconds_ = 0.0;
    double first_psnr_ = 0.0, last_psnr_ = 0.0;  ///< dB
};

}  // namespace tapestry::demo
