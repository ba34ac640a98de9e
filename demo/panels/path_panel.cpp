#include "panels/path_panel.h"

#include <imgui.h>

#include <cmath>
#include <cstdio>
#include <string>

#include "panels/controls.h"
#include "panels/slider_row.h"

namespace tapestry::demo {
namespace {

void key_rows(const Theme& theme, Document& document) {
    auto& keys = document.path.keys;
    int removed = -1;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        ImGui::PushID(static_cast<int>(i));
        char label[64];
        std::snprintf(label, sizeof label, "%zu:  focus %.2f m, f / %.1f", i + 1,
                      static_cast<double>(keys[i].focus_distance_m), static_cast<double>(keys[i].f_number));
        const float width = ImGui::GetContentRegionAvail().x - theme.px(26);
        const std::string name = "key " + std::to_string(i + 1);
        if (action_button(theme, name.c_str(), label, "Go there", ImVec2(width, theme.px(24))))
            document = document_at(document, keys[i]);
        ImGui::SameLine(0.0f, theme.px(6));
        if (glyph_button(theme, ("remove " + name).c_str(), Glyph::close, "Remove this key"))
            removed = static_cast<int>(i);
        ImGui::PopID();
    }
    if (removed >= 0) keys.erase(keys.begin() + removed);
}

void progress_row(const Theme& theme, const ImageSequence& sequence, Requests& requests) {
    progress_bar(theme, sequence.done() / static_cast<double>(sequence.total()));
    const std::string label =
        "Stop: " + std::to_string(sequence.done()) + " of " + std::to_string(sequence.total());
    if (action_button(theme, "cancel sequence", label.c_str(), "What is written stays",
                      ImVec2(-1, theme.px(28))))
        requests.cancel_sequence = true;
}

void frames_row(const Theme& theme, CameraPath& path) {
    static const OptionField frames = [] {
        OptionField field = slider_field("path_frames", "Pictures",
                                         "From the first key to the last; 24 are a second of a film.", 2.0f,
                                         10000.0f, 48.0f, "", 0, 2.0f);
        field.slider_max = 480.0f;
        return field;
    }();
    static NumberEntry entry;
    auto count = static_cast<float>(path.frames);
    slider_row(theme, frames, frames.standard, "", count, entry);
    path.frames = static_cast<int>(std::lround(count));
}

}  // namespace

void draw_path_panel(const Theme& theme, Document& document, PathState& state, Requests& requests) {
    CameraPath& path = document.path;
    if (heading_with_action(theme, "CAMERA PATH", "Add key",
                            "Remember the camera, the focus and the aperture as they are now") &&
        path.keys.size() < CameraPath::most_keys)
        path.keys.push_back(key_of(document));
    ImGui::PushFont(theme.small);
    key_rows(theme, document);
    if (path.keys.size() < 2) {
        dim_text(theme, "Two keys or more make a way: to be played, and to be written picture by picture.");
    } else if (state.sequence) {
        progress_row(theme, *state.sequence, requests);
    } else {
        frames_row(theme, path);
        const float half = 0.5f * (ImGui::GetContentRegionAvail().x - theme.px(8));
        const bool plays = state.plays_since.has_value();
        if (action_button(theme, "play path", plays ? "Stop" : "Play", "From the first key to the last",
                          ImVec2(half, theme.px(28)))) {
            state.plays_since.reset();
            if (!plays) state.plays_since = ImGui::GetTime();
        }
        ImGui::SameLine(0.0f, theme.px(8));
        if (action_button(theme, "write sequence", "Save pictures",
                          "Every picture at full size, NAME-0001.png and so on (.exr for linear light)",
                          ImVec2(half, theme.px(28))))
            requests.begin_sequence = true;
    }
    ImGui::PopFont();
}

}  // namespace tapestry::demo
