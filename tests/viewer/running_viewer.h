/// A viewer that runs while the test does things to it.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "tests/viewer/viewer_runs.h"

namespace tapestry::test {

class RunningViewer {
  public:
    /// Starts the viewer in `folder`, where it also leaves what it says.
    RunningViewer(const Folder& folder, const std::vector<std::string>& arguments);
    RunningViewer(const RunningViewer&) = delete;
    RunningViewer& operator=(const RunningViewer&) = delete;
    ~RunningViewer();

    std::string standard_error() const;
    /// Waits until the viewer has ended by itself; its exit code, or 128 and the signal it died of; -1 when
    /// it does not end.
    int wait_for_end();

  private:
    std::filesystem::path errors_;
    pid_t child_ = -1;
};

/// Waits until `path` is there, then reads it and takes it away.
offline::Picture8 take_picture(const std::filesystem::path& path);

}  // namespace tapestry::test
