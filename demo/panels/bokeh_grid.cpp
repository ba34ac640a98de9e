#include "panels/bokeh_grid.h"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <filesystem>

#include "panels/controls.h"
#include "panels/layout_log.h"
#include "panels/texture_id.h"
#include "tapestry/reference.h"

namespace tapestry::demo {
namespace {

constexpr double largest_radius_px = 24.0;

/// The impulse response at the largest parameter worth looking at, brightest point white, grey values by
/// square root so that faint light shows.
offline::Picture8 picture_of_point(const TapTable& table) {
    std::array<double, 2> parameter = {0.0, 0.0};
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
        parameter[i] = static_cast<double>(table.axes[i].knots.back());
    }
    if (!table.axes.empty()) parameter[0] = std::min(parameter[0], largest_radius_px);
    const Filter filter = evaluate(table, parameter);
    double reach = 0.0;
    for (const BlendedTap& tap : filter.values) reach = std::max(reach, std::hypot(tap.dx, tap.dy));
    const double radius = table.axes.empty() ? std::min(2.0 * reach, largest_radius_px) : parameter[0];

    const int size = 2 * static_cast<int>(std::ceil(radius * 1.2)) + 3;
    const DenseKernel kernel = impulse_response(filter, size);
    const double brightest = *std::max_element(kernel.values.begin(), kernel.values.end());
    offline::Picture8 picture{size, size, {}};
    for (const double value : kernel.values) {
        const double shown = std::sqrt(std::clamp(value / std::max(brightest, 1e-12), 0.0, 1.0));
        const auto grey = static_cast<std::uint8_t>(std::lround(shown * 235.0 + 12.0));
        picture.rgba.insert(picture.rgba.end(), {grey, grey, grey, 255});
    }
    return picture;
}

std::string short_name(const std::string& bokeh) {
    return bokeh.ends_with(".tap") ? std::filesystem::path(bokeh).stem().string() : bokeh;
}

std::string table_summary(const TapTable& table) {
    char text[160];
    std::snprintf(text, sizeof text, "%s, %zu reads in %zu layers", table.kernel.c_str(),
                  table.first_tap(table.layers()), table.layers());
    std::string summary = text;
    for (const Axis& axis : table.axes) {
        std::snprintf(text, sizeof text, "\n%s %g to %g %s%s", axis.name.c_str(),
                      static_cast<double>(axis.knots.front()), static_cast<double>(axis.knots.back()),
                      axis.unit.c_str(), axis.beyond == Beyond::scale ? ", scaled beyond" : "");
        summary += text;
    }
    return summary;
}

constexpr int columns = 7;

}  // namespace

bool BokehGrid::load(ViewerState& state, const std::string& bokeh) {
    TableShelf& shelf = state.renderer.shelf();
    const std::uint64_t revision = bokeh == lab_bokeh ? shelf.lab_revision() : 0;
    Cell& cell = cells_[bokeh];
    if (cell.texture && cell.revision == revision) return false;
    const auto table = shelf.find(bokeh);
    if (!table) return false;
    cell.revision = revision;
    if (auto texture = PictureTexture::upload(state.renderer.gl(), picture_of_point(**table)))
        cell.texture = std::move(*texture);
    return true;
}

bool BokehGrid::load_next(ViewerState& state) {
    (void)load(state, lab_bokeh);
    const EffectEntry* effect = state.chosen();
    if (!effect) return false;
    const EffectKind* kind = find_effect_kind(effect->kind);
    for (const std::string& bokeh : state.renderer.shelf().names()) {
        const auto [refusal, is_new] = refusals_.try_emplace({effect->kind, bokeh});
        if (is_new) {
            if (const auto status = state.renderer.check_bokeh(*kind, bokeh); !status)
                refusal->second = status.error().message;
        }
        if (refusal->second.empty() && load(state, bokeh)) return true;
        if (is_new) return true;
    }
    return false;
}

void BokehGrid::draw_cell(const Theme& theme, ViewerState& state, EffectEntry& effect,
                          const std::string& bokeh, float size) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 end(corner.x + size, corner.y + size);
    ImGui::PushID(bokeh.c_str());
    const bool pressed = ImGui::InvisibleButton("cell", ImVec2(size, size));
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    if (theme.places) theme.places->note_item("bokeh: " + short_name(bokeh));
    const auto table = state.renderer.shelf().find(bokeh);
    if (pressed && table) effect.bokeh = bokeh;
    if (pressed && !table) state.tab = Tab::lab;
    if (hovered) {
        if (table)
            ImGui::SetTooltip("%s\n%s", short_name(bokeh).c_str(), table_summary(**table).c_str());
        else
            ImGui::SetTooltip("Paint a shape of your own in the kernel lab");
    }
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float round = theme.px(5);
    draw->AddRectFilled(corner, end, IM_COL32(12, 12, 12, 255), round);
    if (const auto cell = cells_.find(bokeh); cell != cells_.end() && cell->second.texture) {
        draw->AddImageRounded(texture_id(cell->second.texture), corner, end, ImVec2(0, 0), ImVec2(1, 1),
                              hovered ? IM_COL32_WHITE : IM_COL32(215, 215, 215, 255), round);
    } else if (bokeh == lab_bokeh) {
        const ImVec2 middle(0.5f * (corner.x + end.x), 0.5f * (corner.y + end.y));
        const float arm = theme.px(6);
        const ImU32 ink = hovered ? color::accent_bright : color::text_dim;
        draw->AddLine(ImVec2(middle.x - arm, middle.y), ImVec2(middle.x + arm, middle.y), ink,
                      theme.px(1.5f));
        draw->AddLine(ImVec2(middle.x, middle.y - arm), ImVec2(middle.x, middle.y + arm), ink,
                      theme.px(1.5f));
    }
    if (bokeh == effect.bokeh) {
        const float in = theme.px(1);
        draw->AddRect(ImVec2(corner.x + in, corner.y + in), ImVec2(end.x - in, end.y - in), color::accent,
                      round, 0, theme.px(2));
    }
}

void BokehGrid::draw(const Theme& theme, ViewerState& state, EffectEntry& effect) {
    const float gap = theme.px(6);
    const float size = std::floor((ImGui::GetContentRegionAvail().x - gap * (columns - 1)) / columns);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(gap, gap));
    int column = 0;
    const auto place = [&](const std::string& bokeh) {
        if (column++ % columns != 0) ImGui::SameLine(0.0f, gap);
        draw_cell(theme, state, effect, bokeh, size);
    };
    for (const std::string& bokeh : state.renderer.shelf().names()) {
        const auto refusal = refusals_.find({effect.kind, bokeh});
        if (refusal != refusals_.end() && refusal->second.empty()) place(bokeh);
    }
    place(lab_bokeh);
    ImGui::PopStyleVar();
    dim_text(theme, short_name(effect.bokeh));
}

}  // namespace tapestry::demo
