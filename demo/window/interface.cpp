#include "interface.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <span>
#include <utility>

namespace tapestry::demo {
namespace {

/// Between two presses, as desktops have it; ImGui's 0.3 s is for quick hands.
constexpr double double_click_seconds = 0.45;

/// Tells ImGui of the pointer and of buttons, in place of what its backend has looked up.
void set_pointer(ImGuiIO& io, float x, float y, std::span<const bool> buttons) {
#if IMGUI_VERSION_NUM >= 18700
    // A queue since then, which we want empty after every frame: ours come when something happens.
    io.ConfigInputTrickleEventQueue = false;
    io.AddMousePosEvent(x, y);
    for (std::size_t b = 0; b < buttons.size(); ++b) io.AddMouseButtonEvent(static_cast<int>(b), buttons[b]);
#else
    io.MousePos = ImVec2(x, y);
    std::copy(buttons.begin(), buttons.end(), std::begin(io.MouseDown));
#endif
}

}  // namespace

Result<Interface> Interface::create(Window& window, float ui_scale) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    const float ratio = window.pixel_ratio();
    Interface made(apply_theme(ui_scale > 0.0f ? ui_scale : window.content_scale() / ratio, ratio),
                   window.handle());
    if (!ImGui_ImplGlfw_InitForOpenGL(window.handle(), false))
        return Error{"the interface does not take the window"};
    if (!ImGui_ImplOpenGL3_Init("#version 430 core")) return Error{"the interface could not load OpenGL"};
    return made;
}

Interface::Interface(Interface&& other) noexcept
    : theme_(other.theme_), window_(other.window_), alive_(std::exchange(other.alive_, false)) {}

Interface::~Interface() {
    if (!alive_) return;
    if (ImGui::GetIO().BackendRendererUserData) ImGui_ImplOpenGL3_Shutdown();
    if (ImGui::GetIO().BackendPlatformUserData) ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
}

/// ImGui's double-clicks are by the times of frames, which come as late as frames are slow: ours decide.
void Interface::press_or_release(const InputEvent& event) {
    if (event.code < 0 || event.code >= static_cast<int>(buttons_.size())) return;
    buttons_[static_cast<std::size_t>(event.code)] = event.is_down;
    if (!event.is_down) return;
    const bool is_second = event.earliest - pressed_at_ < double_click_seconds;
    ImGui::GetIO().MouseDoubleClickTime = is_second ? std::numeric_limits<float>::max() : 0.0f;
    pressed_at_ = event.latest;
}

void Interface::take(const InputEvent& event) {
    switch (event.kind) {
        case InputEvent::Kind::pointer:
            // While a button is held, the pointer is the window's wherever it goes.
            if (event.is_down || std::find(buttons_.begin(), buttons_.end(), true) == buttons_.end()) {
                x_ = event.is_down ? event.x : outside;
                y_ = event.is_down ? event.y : outside;
            }
            break;
        case InputEvent::Kind::button:
            press_or_release(event);
            break;
        case InputEvent::Kind::wheel:
            ImGui_ImplGlfw_ScrollCallback(window_, event.x, event.y);
            break;
        case InputEvent::Kind::key:
            ImGui_ImplGlfw_KeyCallback(window_, event.code, event.scancode,
                                       event.is_down ? GLFW_PRESS : GLFW_RELEASE, event.modifiers);
            break;
        case InputEvent::Kind::text:
            ImGui_ImplGlfw_CharCallback(window_, static_cast<unsigned>(event.code));
            break;
        case InputEvent::Kind::focus:
            ImGui_ImplGlfw_WindowFocusCallback(window_, event.is_down ? 1 : 0);
            break;
        case InputEvent::Kind::drop:
            break;
    }
}

void Interface::begin_frame(const std::vector<InputEvent>& input) {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    for (const InputEvent& event : input) take(event);
    // Where the pointer is by now, not where the backend saw it.
    set_pointer(ImGui::GetIO(), static_cast<float>(x_), static_cast<float>(y_), buttons_);
    ImGui::NewFrame();
}

void Interface::draw() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace tapestry::demo
