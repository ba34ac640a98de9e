#include "actions/update_path.h"

#include <imgui.h>

#include <string>

namespace tapestry::demo {
namespace {

void play(ViewerState& state) {
    if (!state.path.plays_since) return;
    const CameraPath& path = state.document.path;
    if (path.keys.size() < 2) {
        state.path.plays_since.reset();
        return;
    }
    const double seconds = ImGui::GetTime() - *state.path.plays_since;
    const double share = seconds * ImageSequence::frames_a_second / path.frames;
    state.document = document_at(state.document, key_at(path, share));
    state.note_motion();
    if (share >= 1.0) state.path.plays_since.reset();
}

}  // namespace

void update_path(ViewerState& state) {
    play(state);
    auto& sequence = state.path.sequence;
    if (!sequence) return;
    if (const auto status = sequence->step(state.renderer); !status) {
        state.show_error(status.error());
    } else if (sequence->is_done()) {
        state.show_info("Saved " + std::to_string(sequence->total()) + " pictures, the last " +
                        sequence->file(sequence->total()).string());
    }
    if (sequence->is_done()) sequence.reset();
}

void begin_sequence(ViewerState& state) {
    state.path.plays_since.reset();
    auto sequence = ImageSequence::begin(state.document, state.renderer, state.save_path);
    if (!sequence) return state.show_error(sequence.error());
    state.path.sequence = std::move(*sequence);
}

void cancel_sequence(ViewerState& state) {
    if (!state.path.sequence) return;
    state.show_info("Stopped after " + std::to_string(state.path.sequence->done()) + " pictures");
    state.path.sequence.reset();
}

}  // namespace tapestry::demo
