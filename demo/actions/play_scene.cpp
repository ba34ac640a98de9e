#include "actions/play_scene.h"

#include <imgui.h>

#include <utility>

#include "scene/scene_rig.h"

namespace tapestry::demo {

void play_scene(ViewerState& state) {
    // Pictures that are written go by the document's time.
    if (!state.is_playing() || state.path.sequence || state.plate) {
        state.played_at.reset();
        return;
    }
    const double now = ImGui::GetTime();
    const auto before = std::exchange(state.played_at, now);
    if (!before) return;
    const double time_s = static_cast<double>(state.document.scene_time_s) + now - *before;
    state.document.scene_time_s =
        static_cast<float>(looped_time_s(state.renderer.scene()->scene().model, time_s));
}

Document document_for_history(const ViewerState& state) {
    Document document = state.document;
    if (state.is_playing()) document.scene_time_s = state.history.current().scene_time_s;
    return document;
}

}  // namespace tapestry::demo
