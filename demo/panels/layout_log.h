/// Where controls are in the window, told as they are laid out: for --write-layout, which interface tests and
/// the script that takes the README's pictures find their way by.
#pragma once

#include <imgui.h>

#include <filesystem>
#include <map>
#include <string>

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

    /// Writes {"name": [left, top, right, bottom], ...} when it differs from what was written last.
    Result<void> write_changes(const std::filesystem::path& path);

  private:
    std::map<std::string, ImVec4> places_;
    std::string written_;
};

}  // namespace tapestry::demo
