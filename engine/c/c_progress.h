/// The host's progress of a preparation.
#pragma once

#include <utility>

#include "c/c_call.h"
#include "tapestry/device.h"

namespace tapestry::c {

class HostProgress {
  public:
    HostProgress(tapestry_progress progress, void* user) : progress_(progress), user_(user) {}

    /// To be called while this lives; empty where the host has none.
    PrepareProgress function() {
        if (!progress_) return {};
        return [this](int done, int total) {
            cancelled_ = progress_(user_, done, total) == 0;
            return !cancelled_;
        };
    }

    /// The preparation's outcome, which is no error where the host wanted it to end.
    Outcome of(Outcome outcome) const {
        if (!outcome && cancelled_) outcome.status = TAPESTRY_CANCELLED;
        return outcome;
    }

  private:
    tapestry_progress progress_;
    void* user_;
    bool cancelled_ = false;
};

}  // namespace tapestry::c
