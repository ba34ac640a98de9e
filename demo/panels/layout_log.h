/// Where controls are in the window, told as they are laid out, and how much of what the hand did has been
/// seen: for --write-layout, by which interface tests find their way and know when to go on.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "platform/input_queue.h"
#include "tapestry/result.h"

namespace tapestry::demo {

class LayoutLog {
  public:
    void begin_frame() { places_.clear(); }
    /// In ImGui units, which are window pixels except on scaled Wayland and macOS.
    void note(const std::string& name, ImVec2 min, ImVec2 max) {
        places_[name] = ImVec4(min.x, min.y, max.x, max.y);
    }
    /// The item that was laid out last.
    void note_item(const std::string& name) { note(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax()); }

    /// Once a frame, before it is laid out.
    void note_input(const std::vector<InputEvent>& input);

    /// Writes {"name": [left, top, right, bottom], ..., "acts seen": 12, "at rest": true} when it differs
    /// from what was written last. Acts are presses and releases of buttons and keys, turns of the wheel, and
    /// drops; it is at rest when it has been laid out often enough since the last, and no more is to come.
    Result<void> write_changes(const std::filesystem::path& path, bool more_is_to_come);

  private:
    std::map<std::string, ImVec4> places_;
    int acts_seen_ = 0;
    int frames_since_input_ = 0;
    std::string written_;
};

}  // namespace tapestry::demo
