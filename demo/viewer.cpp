#include "viewer.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <limits>

#include "interface.h"
#include "panels/controls.h"
#include "panels/message_banner.h"
#include "panels/picture_view.h"
#include "panels/status_bar.h"

namespace tapestry::demo {
namespace {

/// ImGui needs a few frames to answer an event: one to see it, one to lay out, one to settle.
constexpr int frames_after_event = 3;
constexpr double idle_seconds = 0.5;

/// While something moves, the picture follows the hand at about 25 a second; when it has come to rest (long
/// enough for the second half of a double-click to arrive), sharpness is worth a wait.
constexpr double moving_milliseconds = 40.0;
constexpr double resting_milliseconds = 1500.0;
constexpr double rest_seconds = 0.5;

constexpr double message_seconds = 6.0;

#ifdef NDEBUG
constexpr bool always_debug_gl = false;
#else
constexpr bool always_debug_gl = true;
#endif

/// One name for a file, however it was given, so that the lists show it once.
std::filesystem::path full_path(const std::filesystem::path& path) {
    std::error_code error;
    auto full = std::filesystem::canonical(path, error);
    return error ? path : full;
}

class Viewer {
  public:
    Viewer(const CommandLine& command, Window& window, Interface& interface, ViewerState state)
        : command_(command), window_(window), interface_(interface), state_(std::move(state)) {}

    Status open_first(const AssetLibrary& assets);
    Status run();

  private:
    void draw_frame();
    void lay_out();
    void handle_keys();
    void handle_drops();
    void handle_requests();
    void refresh_picture();
    void open_photo(const std::filesystem::path& path);
    void open_table(const std::filesystem::path& path);
    void save(const std::filesystem::path& path);
    void show_error(const Error& error);
    void show_info(std::string text);
    void after_photo_opened();
    Status take_screenshot();
    bool is_screenshot() const { return !command_.screenshot.empty(); }
    bool is_moving() const { return ImGui::GetTime() < rests_from_; }

