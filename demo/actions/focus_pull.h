/// A click on the picture focuses there, by and by as a hand on the lens does.
#pragma once

#include <optional>

#include "viewer_state.h"

namespace tapestry::demo {

class FocusPull {
  public:
    /// Once a frame: begins where a click asked for it, and turns the lens of the first depth of field a bit
    /// further.
    void follow(ViewerState& state);

    bool is_going() const { return going_.has_value(); }

  private:
    struct Going {
        float from_m = 1.0f, to_m = 1.0f;
        double began = 0.0;  ///< ImGui::GetTime()
    };
    std::optional<Going> going_;
};

}  // namespace tapestry::demo
