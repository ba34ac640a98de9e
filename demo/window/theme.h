/// How the viewer looks: neutral greys that do not tint the eye, one warm accent, a proper typeface.
#pragma once

#include <imgui.h>

namespace tapestry::demo {

class LayoutLog;

struct Theme {
    float scale = 1.0f;  ///< lengths in this program are for 96 dpi; multiply them by this
    ImFont* text = nullptr;
    ImFont* small = nullptr;
    ImFont* heading = nullptr;
    LayoutLog* places = nullptr;  ///< where controls tell where they are; null: nobody asks

    float px(float length) const { return length * scale; }
};

namespace color {
inline constexpr ImU32 accent = IM_COL32(240, 168, 72, 255);
inline constexpr ImU32 accent_bright = IM_COL32(255, 194, 110, 255);
inline constexpr ImU32 canvas = IM_COL32(22, 22, 22, 255);
inline constexpr ImU32 panel = IM_COL32(36, 36, 36, 255);
inline constexpr ImU32 line = IM_COL32(56, 56, 56, 255);
inline constexpr ImU32 track = IM_COL32(72, 72, 72, 255);
inline constexpr ImU32 text = IM_COL32(226, 226, 226, 255);
inline constexpr ImU32 text_dim = IM_COL32(150, 150, 150, 255);
inline constexpr ImU32 on_accent = IM_COL32(30, 20, 8, 255);
inline constexpr ImU32 error = IM_COL32(236, 96, 84, 255);
}  // namespace color

/// `color` with its opacity multiplied by `opacity`.
ImU32 faded(ImU32 color, float opacity);

/// Sets ImGui's style and fonts. `scale` is in ImGui's units, `pixel_ratio` framebuffer pixels a unit.
Theme apply_theme(float scale, float pixel_ratio);

}  // namespace tapestry::demo
