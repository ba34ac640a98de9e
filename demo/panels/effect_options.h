/// Every option of the chosen effect, with its unit, a tooltip and a way back.
#pragma once

#include "panels/slider_row.h"
#include "window/theme.h"
#include "window/viewer_state.h"

namespace tapestry::demo {

class EffectOptions {
  public:
    void draw(const Theme& theme, ViewerState& state, EffectEntry& effect);

  private:
    NumberEntry number_entry_;
};

}  // namespace tapestry::demo
