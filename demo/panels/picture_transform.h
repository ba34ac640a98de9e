/// Where the picture lies on the canvas.
#pragma once

#include <imgui.h>

#include <algorithm>

namespace tapestry::demo {

struct Rect {
    ImVec2 min, max;

    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    bool empty() const { return width() <= 0.0f || height() <= 0.0f; }
    bool contains(ImVec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
    Rect intersected(const Rect& other) const {
        return {ImVec2(std::max(min.x, other.min.x), std::max(min.y, other.min.y)),
                ImVec2(std::min(max.x, other.max.x), std::min(max.y, other.max.y))};
    }
};

struct PictureTransform {
    ImVec2 origin;        ///< of the picture's top left corner, ImGui units
    float scale = 1.0f;   ///< ImGui units a picture pixel
    ImVec2 picture_size;  ///< pixels
    Rect canvas;

    ImVec2 to_screen(ImVec2 p) const { return ImVec2(origin.x + p.x * scale, origin.y + p.y * scale); }
    ImVec2 to_picture(ImVec2 p) const { return ImVec2((p.x - origin.x) / scale, (p.y - origin.y) / scale); }
    Rect picture() const { return {origin, to_screen(picture_size)}; }
    Rect visible() const { return picture().intersected(canvas); }
};

}  // namespace tapestry::demo
