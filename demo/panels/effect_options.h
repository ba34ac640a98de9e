/// Every option of the chosen effect, with its unit, a tooltip and a way back.
#pragma once

#include "document/document.h"
#include "panels/slider_row.h"
#include "window/theme.h"

namespace tapestry::demo {

class EffectOptions {
  public:
    /// `picture_height` 0: there is no picture. True while the hand is on an option.
    bool draw(const Theme& theme, int picture_height, EffectEntry& effect);

  private:
    NumberEntry number_entry_;
};

}  // namespace tapestry::demo
