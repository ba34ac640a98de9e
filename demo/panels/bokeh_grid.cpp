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
#include "tapestry/fit/kernel_field.h"
#include "tapestry/image.h"
#include "tapestry/impulse_response.h"

namespace tapestry::demo {
namespace {

constexpr double largest_radius_px = 24.0;
/// Of shipped tables: not worth a word.
constexpr float usual_largest_px = 24.0f;

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

/// What tables of one shape have in common: their kernels, whatever their size and reads. Their names where
/// they do not say.
std::string shape_of(const TapTable& table, const std::string& name) {
    auto spec = offline::spec_from_metadata(table.metadata);
    if (!spec) return name;
    for (offline::AxisRange& axis : spec->axes) {
        axis.from = 0.0;
        axis.to = 1.0;
    }
    std::string shape;
    for (const auto& [key, value] : offline::to_metadata(*spec)) shape += key + value;
    return shape;
}

bool is_for_photographs(const TapTable& table) {
    return std::any_of(table.metadata.begin(), table.metadata.end(), [](const auto& pair) {
        return pair.first == "command" && pair.second.find("--weight photo") != std::string::npos;
    });
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
    cell.shape = bokeh == lab_bokeh ? bokeh : shape_of(**table, bokeh);
    cell.reads = (*table)->first_tap((*table)->layers());
    cell.for_photographs = is_for_photographs(**table);
    const auto& axes = (*table)->axes;
    cell.largest_px = axes.empty() || axes.front().unit != "px" ? 0.0f : axes.front().knots.back();
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

std::vector<std::string> BokehGrid::accepted(const ViewerState& state, const EffectEntry& effect) const {
    std::vector<std::string> names;
    for (const std::string& bokeh : state.renderer.shelf().names()) {
        const auto refusal = refusals_.find({effect.kind, bokeh});
        if (refusal != refusals_.end() && refusal->second.empty() && cells_.contains(bokeh))
            names.push_back(bokeh);
    }
    return names;
}

/// The chosen one, else the one that reads as much as that, else the effect's standard, else the first.
const std::string& BokehGrid::member_to_show(const std::vector<std::string>& members,
                                             const EffectEntry& effect) const {
    const auto found = [&](const auto& is_it) { return std::find_if(members.begin(), members.end(), is_it); };
    auto member = found([&](const std::string& name) { return name == effect.bokeh; });
    if (const auto now = cells_.find(effect.bokeh); member == members.end() && now != cells_.end())
        member = found([&](const std::string& name) {
            const Cell& cell = cells_.at(name);
            return cell.reads == now->second.reads && cell.for_photographs == now->second.for_photographs;
        });
    if (member == members.end())
        member = found(
            [&](const std::string& name) { return name == find_effect_kind(effect.kind)->standard_table; });
    return member == members.end() ? members.front() : *member;
}

/// Which table of the shape: what it reads and what for.
std::string BokehGrid::variant_text(const std::string& bokeh) const {
    const auto found = cells_.find(bokeh);
    if (found == cells_.end()) return short_name(bokeh);
    const Cell& cell = found->second;
    std::string text = std::to_string(cell.reads) + " reads a pixel";
    if (bokeh == lab_bokeh) return "Your own: " + text;
    text += cell.for_photographs ? ", for photographs" : ", for highlights";
    if (cell.largest_px == 0.0f || cell.largest_px == usual_largest_px) return text;
    char size[32];
    std::snprintf(size, sizeof size, ", to %g px", static_cast<double>(cell.largest_px));
    return text + size;
}

void BokehGrid::draw_variants(const Theme& theme, const std::vector<std::string>& members, bool close_menu,
                              EffectEntry& effect) const {
    if (members.size() < 2) return dim_text(theme, variant_text(effect.bokeh));
    ImGui::PushFont(theme.small);
    ImGui::SetNextItemWidth(-1);
    const bool is_open = ImGui::BeginCombo("##variant", variant_text(effect.bokeh).c_str());
    if (!is_open && ImGui::IsItemHovered())
        ImGui::SetTooltip("%s\nThe same shape in other tables", short_name(effect.bokeh).c_str());
    if (theme.places) theme.places->note_item("bokeh variant");
    if (is_open) {
        if (close_menu) ImGui::CloseCurrentPopup();
        for (const std::string& member : members) {
            ImGui::PushID(member.c_str());
            if (ImGui::Selectable(variant_text(member).c_str(), member == effect.bokeh))
                effect.bokeh = member;
            ImGui::PopID();
            if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", short_name(member).c_str());
            if (theme.places) theme.places->note_item("variant: " + short_name(member));
        }
        ImGui::EndCombo();
    }
    ImGui::PopFont();
}

void BokehGrid::draw(const Theme& theme, ViewerState& state, EffectEntry& effect) {
    const float gap = theme.px(6);
    const float size = std::floor((ImGui::GetContentRegionAvail().x - gap * (columns - 1)) / columns);
    std::vector<std::pair<std::string, std::vector<std::string>>> shapes;
    for (const std::string& bokeh : accepted(state, effect)) {
        const std::string& shape = cells_.at(bokeh).shape;
        auto known =
            std::find_if(shapes.begin(), shapes.end(), [&](const auto& each) { return each.first == shape; });
        if (known == shapes.end()) known = shapes.insert(shapes.end(), {shape, {}});
        known->second.push_back(bokeh);
    }
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(gap, gap));
    int column = 0;
    const auto place = [&](const std::string& bokeh) {
        if (column++ % columns != 0) ImGui::SameLine(0.0f, gap);
        draw_cell(theme, state, effect, bokeh, size);
    };
    const std::vector<std::string>* chosen = nullptr;
    for (const auto& [shape, members] : shapes) {
        place(member_to_show(members, effect));
        if (std::find(members.begin(), members.end(), effect.bokeh) != members.end()) chosen = &members;
    }
    place(lab_bokeh);
    ImGui::PopStyleVar();
    draw_variants(theme, chosen ? *chosen : std::vector<std::string>(), state.requests.close_menu, effect);
}

}  // namespace tapestry::demo
