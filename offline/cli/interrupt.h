/// Ctrl-C as a request to stop, so that work ends cleanly and nothing half-done is written.
#pragma once

#include <atomic>

namespace tapestry::offline::cli {

/// While one lives, SIGINT sets `requested()` instead of ending the program. One at a time.
class InterruptRequest {
  public:
    InterruptRequest();
    ~InterruptRequest();
    InterruptRequest(const InterruptRequest&) = delete;
    InterruptRequest& operator=(const InterruptRequest&) = delete;

    /// Stays set for the rest of the program: who asked once wants it to end.
    const std::atomic<bool>& requested() const;
};

}  // namespace tapestry::offline::cli
