#include "panels/mask_canvas.h"

#include <algorithm>
#include <cmath>

#include "panels/layout_log.h"
#include "panels/texture_id.h"

namespace tapestry::demo {
namespace {

offline::Picture8 canvas_picture(const PaintedMask& mask) {
    offline::Picture8 picture{PaintedMask::side, PaintedMask::side, {}};
    for (int y = 0; y < PaintedMask::side; ++y)
        for (int x = 0; x < PaintedMask::side; ++x) {
            const auto grey = static_cast<std::uint8_t>(14 + 226 * mask.at(x, y) / PaintedMask::full);
            picture.rgba.insert(picture.rgba.end(), {grey, grey, grey, 255});
        }
    return picture;
}

/// Only these change what the canvas shows.
bool shows_the_same(const KernelRecipe& a, const KernelRecipe& b) {
    return a.kernel == b.kernel && a.numbers == b.numbers && a.glyph == b.glyph && a.mask == b.mask;
}

}  // namespace

void MaskCanvas::refresh(const KernelRecipe& recipe, const GladGLContext& gl) {
    if (is_fresh_ && shows_the_same(recipe, shown_recipe_)) return;
    is_fresh_ = true;
    shown_recipe_ = recipe;
    shown_ = recipe.mask;
    if (recipe.kernel != painted_kernel) {
        const auto target = recipe_target(recipe);
        shown_ = target ? PaintedMask::from(*target) : PaintedMask();
    }
    if (auto texture = PictureTexture::upload(gl, canvas_picture(shown_))) texture_ = std::move(*texture);
}

void MaskCanvas::paint(KernelRecipe& recipe, const LabState& lab, ImVec2 corner, float size) {
    const ImGuiIO& io = ImGui::GetIO();
    const float cells = static_cast<float>(PaintedMask::side) / size;
    const ImVec2 at((io.MousePos.x - corner.x) * cells, (io.MousePos.y - corner.y) * cells);
    const bool begins = ImGui::IsItemActivated();
    if (!begins && at.x == last_.x && at.y == last_.y) return;
    if (recipe.kernel != painted_kernel) {
        recipe.mask = shown_;
        recipe.kernel = painted_kernel;
    }
    const ImVec2 from = begins ? at : last_;
    const bool erase = lab.erase != ImGui::IsMouseDown(ImGuiMouseButton_Right);
    recipe.mask.stroke(from.x, from.y, at.x, at.y, lab.brush_radius, erase);
    last_ = at;
}

void MaskCanvas::draw(const Theme& theme, KernelRecipe& recipe, LabState& lab, const GladGLContext& gl,
                      float size) {
    refresh(recipe, gl);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 end(corner.x + size, corner.y + size);
    ImGui::InvisibleButton("mask", ImVec2(size, size),
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight);
    if (theme.places) theme.places->note_item("mask");
    const bool hovered = ImGui::IsItemHovered();
    if (hovered && ImGui::GetIO().MouseWheel != 0.0f) {
        const float grown = lab.brush_radius * std::pow(1.15f, ImGui::GetIO().MouseWheel);
        lab.brush_radius = std::clamp(grown, 0.5f, 24.0f);
    }
    lab.hand_is_painting = ImGui::IsItemActive();
    if (lab.hand_is_painting) paint(recipe, lab, corner, size);

    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (texture_)
        draw->AddImageRounded(texture_id(texture_), corner, end, ImVec2(0, 0), ImVec2(1, 1), IM_COL32_WHITE,
                              theme.px(6));
    const ImVec2 middle(0.5f * (corner.x + end.x), 0.5f * (corner.y + end.y));
    if (recipe.kernel == painted_kernel && recipe.mask.is_empty()) {
        const char* text = "Paint a bokeh here";
        const ImVec2 room = ImGui::CalcTextSize(text);
        draw->AddText(ImVec2(middle.x - 0.5f * room.x, middle.y - 0.5f * room.y), color::text_dim, text);
    }
    draw->AddRect(corner, end, hovered ? faded(color::accent, 0.8f) : color::line, theme.px(6), 0,
                  theme.px(1));
    if (hovered || lab.hand_is_painting) {
        ImGui::SetMouseCursor(ImGuiMouseCursor_None);
        const float radius = std::max(lab.brush_radius * size / PaintedMask::side, theme.px(2));
        draw->PushClipRect(corner, end, true);
        draw->AddCircle(ImGui::GetIO().MousePos, radius, IM_COL32(0, 0, 0, 160), 32, theme.px(3));
        draw->AddCircle(ImGui::GetIO().MousePos, radius, lab.erase ? color::error : color::accent_bright, 32,
                        theme.px(1.3f));
        draw->PopClipRect();
    }
}

}  // namespace tapestry::demo
