/// A click on the picture focuses there, by and by as a hand on the lens does.
#pragma once

#include <optional>
#include <string>

#include "window/viewer_state.h"

namespace tapestry::demo {

class FocusPull {
  public:
    /// Once a frame: begins where a click asked for it, and turns the lens in the hand a bit
    /// further.
    void follow(ViewerState& state);

    bool is_going() const { return going_.has_value(); }

  private:
    /// At [0, 1] of the picture, from its top left.
    void begin(EffectEntry& effect, double x, double y, ViewerState& state);

    struct Going {
        std::string kind;  ///< of the effect
        float from_m = 1.0f, to_m = 1.0f;
        double began = 0.0;  ///< ImGui::GetTime()
    };
    std::optional<Going> going_;
};

}  // namespace tapestry::demo
