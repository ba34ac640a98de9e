#include "theme.h"

#include <cmath>
#include <filesystem>
#include <initializer_list>

namespace tapestry::demo {
namespace {

/// Latin, Greek, Cyrillic, punctuation: what names of photographs are made of.
constexpr ImWchar glyph_ranges[] = {0x0020, 0x024F, 0x0370, 0x03FF, 0x0400, 0x052F, 0x2010, 0x2044, 0};

constexpr const char* regular_faces[] = {
    "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Regular.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
};
constexpr const char* medium_faces[] = {
    "/usr/share/fonts/truetype/roboto/unhinted/RobotoTTF/Roboto-Medium.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf",
};

template <std::size_t Count>
ImFont* load_face(const char* const (&faces)[Count], float size) {
    ImFontConfig config;
    config.OversampleH = 3;
    for (const char* face : faces) {
        std::error_code error;
        if (!std::filesystem::is_regular_file(face, error)) continue;
        if (ImFont* font = ImGui::GetIO().Fonts->AddFontFromFileTTF(face, size, &config, glyph_ranges))
            return font;
    }
    config.SizePixels = size;
    return ImGui::GetIO().Fonts->AddFontDefault(&config);
}

ImVec4 vec(ImU32 value) {
    return ImGui::ColorConvertU32ToFloat4(value);
}

void set_colors(ImGuiStyle& style) {
    const ImVec4 transparent(0, 0, 0, 0);
    const ImVec4 field(0.11f, 0.11f, 0.11f, 1.0f);
    const ImVec4 button(0.22f, 0.22f, 0.22f, 1.0f);
    const ImVec4 button_hovered(0.27f, 0.27f, 0.27f, 1.0f);
    const ImVec4 button_active(0.31f, 0.31f, 0.31f, 1.0f);
    ImVec4* c = style.Colors;
    c[ImGuiCol_Text] = vec(color::text);
    c[ImGuiCol_TextDisabled] = vec(color::text_dim);
    c[ImGuiCol_WindowBg] = vec(color::panel);
    c[ImGuiCol_ChildBg] = transparent;
    c[ImGuiCol_PopupBg] = ImVec4(0.17f, 0.17f, 0.17f, 0.98f);
    c[ImGuiCol_Border] = vec(color::line);
    c[ImGuiCol_FrameBg] = field;
    c[ImGuiCol_FrameBgHovered] = ImVec4(0.13f, 0.13f, 0.13f, 1.0f);
    c[ImGuiCol_FrameBgActive] = ImVec4(0.13f, 0.13f, 0.13f, 1.0f);
    c[ImGuiCol_Button] = button;
    c[ImGuiCol_ButtonHovered] = button_hovered;
    c[ImGuiCol_ButtonActive] = button_active;
    c[ImGuiCol_Header] = ImVec4(0.94f, 0.66f, 0.28f, 0.22f);
    c[ImGuiCol_HeaderHovered] = ImVec4(1.0f, 1.0f, 1.0f, 0.08f);
    c[ImGuiCol_HeaderActive] = ImVec4(1.0f, 1.0f, 1.0f, 0.12f);
    c[ImGuiCol_CheckMark] = vec(color::accent);
    c[ImGuiCol_Separator] = vec(color::line);
    c[ImGuiCol_ScrollbarBg] = transparent;
    c[ImGuiCol_ScrollbarGrab] = ImVec4(1.0f, 1.0f, 1.0f, 0.14f);
    c[ImGuiCol_ScrollbarGrabHovered] = ImVec4(1.0f, 1.0f, 1.0f, 0.22f);
    c[ImGuiCol_ScrollbarGrabActive] = ImVec4(1.0f, 1.0f, 1.0f, 0.3f);
    c[ImGuiCol_TextSelectedBg] = ImVec4(0.94f, 0.66f, 0.28f, 0.35f);
    c[ImGuiCol_NavHighlight] = vec(color::accent);
}

}  // namespace

ImU32 faded(ImU32 value, float opacity) {
    ImVec4 parts = vec(value);
    parts.w *= opacity;
    return ImGui::ColorConvertFloat4ToU32(parts);
}

Theme apply_theme(float scale, float pixel_ratio) {
    ImGuiStyle style;
    ImGui::StyleColorsDark(&style);
    set_colors(style);
    style.WindowPadding = ImVec2(18, 16);
    style.FramePadding = ImVec2(10, 6);
    style.ItemSpacing = ImVec2(8, 8);
    style.ItemInnerSpacing = ImVec2(8, 6);
    style.WindowRounding = 0;
    style.ChildRounding = 0;
    style.FrameRounding = 5;
    style.PopupRounding = 6;
    style.GrabRounding = 4;
    style.ScrollbarRounding = 4;
    style.ScrollbarSize = 9;
    style.WindowBorderSize = 0;
    style.PopupBorderSize = 1;
    style.ScaleAllSizes(scale);
    ImGui::GetStyle() = style;

    Theme theme;
    theme.scale = scale;
    const float density = scale * pixel_ratio;
    const auto size = [&](float points) { return std::round(points * density); };
    theme.text = load_face(regular_faces, size(15.0f));
    theme.small = load_face(regular_faces, size(13.0f));
    theme.heading = load_face(medium_faces, size(13.0f));
    ImGui::GetIO().FontGlobalScale = 1.0f / pixel_ratio;
    return theme;
}

}  // namespace tapestry::demo
