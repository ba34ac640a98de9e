#include "viewer_window.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>
#include <utility>

#include "actions/keys.h"
#include "actions/opening.h"
#include "actions/play_scene.h"
#include "actions/saving.h"
#include "actions/update_lab.h"
#include "actions/update_path.h"
#include "actions/update_plate.h"
#include "offline/files/readable_text.h"
#include "panels/key_help.h"
#include "panels/message_banner.h"
#include "panels/status_bar.h"

namespace tapestry::demo {
namespace {

/// ImGui needs a few frames to answer an event: one to see it, one to lay out, one to settle.
constexpr int frames_after_event = 3;
constexpr double idle_seconds = 0.5;
constexpr double playing_seconds = 0.01;
constexpr double busy_seconds = 0.05;  ///< while something goes on in the background

/// While something moves, the picture follows the hand at about 25 a second; when it has come to rest,
/// sharpness is worth a wait, and a longer one when it has rested for long.
constexpr double moving_milliseconds = 40.0;
constexpr double resting_milliseconds = 1000.0;
constexpr double patient_milliseconds = 6000.0;
constexpr double patient_seconds = 1.0;  ///< of rest

}  // namespace

ViewerWindow::ViewerWindow(const CommandLine& command, Window& window, Interface& interface,
                           ViewerState& state)
    : command_(command),
      window_(window),
      interface_(interface),
      state_(state),
      frames_left_(frames_after_event) {
    if (!command_.write_layout.empty()) interface_.set_layout_log(&layout_log_);
}

ViewerWindow::~ViewerWindow() {
    interface_.set_layout_log(nullptr);
}

void ViewerWindow::take_settings(const WindowSettings& settings) {
    state_.show_panel = settings.show_panel;
    state_.show_divider = settings.show_divider;
    state_.show_handles = settings.show_handles;
    state_.show_magnifier = settings.show_magnifier;
    state_.show_inspector = settings.show_inspector;
    state_.seen_hints = static_cast<unsigned>(settings.seen_hints);
    if (!command_.divider_given) state_.divider = settings.divider;
}

WindowSettings ViewerWindow::settings() const {
    const auto size = window_.framebuffer_size();
    return {std::clamp(size.width, 640, 16384),
            std::clamp(size.height, 420, 16384),
            state_.show_panel,
            state_.show_divider,
            state_.show_handles,
            state_.show_magnifier,
            state_.show_inspector,
            static_cast<int>(state_.seen_hints),
            state_.divider};
}

void ViewerWindow::handle_requests() {
    Requests kept;
    kept.fit_view = state_.requests.fit_view;
    kept.actual_pixels = state_.requests.actual_pixels;
    kept.focus_at = state_.requests.focus_at;
    const Requests requests = std::exchange(state_.requests, kept);
    if (requests.open_file) open_file(*requests.open_file, state_);
    if (requests.open_file_alone) open_without_depth(*requests.open_file_alone, state_);
    if (requests.save_image) save_image(*requests.save_image, state_);
    if (requests.save_plate) begin_plate(*requests.save_plate, state_);
    if (requests.cancel_plate) cancel_plate(state_);
    if (requests.begin_sequence) begin_sequence(state_);
    if (requests.cancel_sequence) cancel_sequence(state_);
    if (requests.save_preset) save_preset(*requests.save_preset, state_);
    if (requests.export_table) export_lab_table(*requests.export_table, state_);
    if (requests.undo) step_history(true, state_);
    if (requests.redo) step_history(false, state_);
}

/// A drag or a stroke is one step: it is noted when the hand lifts.
void ViewerWindow::follow_history() {
    if (!state_.is_moving() && !ImGui::IsAnyMouseDown() && !ImGui::IsAnyItemActive())
        state_.history.note(document_for_history(state_));
}

void ViewerWindow::refresh_picture() {
    if (ImGui::IsAnyMouseDown() || ImGui::IsAnyItemActive()) state_.note_motion();
    const bool moves = state_.is_moving() || state_.is_playing();
    double budget = moves                                    ? moving_milliseconds
                    : state_.has_rested_for(patient_seconds) ? patient_milliseconds
                                                             : resting_milliseconds;
    if (is_screenshot()) budget = std::numeric_limits<double>::infinity();
    // What is drawn is what is written.
    if (state_.path.sequence) return;
    // The lab's first table is on its way.
    if (uses_lab(state_.document) && !state_.renderer.shelf().has_lab_table()) return;
    if (const auto status = state_.renderer.update(state_.document, budget); !status)
        state_.show_error(status.error());
}

/// Exact pictures are made while the hand rests.
void ViewerWindow::follow_comparison() {
    if (state_.is_moving() || state_.is_playing() || state_.lab.hand_is_painting || state_.path.sequence)
        return;
    if (const auto status = state_.comparison.follow(state_.document, state_.renderer); !status)
        state_.show_error(status.error());
}

void ViewerWindow::name_window() {
    if (!state_.renderer.has_photo()) return;
    std::string title = offline::readable(state_.renderer.picture_title()) + " \xE2\x80\x93 Tapestry";
    if (title == title_) return;
    title_ = std::move(title);
    window_.set_title(title_);
}

void ViewerWindow::lay_out() {
    const Theme& theme = interface_.theme();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float panel = state_.show_panel ? std::min(theme.px(316), size.x * 0.5f) : 0.0f;
    const float status = theme.px(30);
    const bool has_strip = state_.show_panel && state_.tab == Tab::lab;
    const float strip = has_strip ? std::min(FitStrip::height(theme), 0.4f * size.y) : 0.0f;
    const Rect canvas{ImVec2(0, 0), ImVec2(size.x - panel, size.y - status - strip)};
    if (has_strip)
        fit_strip_.draw(theme, {ImVec2(0, canvas.max.y), ImVec2(canvas.max.x, canvas.max.y + strip)},
                        state_.lab.shown ? &*state_.lab.shown : nullptr, state_.renderer.gl());
    picture_view_.draw(theme, window_.pixel_ratio(), canvas, state_);
    draw_status_bar(theme, {ImVec2(0, size.y - status), ImVec2(size.x - panel, size.y)}, state_.renderer,
                    state_.zoom, state_.frame_milliseconds);
    state_.options_touched = false;
    if (state_.show_panel) side_panel_.draw(theme, {ImVec2(size.x - panel, 0), size}, state_);
    draw_message_banner(theme, canvas, state_.message);
    if (state_.show_help) draw_key_help(theme, canvas, state_.show_help);
}

void ViewerWindow::draw_frame() {
    // Before the lay-out, which names textures that filtering may replace.
    focus_pull_.follow(state_);
    fly_by_keys(window_, state_);
    update_lab(state_);
    update_path(state_);
    // A screenshot is the same whenever it is taken.
    if (!is_screenshot()) play_scene(state_);
    refresh_picture();
    follow_comparison();
    if (!state_.is_moving()) update_plate(state_);
    layout_log_.begin_frame();
    interface_.begin_frame(input_);
    lay_out();
    follow_history();
    const auto size = window_.framebuffer_size();
    const GladGLContext& gl = state_.renderer.gl();
    gl.Viewport(0, 0, size.width, size.height);
    gl.ClearColor(0.09f, 0.09f, 0.09f, 1.0f);
    gl.Clear(GL_COLOR_BUFFER_BIT);
    interface_.draw();
}

Result<void> ViewerWindow::take_screenshot() {
    const auto size = window_.framebuffer_size();
    const auto& path = command_.screenshot;
    if (auto status = save_window(path, size.width, size.height, state_.renderer.gl()); !status)
        return status;
    std::printf("wrote %s (%d x %d)\n", path.string().c_str(), size.width, size.height);
    return {};
}

void ViewerWindow::log_layout(bool more_to_load) {
    if (command_.write_layout.empty()) return;
    const bool more_is_to_come = more_to_load || window_.has_input() || focus_pull_.is_going();
    if (const auto status = layout_log_.write_changes(command_.write_layout, more_is_to_come); !status)
        state_.show_error(status.error());
}

bool ViewerWindow::is_busy() const {
    return state_.path.plays_since || state_.path.sequence || state_.plate || state_.renderer.is_settling() ||
           focus_pull_.is_going() || state_.lab.fit.is_busy() || state_.comparison.is_busy();
}

void ViewerWindow::wait_for_something() {
    if (frames_left_ > 0 || window_.has_input() || is_screenshot() || state_.path.sequence ||
        command_.measure_fit) {
        window_.poll_events();
        --frames_left_;
        return;
    }
    const double rest = std::max(0.0, state_.rests_from - ImGui::GetTime());
    const double patience = state_.is_playing() ? playing_seconds
                            : is_busy()         ? busy_seconds
                            : rest > 0.0        ? rest
                                                : idle_seconds;
    const double from = glfwGetTime();
    window_.wait_events(patience);
    frames_left_ = glfwGetTime() - from < patience ? frames_after_event : 1;
}

void ViewerWindow::take_input() {
    input_ = window_.take_input();
    if (!input_.empty()) frames_left_ = frames_after_event;
    layout_log_.note_input(input_);
    handle_keys(input_, window_, state_);
    std::vector<std::filesystem::path> dropped;
    for (const InputEvent& event : input_)
        if (event.kind == InputEvent::Kind::drop) dropped.push_back(event.path);
    open_dropped(dropped, state_);
}

Result<void> ViewerWindow::run() {
    int frames_drawn = 0;
    while (!window_.should_close()) {
        wait_for_something();
        const auto start = std::chrono::steady_clock::now();
        take_input();
        name_window();
        const bool more_to_load = side_panel_.load_next(state_);
        const bool is_busy_now = is_busy();
        if (more_to_load) frames_left_ = frames_after_event;
        if (command_.measure_fit) measurement_.begin_frame(state_);
        draw_frame();
        if (is_screenshot() && ++frames_drawn >= command_.frames && !more_to_load && !is_busy_now)
            return take_screenshot();
        state_.renderer.device().end_frame();
        window_.swap_buffers();
        state_.frame_milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        handle_requests();
        log_layout(more_to_load);
        if (command_.measure_fit && measurement_.end_frame(state_)) {
            std::printf("%s\n", measurement_.report().c_str());
            return {};
        }
    }
    return {};
}

}  // namespace tapestry::demo
