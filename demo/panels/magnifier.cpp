#include "panels/magnifier.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "panels/texture_id.h"

namespace tapestry::demo {
namespace {

constexpr float pixels_across = 24.0f;

}  // namespace

void draw_magnifier(const Theme& theme, const PictureTransform& transform, ImVec2 mouse,
                    Comparison& comparison, DocumentRenderer& renderer) {
    const float side = theme.px(150);
    const float gap = theme.px(2);
    const ImVec2 at = transform.to_picture(mouse);
    const float half = 0.5f * pixels_across;
    const ImVec2 center(std::floor(at.x) + 0.5f, std::floor(at.y) + 0.5f);
    const ImVec2 size = transform.picture_size;
    const ImVec2 from((center.x - half) / size.x, (center.y - half) / size.y);
    const ImVec2 to((center.x + half) / size.x, (center.y + half) / size.y);

    // Beside the pointer, inside the canvas.
    const float width = 2.0f * side + gap;
    ImVec2 corner(mouse.x + theme.px(28), mouse.y + theme.px(28));
    if (corner.x + width > transform.canvas.max.x) corner.x = mouse.x - theme.px(28) - width;
    if (corner.y + side > transform.canvas.max.y) corner.y = mouse.y - theme.px(28) - side;

    ImDrawList* draw = ImGui::GetForegroundDrawList();
    const float frame = theme.px(3);
    draw->AddRectFilled(ImVec2(corner.x - frame, corner.y - frame),
                        ImVec2(corner.x + width + frame, corner.y + side + frame), IM_COL32(12, 12, 12, 235),
                        theme.px(6));
    float x = corner.x;
    for (const Shown shown : {comparison.left, comparison.right}) {
        PictureTexture& texture = comparison.texture(shown, renderer);
        texture.set_crisp(true);
        const ImVec2 min(x, corner.y);
        const ImVec2 max(x + side, corner.y + side);
        draw->PushClipRect(min, max, true);
        draw->AddImage(texture_id(texture), min, max, from, to);
        const float cell = side / pixels_across;
        const ImVec2 middle(0.5f * (min.x + max.x), 0.5f * (min.y + max.y));
        draw->AddRect(ImVec2(middle.x - 0.5f * cell, middle.y - 0.5f * cell),
                      ImVec2(middle.x + 0.5f * cell, middle.y + 0.5f * cell), color::accent_bright, 0.0f, 0,
                      theme.px(1.5f));
        draw->PopClipRect();
        x += side + gap;
    }
}

}  // namespace tapestry::demo
