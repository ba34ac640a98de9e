#include "viewer_state.h"

#include <imgui.h>

#include <cstdio>

namespace tapestry::demo {
namespace {

constexpr double message_seconds = 6.0;
/// Long enough for the second half of a double-click to arrive.
constexpr double rest_seconds = 0.5;

}  // namespace

void ViewerState::show_error(const Error& error) {
    if (message.text == error.message) return;
    std::fprintf(stderr, "tapestry-viewer: %s\n", error.message.c_str());
    message = {error.message, true, 0.0};
}

void ViewerState::show_info(std::string text) {
    message = {std::move(text), false, ImGui::GetTime() + message_seconds};
}

void ViewerState::note_motion() {
    rests_from = ImGui::GetTime() + rest_seconds;
}

bool ViewerState::has_rested_for(double seconds) const {
    return ImGui::GetTime() >= rests_from + seconds;
}

bool ViewerState::is_moving() const {
    return ImGui::GetTime() < rests_from;
}

}  // namespace tapestry::demo
