#include "viewer.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <glm/geometric.hpp>
#include <limits>

#include "document/preset_file.h"
#include "effects/kinds.h"
#include "first_document.h"
#include "interface.h"
#include "kernel_lab/table_export.h"
#include "panels/fit_strip.h"
#include "panels/key_help.h"
#include "panels/layout_log.h"
#include "panels/message_banner.h"
#include "panels/picture_view.h"
#include "panels/side_panel.h"
#include "panels/status_bar.h"
#include "window_settings.h"

namespace tapestry::demo {
namespace {

/// ImGui needs a few frames to answer an event: one to see it, one to lay out, one to settle.
constexpr int frames_after_event = 3;
constexpr double idle_seconds = 0.5;
constexpr double busy_seconds = 0.05;  ///< while something goes on in the background

/// While something moves, the picture follows the hand at about 25 a second; when it has come to rest (long
/// enough for the second half of a double-click to arrive), sharpness is worth a wait.
constexpr double moving_milliseconds = 40.0;
constexpr double resting_milliseconds = 1500.0;
constexpr double rest_seconds = 0.5;

constexpr double message_seconds = 6.0;
constexpr double focus_pull_seconds = 0.7;

#ifdef NDEBUG
constexpr bool always_debug_gl = false;
#else
constexpr bool always_debug_gl = true;
#endif

class Viewer {
  public:
    Viewer(const CommandLine& command, const AssetLibrary& assets, Window& window, Interface& interface,
           ViewerState state)
        : command_(command),
          assets_(assets),
          window_(window),
          interface_(interface),
          state_(std::move(state)) {
        if (!command_.write_layout.empty()) interface_.set_layout_log(&layout_log_);
    }
    ~Viewer() { interface_.set_layout_log(nullptr); }
    Viewer(const Viewer&) = delete;
    Viewer& operator=(const Viewer&) = delete;

    void take_settings(const WindowSettings& settings);
    void keep_settings() const;
    void show_error(const Error& error);

    Status open_first();
    Status run();

  private:
    void draw_frame();
    void lay_out();
    void handle_keys();
    void handle_key(int key);
    void handle_control_key(const KeyPress& press);
    void handle_drops();
    void handle_requests();
    void refresh_picture();
    void follow_lab();
    void follow_focus();
    void follow_flight();
    void follow_comparison();
    void follow_history();
    void step_history(bool back);
    void open_file(const std::filesystem::path& path);
    static void suit_effects(Document& document);
    void open_table(const std::filesystem::path& path);
    void open_preset(const std::filesystem::path& path);
    void open_mask(const std::filesystem::path& path);
    void show_document(const Document& document);
    void save_image(const std::filesystem::path& path);
    void save_preset(const std::filesystem::path& path);
    void export_lab_table(const std::filesystem::path& path);
    void show_info(std::string text);
    void after_photo_opened();
    bool is_busy();
    Status take_screenshot();
    bool is_screenshot() const { return !command_.screenshot.empty(); }
    bool is_moving() const { return ImGui::GetTime() < rests_from_; }

