#include "actions/keys.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <glm/geometric.hpp>

#include "actions/opening.h"
#include "actions/play_scene.h"
#include "actions/saving.h"

namespace tapestry::demo {
namespace {

void handle_control_key(const InputEvent& press, Window& window, ViewerState& state) {
    const std::filesystem::path path = state.save_path;
    switch (press.code) {
        case GLFW_KEY_S:
            if (!path.empty()) save_image(path, state);
            break;
        case GLFW_KEY_P:
            if (!path.empty()) save_preset(std::filesystem::path(path).replace_extension(".json"), state);
            break;
        case GLFW_KEY_Z:
            step_history((press.modifiers & GLFW_MOD_SHIFT) == 0, state);
            break;
        case GLFW_KEY_Y:
            step_history(false, state);
            break;
        case GLFW_KEY_Q:
            window.close();
            break;
        default:
            break;
    }
}

void handle_key(int key, ViewerState& state) {
    switch (key) {
        case GLFW_KEY_D:
            state.show_divider = !state.show_divider;
            break;
        case GLFW_KEY_B:
            state.show_handles = !state.show_handles;
            break;
        case GLFW_KEY_M:
            state.show_magnifier = !state.show_magnifier;
            break;
        case GLFW_KEY_I:
            state.show_inspector = !state.show_inspector;
            break;
        case GLFW_KEY_F:
            state.requests.fit_view = true;
            break;
        case GLFW_KEY_1:
            state.requests.actual_pixels = true;
            break;
        case GLFW_KEY_R:
            if (EffectEntry* effect = state.chosen())
                effect->values = standard_values(*find_effect_kind(effect->kind));
            break;
        case GLFW_KEY_TAB:
            state.show_panel = !state.show_panel;
            break;
        case GLFW_KEY_F1:
            state.show_help = !state.show_help;
            break;
        case GLFW_KEY_ESCAPE:
            state.requests.close_menu = true;
            state.message = {};
            state.show_help = false;
            break;
        default:
            break;
    }
}

}  // namespace

void step_history(bool back, ViewerState& state) {
    History& history = state.history;
    // What was changed just now is a step of its own.
    history.note(document_for_history(state));
    if (back ? !history.can_undo() : !history.can_redo()) return;
    Document document = back ? history.undo() : history.redo();
    // What plays goes on from where it is.
    if (state.is_playing() && document.scene_plays) document.scene_time_s = state.document.scene_time_s;
    show_document(document, state);
}

void handle_keys(const std::vector<InputEvent>& input, Window& window, ViewerState& state) {
    state.peek_left = window.is_key_down(GLFW_KEY_SPACE) && !ImGui::GetIO().WantTextInput;
    for (const InputEvent& event : input) {
        if (event.kind != InputEvent::Kind::key || !event.is_down) continue;
        const bool control = (event.modifiers & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
        // While a text is typed, its field has undo and redo of its own.
        const bool is_for_text = !control || event.code == GLFW_KEY_Z || event.code == GLFW_KEY_Y;
        if (is_for_text && ImGui::GetIO().WantTextInput) continue;
        if (control) {
            handle_control_key(event, window, state);
        } else {
            handle_key(event.code, state);
        }
    }
}

void fly_by_keys(const Window& window, ViewerState& state) {
    const SceneInput* scene = state.renderer.scene();
    if (!scene || ImGui::GetIO().WantTextInput) return;
    const auto held = [&](int plus, int minus) {
        return static_cast<float>(window.is_key_down(plus)) - static_cast<float>(window.is_key_down(minus));
    };
    const float forward = held(GLFW_KEY_W, GLFW_KEY_S);
    const float right = held(GLFW_KEY_E, GLFW_KEY_Q);
    const bool control =
        window.is_key_down(GLFW_KEY_LEFT_CONTROL) || window.is_key_down(GLFW_KEY_RIGHT_CONTROL);
    if (control || (forward == 0.0f && right == 0.0f)) return;
    // A third of the way to what is looked at in a second.
    const glm::dvec3 way = scene->camera().pose.target_m - scene->camera().pose.eye_m;
    const float step =
        0.33f * static_cast<float>(glm::length(way)) * std::min(ImGui::GetIO().DeltaTime, 0.1f);
    state.document.camera = flown(state.document.camera, forward * step, right * step, 0.0f);
    state.note_motion();
}

}  // namespace tapestry::demo