    const CommandLine& command_;
    Window& window_;
    Interface& interface_;
    ViewerState state_;
    PictureView picture_view_;
    Controls controls_;
    double rests_from_ = 0.0;  ///< ImGui::GetTime()
};

void Viewer::show_error(const Error& error) {
    if (state_.message.text == error.message) return;
    std::fprintf(stderr, "tapestry-viewer: %s\n", error.message.c_str());
    state_.message = {error.message, true, 0.0};
}

void Viewer::show_info(std::string text) {
    state_.message = {std::move(text), false, ImGui::GetTime() + message_seconds};
}

void Viewer::after_photo_opened() {
    const auto& path = state_.session.photo_path();
    if (std::find(state_.photos.begin(), state_.photos.end(), path) == state_.photos.end()) {
        state_.photos.push_back(path);
    }
    state_.save_path =
        command_.out.empty() ? path.stem().string() + "-tilt-shift.png" : command_.out.string();
    window_.set_title(path.filename().string() + " \xE2\x80\x93 Tapestry");
}

void Viewer::open_photo(const std::filesystem::path& path) {
    if (const auto status = state_.session.open_photo(path); !status) return show_error(status.error());
    state_.message = {};
    after_photo_opened();
}

void Viewer::open_table(const std::filesystem::path& path) {
    if (const auto status = state_.session.open_table(path); !status) return show_error(status.error());
    state_.message = {};
    const auto is_it = [&](const TableChoice& choice) { return choice.path == path; };
    if (std::none_of(state_.tables.begin(), state_.tables.end(), is_it)) state_.tables.push_back({path, {}});
}

void Viewer::save(const std::filesystem::path& path) {
    if (const auto status = state_.session.save(path); !status) return show_error(status.error());
    state_.last_saved = path.string();
    std::error_code error;
    show_info("Saved " + std::filesystem::absolute(path, error).string());
}

Status Viewer::open_first(const AssetLibrary& assets) {
    const auto photo = command_.photo.empty() ? assets.first_photo() : full_path(command_.photo);
    const auto table = command_.table.empty() ? assets.first_table() : full_path(command_.table);
    if (!table) return Error{(assets.folder / "tables").string() + ": no tap tables; name one with --table"};
    if (auto status = state_.session.open_table(*table); !status) return status;
    if (!photo) return {};
    if (auto status = state_.session.open_photo(*photo); !status) return status;
    after_photo_opened();
    return {};
}

void Viewer::handle_keys() {
    state_.peek_original = window_.is_key_down(GLFW_KEY_SPACE) && !ImGui::GetIO().WantTextInput;
    for (const KeyPress& press : window_.take_pressed_keys()) {
        if (ImGui::GetIO().WantTextInput) continue;
        if (press.control) {
            if (press.key == GLFW_KEY_S && !state_.save_path.empty()) state_.requests.save = state_.save_path;
            if (press.key == GLFW_KEY_Q) window_.close();
            continue;
        }
        switch (press.key) {
            case GLFW_KEY_D:
                state_.show_divider = !state_.show_divider;
                break;
            case GLFW_KEY_B:
                state_.show_band = !state_.show_band;
                break;
            case GLFW_KEY_F:
                state_.requests.fit_view = true;
                break;
            case GLFW_KEY_1:
                state_.requests.actual_pixels = true;
                break;
            case GLFW_KEY_R:
                state_.session.options = {};
                break;
            case GLFW_KEY_TAB:
                state_.show_panel = !state_.show_panel;
                break;
            case GLFW_KEY_ESCAPE:
                state_.message = {};
                break;
            default:
                break;
        }
    }
}

void Viewer::handle_drops() {
    for (const auto& dropped : window_.take_dropped_files()) {
        const auto path = full_path(dropped);
        if (path.extension() == ".tap") {
            open_table(path);
        } else {
            open_photo(path);
        }
    }
}

void Viewer::handle_requests() {
    const Requests requests = std::exchange(
        state_.requests, Requests{{}, {}, {}, state_.requests.fit_view, state_.requests.actual_pixels});
    if (requests.open_photo) open_photo(*requests.open_photo);
    if (requests.open_table) open_table(*requests.open_table);
    if (requests.save) save(*requests.save);
}

void Viewer::refresh_picture() {
    const bool hand_is_on = ImGui::IsAnyMouseDown() || ImGui::IsAnyItemActive();
    if (hand_is_on) rests_from_ = ImGui::GetTime() + rest_seconds;
    double budget = is_moving() ? moving_milliseconds : resting_milliseconds;
    if (is_screenshot()) budget = std::numeric_limits<double>::infinity();
    if (const auto status = state_.session.update(budget); !status) show_error(status.error());
}

void Viewer::lay_out() {
    const Theme& theme = interface_.theme();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float panel = state_.show_panel ? std::min(theme.px(316), size.x * 0.5f) : 0.0f;
    const float status = theme.px(30);
    const Rect canvas{ImVec2(0, 0), ImVec2(size.x - panel, size.y - status)};
    picture_view_.draw(theme, window_.pixel_ratio(), canvas, state_);
    draw_status_bar(theme, {ImVec2(0, size.y - status), ImVec2(size.x - panel, size.y)}, state_);
    state_.band_touched = false;
    if (state_.show_panel) controls_.draw(theme, {ImVec2(size.x - panel, 0), size}, state_);
    draw_message_banner(theme, canvas, state_.message);
}

void Viewer::draw_frame() {
    // Before the lay-out, which names textures that filtering may replace.
    refresh_picture();
    interface_.begin_frame();
    lay_out();
    const auto size = window_.framebuffer_size();
    const GladGLContext& gl = state_.session.gl();
    gl.Viewport(0, 0, size.width, size.height);
    gl.ClearColor(0.09f, 0.09f, 0.09f, 1.0f);
    gl.Clear(GL_COLOR_BUFFER_BIT);
    interface_.draw();
}

Status Viewer::take_screenshot() {
    const auto size = window_.framebuffer_size();
    const GladGLContext& gl = state_.session.gl();
    offline::Picture8 picture{size.width, size.height, {}};
    const auto row = static_cast<std::size_t>(size.width) * 4;
    picture.rgba.resize(row * static_cast<std::size_t>(size.height));
    gl.BindFramebuffer(GL_FRAMEBUFFER, 0);
    gl.ReadPixels(0, 0, size.width, size.height, GL_RGBA, GL_UNSIGNED_BYTE, picture.rgba.data());
    for (std::size_t i = 3; i < picture.rgba.size(); i += 4) picture.rgba[i] = 255;
    for (auto top = picture.rgba.begin(), bottom = picture.rgba.end() - static_cast<std::ptrdiff_t>(row);
         top < bottom; top += static_cast<std::ptrdiff_t>(row), bottom -= static_cast<std::ptrdiff_t>(row)) {
        std::swap_ranges(top, top + static_cast<std::ptrdiff_t>(row), bottom);
    }
    if (auto status = offline::write_png8(command_.screenshot, picture); !status) return status;
    std::printf("wrote %s (%d x %d)\n", command_.screenshot.string().c_str(), size.width, size.height);
    return {};
}

Status Viewer::run() {
    int frames_left = frames_after_event;
    int frames_drawn = 0;
    while (!window_.should_close()) {
        if (frames_left > 0 || is_screenshot()) {
            window_.poll_events();
            --frames_left;
        } else {
            const double patience = is_moving() ? rest_seconds : idle_seconds;
            const double from = glfwGetTime();
            window_.wait_events(patience);
            frames_left = glfwGetTime() - from < patience ? frames_after_event : 1;
        }
        const auto start = std::chrono::steady_clock::now();
        handle_keys();
        handle_drops();
        const bool more_to_load = controls_.load_next(state_);
        if (more_to_load) frames_left = frames_after_event;
        draw_frame();
        if (is_screenshot() && ++frames_drawn >= command_.frames && !more_to_load) return take_screenshot();
        window_.swap_buffers();
        state_.frame_milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        handle_requests();
    }
    return {};
}

std::vector<TableChoice> checked_tables(const PhotoSession& session,
                                        const std::vector<std::filesystem::path>& paths) {
    std::vector<TableChoice> choices;
    for (const auto& path : paths) {
        TableChoice choice{path, {}};
        if (const auto status = session.check_table(path); !status) {
            // The list names the file already.
            const std::string prefix = path.string() + ": ";
            const std::string& message = status.error().message;
            choice.refusal = message.starts_with(prefix) ? message.substr(prefix.size()) : message;
        }
        choices.push_back(std::move(choice));
    }
    return choices;
}

}  // namespace

Status run_viewer(const CommandLine& command) {
    const auto assets = AssetLibrary::open(command.assets);
    if (!assets) return assets.error();
    const bool debug_gl = command.debug_gl || always_debug_gl;
    WindowOptions window_options{command.width, command.height, command.exact_size, "Tapestry", debug_gl};
    auto window = Window::create(window_options);
    if (!window) return window.error();
    auto session = PhotoSession::create(Window::get_proc_address, debug_gl);
    if (!session) return session.error();
    auto interface = Interface::create(*window, command.ui_scale);
    if (!interface) return interface.error();

    ViewerState state(std::move(*session));
    state.photos = assets->photos;
    state.tables = checked_tables(state.session, assets->tables);
    state.session.options = command.options;
    state.divider = command.divider;
    Viewer viewer(command, *window, *interface, std::move(state));
    if (auto status = viewer.open_first(*assets); !status) return status;
    return viewer.run();
}

}  // namespace tapestry::demo