    const CommandLine& command_;
    const AssetLibrary& assets_;
    Window& window_;
    Interface& interface_;
    ViewerState state_;
    PictureView picture_view_;
    SidePanel side_panel_;
    FitStrip fit_strip_;
    LayoutLog layout_log_;
    KernelRecipe fitted_recipe_;  ///< what the lab was last asked to fit
    bool lab_was_asked_ = false;
    /// The focus on its way.
    struct FocusPull {
        float from_m = 1.0f, to_m = 1.0f;
        double began = 0.0;  ///< ImGui::GetTime()
    };
    std::optional<FocusPull> focus_pull_;
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
    const auto& path = state_.renderer.photo_path();
    if (std::find(state_.photos.begin(), state_.photos.end(), path) == state_.photos.end()) {
        state_.photos.push_back(path);
    }
    state_.document.picture = path.string();
    if (const SceneInput* scene = state_.renderer.scene(); scene && !state_.document.camera.is_set)
        state_.document.camera = scene->own_view();
    state_.save_path =
        command_.out.empty() ? path.stem().stem().string() + "-tapestry.png" : command_.out.string();
    window_.set_title(state_.renderer.picture_title() + " \xE2\x80\x93 Tapestry");
}

/// The picture and the tables of a document; on an error everything stays as it was.
void Viewer::show_document(const Document& document) {
    const auto photo_before = state_.renderer.photo_path();
    Document shown = document;
    if (shown.picture.empty()) shown.picture = state_.document.picture;
    if (const auto status = open_document(shown, assets_, state_.renderer); !status)
        return show_error(status.error());
    state_.message = {};
    state_.document = std::move(shown);
    if (state_.renderer.photo_path() != photo_before) after_photo_opened();
}

void Viewer::open_table(const std::filesystem::path& path) {
    EffectEntry* effect = state_.chosen();
    if (!effect) return show_error({path.string() + ": there is no effect to give this table to"});
    const auto name = state_.renderer.shelf().open(path);
    if (!name) return show_error(name.error());
    if (const auto status = state_.renderer.check_bokeh(*find_effect_kind(effect->kind), *name); !status)
        return show_error(status.error());
    effect->bokeh = *name;
    state_.message = {};
}

void Viewer::open_preset(const std::filesystem::path& path) {
    const auto preset = read_preset(path);
    if (!preset) return show_error(preset.error());
    show_document(*preset);
    if (std::find(state_.presets.begin(), state_.presets.end(), path) == state_.presets.end())
        state_.presets.push_back(path);
}

/// A picture dropped on the open kernel lab is a shape to fit.
void Viewer::open_mask(const std::filesystem::path& path) {
    const auto picture = offline::read_grey(path);
    if (!picture) return show_error(picture.error());
    const auto mask = PaintedMask::from(*picture);
    if (!mask) return show_error({path.string() + ": there is no light in this mask"});
    state_.document.kernel.kernel = painted_kernel;
    state_.document.kernel.mask = *mask;
    state_.message = {};
}

void Viewer::open_file(const std::filesystem::path& path) {
    if (path.extension() == ".tap") return open_table(path);
    if (path.extension() == ".json" && !is_scene_name(path)) return open_preset(path);
    Document document = state_.document;
    document.picture = path.string();
    document.camera = {};
    suit_effects(document);
    show_document(document);
}

/// A scene is opened through a lens, a photograph without one.
void Viewer::suit_effects(Document& document) {
    const bool has_lens =
        std::any_of(document.effects.begin(), document.effects.end(),
                    [](const EffectEntry& effect) { return effect.kind == depth_of_field_name; });
    const bool is_scene = is_scene_name(document.picture);
    if (is_scene && !has_lens) {
        document.effects = {new_effect(*find_effect_kind(depth_of_field_name))};
    } else if (!is_scene && has_lens && document.effects.size() == 1) {
        document.effects = {new_effect(*find_effect_kind("tilt-shift"))};
    }
    if (!is_scene) return;
    if (const auto camera = read_scene_camera(document.picture)) focus_as(camera->lens, document);
}

void Viewer::save_image(const std::filesystem::path& path) {
    follow_lab();
    if (const auto status = state_.renderer.save(state_.document, path); !status)
        return show_error(status.error());
    state_.last_saved = path.string();
    std::error_code error;
    show_info("Saved " + std::filesystem::absolute(path, error).string());
}

void Viewer::save_preset(const std::filesystem::path& path) {
    if (const auto status = write_preset(path, state_.document); !status) return show_error(status.error());
    std::error_code error;
    const auto full = std::filesystem::absolute(path, error);
    if (std::find(state_.presets.begin(), state_.presets.end(), full) == state_.presets.end())
        state_.presets.push_back(full);
    show_info("Saved " + full.string());
}

void Viewer::export_lab_table(const std::filesystem::path& path) {
    if (!state_.lab.shown) return;
    if (const auto status = export_table(state_.lab.shown->table, path); !status)
        return show_error(status.error());
    std::error_code error;
    show_info("Exported " + std::filesystem::absolute(path, error).string());
}

void Viewer::take_settings(const WindowSettings& settings) {
    state_.show_panel = settings.show_panel;
    state_.show_divider = settings.show_divider;
    state_.show_handles = settings.show_handles;
    state_.show_magnifier = settings.show_magnifier;
    state_.show_inspector = settings.show_inspector;
    if (!command_.divider_given) state_.divider = settings.divider;
}

/// That they cannot be kept is no reason to fail: nobody is there to be told any more.
void Viewer::keep_settings() const {
    const auto size = window_.framebuffer_size();
    const WindowSettings settings{std::clamp(size.width, 640, 16384),
                                  std::clamp(size.height, 420, 16384),
                                  state_.show_panel,
                                  state_.show_divider,
                                  state_.show_handles,
                                  state_.show_magnifier,
                                  state_.show_inspector,
                                  state_.divider};
    (void)write_settings(settings_path(), settings);
}

Status Viewer::open_first() {
    if (auto status = open_document(state_.document, assets_, state_.renderer); !status) return status;
    if (state_.renderer.has_photo()) after_photo_opened();
    state_.history = History(state_.document);
    fitted_recipe_ = state_.document.kernel;
    return {};
}

/// At once: keys are looked at between frames.
void Viewer::handle_control_key(const KeyPress& press) {
    const std::filesystem::path path = state_.save_path;
    switch (press.key) {
        case GLFW_KEY_S:
            if (!path.empty()) save_image(path);
            break;
        case GLFW_KEY_P:
            if (!path.empty()) save_preset(std::filesystem::path(path).replace_extension(".json"));
            break;
        case GLFW_KEY_Z:
            step_history(!press.shift);
            break;
        case GLFW_KEY_Y:
            step_history(false);
            break;
        case GLFW_KEY_Q:
            window_.close();
            break;
        default:
            break;
    }
}

void Viewer::handle_key(int key) {
    switch (key) {
        case GLFW_KEY_D:
            state_.show_divider = !state_.show_divider;
            break;
        case GLFW_KEY_B:
            state_.show_handles = !state_.show_handles;
            break;
        case GLFW_KEY_M:
            state_.show_magnifier = !state_.show_magnifier;
            break;
        case GLFW_KEY_I:
            state_.show_inspector = !state_.show_inspector;
            break;
        case GLFW_KEY_F:
            state_.requests.fit_view = true;
            break;
        case GLFW_KEY_1:
            state_.requests.actual_pixels = true;
            break;
        case GLFW_KEY_R:
            if (EffectEntry* effect = state_.chosen())
                effect->values = standard_values(*find_effect_kind(effect->kind));
            break;
        case GLFW_KEY_TAB:
            state_.show_panel = !state_.show_panel;
            break;
        case GLFW_KEY_F1:
            state_.show_help = !state_.show_help;
            break;
        case GLFW_KEY_ESCAPE:
            state_.message = {};
            state_.show_help = false;
            break;
        default:
            break;
    }
}

void Viewer::handle_keys() {
    state_.peek_left = window_.is_key_down(GLFW_KEY_SPACE) && !ImGui::GetIO().WantTextInput;
    for (const KeyPress& press : window_.take_pressed_keys()) {
        if (ImGui::GetIO().WantTextInput) continue;
        if (press.control) {
            handle_control_key(press);
        } else {
            handle_key(press.key);
        }
    }
}

void Viewer::handle_drops() {
    for (const auto& dropped : window_.take_dropped_files()) {
        std::error_code error;
        const auto full = std::filesystem::canonical(dropped, error);
        const auto& path = error ? dropped : full;
        const bool is_mask =
            state_.tab == Tab::lab && path.extension() != ".tap" && path.extension() != ".json";
        if (is_mask) {
            open_mask(path);
        } else {
            open_file(path);
        }
    }
}

void Viewer::step_history(bool back) {
    History& history = state_.history;
    // What was changed just now is a step of its own.
    history.note(state_.document);
    if (back ? !history.can_undo() : !history.can_redo()) return;
    show_document(back ? history.undo() : history.redo());
}

void Viewer::handle_requests() {
    Requests kept;
    kept.fit_view = state_.requests.fit_view;
    kept.actual_pixels = state_.requests.actual_pixels;
    kept.focus_at = state_.requests.focus_at;
    const Requests requests = std::exchange(state_.requests, kept);
    if (requests.open_file) open_file(*requests.open_file);
    if (requests.save_image) save_image(*requests.save_image);
    if (requests.save_preset) save_preset(*requests.save_preset);
    if (requests.export_table) export_lab_table(*requests.export_table);
    if (requests.undo) step_history(true);
    if (requests.redo) step_history(false);
}

/// A drag or a stroke is one step: it is noted when the hand lifts.
void Viewer::follow_history() {
    if (!is_moving() && !ImGui::IsAnyMouseDown() && !ImGui::IsAnyItemActive())
        state_.history.note(state_.document);
}

/// A click on the picture focuses there, by and by as a hand on the lens does.
void Viewer::follow_focus() {
    const double now = ImGui::GetTime();
    if (state_.requests.focus_at) {
        const auto at = *std::exchange(state_.requests.focus_at, std::nullopt);
        EffectEntry* effect = state_.depth_of_field();
        if (effect && state_.renderer.scene()) {
            const double distance_m = state_.renderer.scene()->distance_m(at.first, at.second);
            focus_pull_ = {focus_distance_of(effect->values), static_cast<float>(distance_m), now};
        }
    }
    EffectEntry* effect = state_.depth_of_field();
    if (!focus_pull_ || !effect) return;
    rests_from_ = now + rest_seconds;
    const auto t = static_cast<float>(std::clamp((now - focus_pull_->began) / focus_pull_seconds, 0.0, 1.0));
    const float eased = t * t * (3.0f - 2.0f * t);
    // Even steps of 1 / distance are even steps of blur.
    const float from = 1.0f / focus_pull_->from_m;
    const float to = 1.0f / std::clamp(focus_pull_->to_m, 0.05f, 1000.0f);
    focus_distance_of(effect->values) = 1.0f / (from + eased * (to - from));
    if (t >= 1.0f) {
        focus_distance_of(effect->values) = std::clamp(focus_pull_->to_m, 0.05f, 1000.0f);
        focus_pull_.reset();
    }
}

/// Keys held down fly through a scene.
void Viewer::follow_flight() {
    SceneInput* scene = state_.renderer.scene();
    if (!scene || ImGui::GetIO().WantTextInput) return;
    const auto held = [&](int plus, int minus) {
        return static_cast<float>(window_.is_key_down(plus)) - static_cast<float>(window_.is_key_down(minus));
    };
    const float forward = held(GLFW_KEY_W, GLFW_KEY_S);
    const float right = held(GLFW_KEY_E, GLFW_KEY_Q);
    const bool control =
        window_.is_key_down(GLFW_KEY_LEFT_CONTROL) || window_.is_key_down(GLFW_KEY_RIGHT_CONTROL);
    if (control || (forward == 0.0f && right == 0.0f)) return;
    // A third of the way to what is looked at in a second.
    const glm::dvec3 way = scene->camera().pose.target_m - scene->camera().pose.eye_m;
    const float step =
        0.33f * static_cast<float>(glm::length(way)) * std::min(ImGui::GetIO().DeltaTime, 0.1f);
    state_.document.camera = flown(state_.document.camera, forward * step, right * step, 0.0f);
    rests_from_ = ImGui::GetTime() + rest_seconds;
}

/// Fits what the recipe says and hands the best so far to the effects that use it.
void Viewer::follow_lab() {
    LabState& lab = state_.lab;
    const KernelRecipe& recipe = state_.document.kernel;
    const bool is_wanted = state_.tab == Tab::lab || uses_lab(state_.document);
    const bool is_changed = recipe != fitted_recipe_;
    if (is_wanted && (is_changed || !lab_was_asked_)) {
        // A stroke that goes on lets each fit come as far as something to show.
        const bool let_it_show =
            lab.hand_is_painting && lab.fit.state().phase == "first look" && lab.fit.state().running;
        if (!let_it_show) {
            if (is_changed && lab_was_asked_ && state_.tab == Tab::lab) {
                if (EffectEntry* effect = state_.chosen()) effect->bokeh = lab_bokeh;
            }
            lab.fit.start(recipe);
            fitted_recipe_ = recipe;
            lab_was_asked_ = true;
        }
    }
    if (auto snapshot = lab.fit.take_snapshot()) {
        state_.renderer.shelf().set_lab_table(snapshot->table);
        lab.shown = std::move(*snapshot);
    }
}

void Viewer::refresh_picture() {
    const bool hand_is_on = ImGui::IsAnyMouseDown() || ImGui::IsAnyItemActive();
    if (hand_is_on) rests_from_ = ImGui::GetTime() + rest_seconds;
    double budget = is_moving() ? moving_milliseconds : resting_milliseconds;
    if (is_screenshot()) budget = std::numeric_limits<double>::infinity();
    // The lab's first table is on its way.
    if (uses_lab(state_.document) && !state_.renderer.shelf().has_lab_table()) return;
    if (const auto status = state_.renderer.update(state_.document, budget); !status)
        show_error(status.error());
}

/// Exact pictures are made while the hand rests.
void Viewer::follow_comparison() {
    if (is_moving() || state_.lab.hand_is_painting) return;
    Comparison& comparison = state_.comparison;
    if (const auto status = comparison.follow(state_.document, state_.renderer); !status)
        show_error(status.error());
}

void Viewer::lay_out() {
    const Theme& theme = interface_.theme();
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float panel = state_.show_panel ? std::min(theme.px(316), size.x * 0.5f) : 0.0f;
    const float status = theme.px(30);
    const bool has_strip = state_.show_panel && state_.tab == Tab::lab;
    const float strip = has_strip ? std::min(FitStrip::height(theme), 0.4f * size.y) : 0.0f;
    const Rect canvas{ImVec2(0, 0), ImVec2(size.x - panel, size.y - status - strip)};
    if (has_strip)
        fit_strip_.draw(theme, {ImVec2(0, canvas.max.y), ImVec2(canvas.max.x, canvas.max.y + strip)}, state_);
    picture_view_.draw(theme, window_.pixel_ratio(), canvas, state_);
    draw_status_bar(theme, {ImVec2(0, size.y - status), ImVec2(size.x - panel, size.y)}, state_);
    state_.options_touched = false;
    if (state_.show_panel) side_panel_.draw(theme, {ImVec2(size.x - panel, 0), size}, state_);
    draw_message_banner(theme, canvas, state_.message);
    if (state_.show_help) draw_key_help(theme, canvas, state_.show_help);
}

void Viewer::draw_frame() {
    // Before the lay-out, which names textures that filtering may replace.
    follow_focus();
    follow_flight();
    follow_lab();
    refresh_picture();
    follow_comparison();
    layout_log_.begin_frame();
    interface_.begin_frame();
    lay_out();
    follow_history();
    const auto size = window_.framebuffer_size();
    const GladGLContext& gl = state_.renderer.gl();
    gl.Viewport(0, 0, size.width, size.height);
    gl.ClearColor(0.09f, 0.09f, 0.09f, 1.0f);
    gl.Clear(GL_COLOR_BUFFER_BIT);
    interface_.draw();
}

Status Viewer::take_screenshot() {
    const auto size = window_.framebuffer_size();
    const GladGLContext& gl = state_.renderer.gl();
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

bool Viewer::is_busy() {
    return focus_pull_ || state_.lab.fit.is_busy() || state_.comparison.is_busy();
}

Status Viewer::run() {
    int frames_left = frames_after_event;
    int frames_drawn = 0;
    while (!window_.should_close()) {
        if (frames_left > 0 || is_screenshot()) {
            window_.poll_events();
            --frames_left;
        } else {
            const double patience = is_busy() ? busy_seconds : is_moving() ? rest_seconds : idle_seconds;
            const double from = glfwGetTime();
            window_.wait_events(patience);
            frames_left = glfwGetTime() - from < patience ? frames_after_event : 1;
        }
        const auto start = std::chrono::steady_clock::now();
        handle_keys();
        handle_drops();
        const bool more_to_load = side_panel_.load_next(state_);
        const bool is_busy_now = is_busy();
        if (more_to_load) frames_left = frames_after_event;
        draw_frame();
        if (is_screenshot() && ++frames_drawn >= command_.frames && !more_to_load && !is_busy_now)
            return take_screenshot();
        window_.swap_buffers();
        if (!command_.write_layout.empty()) {
            if (const auto status = layout_log_.write_changes(command_.write_layout); !status)
                show_error(status.error());
        }
        state_.frame_milliseconds =
            std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
        handle_requests();
    }
    return {};
}

Tab tab_of(const std::string& name) {
    if (name == "lab") return Tab::lab;
    if (name == "compare") return Tab::compare;
    return name == "timing" ? Tab::timing : Tab::look;
}

}  // namespace

Status run_viewer(const CommandLine& command) {
    const auto assets = AssetLibrary::open(command.assets);
    if (!assets) return assets.error();
    const bool debug_gl = command.debug_gl || always_debug_gl;
    // A screenshot is the same whoever takes it.
    const bool is_remembered = command.screenshot.empty();
    const auto settings = is_remembered ? read_settings(settings_path()) : WindowSettings();
    WindowOptions window_options{command.width, command.height, command.exact_size, "Tapestry", debug_gl};
    if (is_remembered && !command.exact_size && settings) {
        // Remembered sizes have grown by the display's scale already; the window is held to the display
        // anyway.
        window_options.width = settings->width;
        window_options.height = settings->height;
        window_options.exact_size = *settings != WindowSettings();
    }
    auto window = Window::create(window_options);
    if (!window) return window.error();
    auto renderer = DocumentRenderer::create(Window::get_proc_address, debug_gl, TableShelf(assets->tables));
    if (!renderer) return renderer.error();
    auto interface = Interface::create(*window, command.ui_scale);
    if (!interface) return interface.error();
    auto document = first_document(command, *assets);
    if (!document) return document.error();

    ViewerState state(std::move(*renderer), std::move(*document));
    state.photos = assets->scenes;
    state.photos.insert(state.photos.end(), assets->photos.begin(), assets->photos.end());
    state.presets = assets->presets;
    state.divider = command.divider;
    state.tab = tab_of(command.tab);
    state.comparison.left = shown_of(command.left);
    state.comparison.right = shown_of(command.right);
    Viewer viewer(command, *assets, *window, *interface, std::move(state));
    if (auto status = viewer.open_first(); !status) return status;
    if (settings)
        viewer.take_settings(*settings);
    else
        viewer.show_error(settings.error());
    auto status = viewer.run();
    if (is_remembered) viewer.keep_settings();
    return status;
}

}  // namespace tapestry::demo
