#include "interface.h"

#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <imgui.h>

#include <utility>

namespace tapestry::demo {

Result<Interface> Interface::create(Window& window, float ui_scale) {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().MouseDoubleClickTime = 0.45f;  // as desktops have it; ImGui's 0.3 s is for quick hands
    const float ratio = window.pixel_ratio();
    Interface made(apply_theme(ui_scale > 0.0f ? ui_scale : window.content_scale() / ratio, ratio));
    if (!ImGui_ImplGlfw_InitForOpenGL(window.handle(), true))
        return Error{"the interface does not take the window"};
    if (!ImGui_ImplOpenGL3_Init("#version 430 core")) return Error{"the interface could not load OpenGL"};
    return made;
}

Interface::Interface(Interface&& other) noexcept
    : theme_(other.theme_), alive_(std::exchange(other.alive_, false)) {}

Interface::~Interface() {
    if (!alive_) return;
    if (ImGui::GetIO().BackendRendererUserData) ImGui_ImplOpenGL3_Shutdown();
    if (ImGui::GetIO().BackendPlatformUserData) ImGui_ImplGlfw_Shutdown();
    ImGui::DestroyContext();
}

void Interface::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
}

void Interface::draw() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

}  // namespace tapestry::demo
