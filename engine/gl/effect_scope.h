/// What is around the passes of every effect.
#pragma once

#include "gl/device_state.h"
#include "gl/state_guard.h"

namespace tapestry {

/// Everything between the host's state and the host's state: saves it, orders the effect after what the host
/// did before, and on destruction orders what the host does next after the effect and puts the state back.
class EffectScope {
  public:
    explicit EffectScope(DeviceState& device);
    EffectScope(const EffectScope&) = delete;
    EffectScope& operator=(const EffectScope&) = delete;
    ~EffectScope();

  private:
    DeviceState& device_;
    StateGuard guard_;
};

}  // namespace tapestry
