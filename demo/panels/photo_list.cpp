#include "panels/photo_list.h"

#include <imgui.h>

#include <algorithm>
#include <bit>
#include <cmath>

#include "document/depth_choice.h"
#include "offline/io/exr_file.h"
#include "panels/layout_log.h"
#include "panels/texture_id.h"
#include "render/scene_input.h"
#include "scene/tone_curve.h"

namespace tapestry::demo {
namespace {

constexpr int photo_columns = 5;
constexpr float aspect = 1.45f;
constexpr int shortest_side_px = 160;  // enough for a cell at 200 %

Result<offline::Picture8> read_picture(const std::filesystem::path& path) {
    if (!offline::is_exr_name(path)) return offline::read_picture8(path);
    const auto image = offline::read_exr(path);
    if (!image) return image.error();
    return offline::to_srgb8(toned(*image));
}

Result<PictureTexture> read_thumbnail(const GladGLContext& gl, const std::filesystem::path& path) {
    // Drawing a scene takes longer than one wants to wait for a list.
    const std::string file = path.filename().string();
    const std::string name = file.substr(0, file.find('.'));
    const auto picture =
        read_picture(is_scene_name(path) ? path.parent_path() / "thumbnails" / (name + ".png") : path);
    if (!picture) return picture.error();
    const auto texture = PictureTexture::upload(gl, *picture);
    if (!texture) return texture.error();
    const int shorter = std::min(texture->width(), texture->height());
    const int level = std::bit_width(static_cast<unsigned>(std::max(1, shorter / shortest_side_px))) - 1;
    return texture->copy_of_level(level);
}

/// What there is to know of a file before it is opened.
enum class PictureSort { photograph, with_depth, scene };

PictureSort sort_of(const std::filesystem::path& path) {
    if (is_scene_name(path)) return PictureSort::scene;
    return depth_beside(path).file.empty() ? PictureSort::photograph : PictureSort::with_depth;
}

std::string tooltip_of(const std::filesystem::path& path, PictureSort sort) {
    const std::string file = path.filename().string();
    switch (sort) {
        case PictureSort::scene:
            return file.substr(0, file.find('.')) + "\nA scene: look around in it, and through its lens";
        case PictureSort::with_depth:
            return file + "\nA photograph with depth: focus anywhere";
        default:
            return file;
    }
}

/// A word in the lower left corner.
void draw_tag(const Theme& theme, const char* text, ImVec2 corner, ImVec2 end) {
    ImGui::PushFont(theme.small);
    const ImVec2 size = ImGui::CalcTextSize(text);
    const ImVec2 from(corner.x + theme.px(3), end.y - size.y - theme.px(1));
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(ImVec2(corner.x, from.y), ImVec2(from.x + size.x + theme.px(3), end.y),
                        IM_COL32(12, 12, 12, 170), theme.px(4));
    draw->AddText(from, color::text, text);
    ImGui::PopFont();
}

/// Texture coordinates of the largest piece in the middle that has the cell's shape.
void crop_to_cell(const PictureTexture& texture, ImVec2& from, ImVec2& to) {
    const float shape = static_cast<float>(texture.width()) / static_cast<float>(texture.height());
    const float x = std::min(1.0f, aspect / shape);
    const float y = std::min(1.0f, shape / aspect);
    from = ImVec2(0.5f - 0.5f * x, 0.5f - 0.5f * y);
    to = ImVec2(0.5f + 0.5f * x, 0.5f + 0.5f * y);
}

}  // namespace

bool PhotoList::load_next(std::span<const std::filesystem::path> photos, const GladGLContext& gl) {
    for (const auto& path : photos) {
        auto [entry, is_new] = thumbnails_.try_emplace(path.string());
        if (!is_new) continue;
        const PictureSort sort = sort_of(path);
        entry->second.tooltip = tooltip_of(path, sort);
        entry->second.tag = sort == PictureSort::scene        ? "3D"
                            : sort == PictureSort::with_depth ? "depth"
                                                              : "";
        if (auto texture = read_thumbnail(gl, path)) entry->second.texture = std::move(*texture);
        return true;
    }
    return false;
}

void PhotoList::draw(const Theme& theme, std::span<const std::filesystem::path> photos,
                     const std::filesystem::path& shown, Requests& requests) const {
    const float gap = theme.px(6);
    const float width =
        std::floor((ImGui::GetContentRegionAvail().x - gap * (photo_columns - 1)) / photo_columns);
    const ImVec2 cell(width, std::floor(width / aspect));
    int column = 0;
    for (const auto& path : photos) {
        if (column++ % photo_columns != 0) ImGui::SameLine(0.0f, gap);
        ImGui::PushID(path.c_str());
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const ImVec2 end(corner.x + cell.x, corner.y + cell.y);
        if (ImGui::InvisibleButton("open", cell)) requests.open_file = path;
        const bool hovered = ImGui::IsItemHovered();
        if (theme.places) theme.places->note_item("photo: " + path.filename().string());
        const auto found = thumbnails_.find(path.string());
        if (hovered && found != thumbnails_.end()) ImGui::SetTooltip("%s", found->second.tooltip.c_str());

        ImDrawList* draw = ImGui::GetWindowDrawList();
        if (found != thumbnails_.end() && found->second.texture) {
            ImVec2 from, to;
            crop_to_cell(found->second.texture, from, to);
            draw->AddImageRounded(texture_id(found->second.texture), corner, end, from, to,
                                  hovered ? IM_COL32_WHITE : IM_COL32(215, 215, 215, 255), theme.px(4));
        } else {
            draw->AddRectFilled(corner, end, color::line, theme.px(4));
        }
        if (found != thumbnails_.end() && *found->second.tag) draw_tag(theme, found->second.tag, corner, end);
        if (path == shown) {
            const float in = theme.px(1);
            draw->AddRect(ImVec2(corner.x + in, corner.y + in), ImVec2(end.x - in, end.y - in), color::accent,
                          theme.px(4), 0, theme.px(2));
        }
        ImGui::PopID();
    }
}

}  // namespace tapestry::demo
