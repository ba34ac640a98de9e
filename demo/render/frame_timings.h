/// The GPU times of the last renderings, pass by pass.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <vector>

#include "tapestry/device.h"

namespace tapestry::demo {

struct RenderedPass {
    std::string name;
    double milliseconds = 0.0;
};

struct RenderedFrame {
    double wall_milliseconds = 0.0;    ///< until the GPU had finished
    int width = 0, height = 0;         ///< pixels that were filtered
    std::vector<RenderedPass> passes;  ///< of equal name added up, in the order in which they first ran
};

class FrameTimings {
  public:
    static constexpr std::size_t most_frames = 90;

    void add(double wall_milliseconds, int width, int height, std::span<const PassTime> passes);
    const std::deque<RenderedFrame>& frames() const { return frames_; }

  private:
    std::deque<RenderedFrame> frames_;
};

}  // namespace tapestry::demo
