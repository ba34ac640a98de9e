/// An X server without a screen, on a display number of its own.
#pragma once

#include <sys/types.h>

#include <string>

#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {

class VirtualDisplay {
  public:
    /// Starts Xvfb and points DISPLAY to it. Fails the test when there is no Xvfb.
    VirtualDisplay();
    VirtualDisplay(const VirtualDisplay&) = delete;
    VirtualDisplay& operator=(const VirtualDisplay&) = delete;
    ~VirtualDisplay();

  private:
    pid_t server_ = -1;
    std::string name_;
    Variable wayland_{"WAYLAND_DISPLAY", nullptr};
    Variable display_{"DISPLAY", nullptr};
};

}  // namespace tapestry::test
