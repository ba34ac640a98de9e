/// What is going on along the camera's path.
#pragma once

#include <optional>

#include "render/image_sequence.h"

namespace tapestry::demo {

/// What goes on along the camera's path, which is the document's.
struct PathState {
    std::optional<double> plays_since;      ///< ImGui::GetTime()
    std::optional<ImageSequence> sequence;  ///< that is being written
};

}  // namespace tapestry::demo
