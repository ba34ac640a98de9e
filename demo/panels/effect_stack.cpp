#include "panels/effect_stack.h"

#include <imgui.h>

#include <utility>

#include "effects/known_effects.h"
#include "panels/controls.h"
#include "panels/layout_log.h"

namespace tapestry::demo {
namespace {

constexpr const char* add_popup = "add an effect";

/// What a row asks for; done after the list is drawn.
struct StackAction {
    int move_from = -1, move_to = -1;
    int remove = -1;
};

/// A switch without a name.
void power_switch(const Theme& theme, const std::string& name, bool& on) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const ImVec2 size(theme.px(26), theme.px(15));
    if (ImGui::InvisibleButton("on", size)) on = !on;
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip(on ? "On: click to leave this effect out" : "Off: click to use this effect");
    if (theme.places) theme.places->note_item(name);
    const float radius = 0.5f * size.y;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, ImVec2(corner.x + size.x, corner.y + size.y),
                        on ? color::accent : color::track, radius);
    draw->AddCircleFilled(ImVec2(on ? corner.x + size.x - radius : corner.x + radius, corner.y + radius),
                          radius - theme.px(2.5f), on ? color::on_accent : color::text, 16);
}

void draw_row(const Theme& theme, EffectStack& stack, int index, StackAction& action) {
    EffectEntry& effect = stack.document.effects[static_cast<std::size_t>(index)];
    const EffectKind* kind = find_effect_kind(effect.kind);
    const int count = static_cast<int>(stack.document.effects.size());
    const bool chosen = stack.chosen == index;
    const std::string place = "effect " + std::to_string(index + 1);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = theme.px(32);
    const ImVec2 end(corner.x + width, corner.y + height);
    ImGui::PushID(index);

    if (ImGui::InvisibleButton("row", ImVec2(width, height))) stack.chosen = index;
    ImGui::SetItemAllowOverlap();
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetTooltip("%s", kind->help);
    if (theme.places) theme.places->note_item(place);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(corner, end,
                        chosen ? IM_COL32(52, 48, 42, 255) : IM_COL32(44, 44, 44, hovered ? 255 : 170),
                        theme.px(5));
    if (chosen) draw->AddRect(corner, end, faded(color::accent, 0.7f), theme.px(5), 0, theme.px(1));
    const float text_top = corner.y + 0.5f * (height - ImGui::GetTextLineHeight());
    draw->AddText(ImVec2(corner.x + theme.px(46), text_top), effect.on ? color::text : color::text_dim,
                  kind->label);

    ImGui::SetCursorScreenPos(ImVec2(corner.x + theme.px(10), corner.y + 0.5f * (height - theme.px(15))));
    const bool was_on = effect.on;
    power_switch(theme, place + " on", effect.on);
    if (effect.on && !was_on) stack.chosen = index;
    const float buttons = end.x - theme.px(3 * 20 + 6);
    ImGui::SetCursorScreenPos(ImVec2(buttons, corner.y + theme.px(6)));
    if (glyph_button(theme, "up", Glyph::up, "Apply it earlier", index > 0)) action = {index, index - 1, -1};
    ImGui::SameLine(0, 0);
    if (glyph_button(theme, "down", Glyph::down, "Apply it later", index + 1 < count))
        action = {index, index + 1, -1};
    ImGui::SameLine(0, 0);
    if (glyph_button(theme, "remove", Glyph::close, "Remove it")) action.remove = index;
    ImGui::PopID();
    ImGui::SetCursorScreenPos(ImVec2(corner.x, end.y + theme.px(4)));
    ImGui::Dummy(ImVec2(0, 0));
}

void apply(const StackAction& action, EffectStack& stack) {
    auto& effects = stack.document.effects;
    if (action.move_from >= 0) {
        std::swap(effects[static_cast<std::size_t>(action.move_from)],
                  effects[static_cast<std::size_t>(action.move_to)]);
        stack.chosen = action.move_to;
    }
    if (action.remove >= 0) {
        effects.erase(effects.begin() + action.remove);
        if (stack.chosen > action.remove) --stack.chosen;
    }
}

/// There is one lens before a picture: the new one takes the old one's place as that was, or is the scene's
/// own.
void replace_lens(EffectEntry& entry, EffectStack& stack) {
    if (stack.renderer.scene()) store_lens(stack.renderer.lens(), entry.values);
    for (EffectEntry& old : stack.document.effects) {
        if (!old.on || !find_effect_kind(old.kind)->needs_depth) continue;
        entry.values = old.values;
        entry.bokeh = old.bokeh;
        old.on = false;
    }
}

void add_effect(const EffectKind& kind, EffectStack& stack) {
    EffectEntry entry = stack.renderer.shelved_effect(kind);
    if (kind.needs_depth) replace_lens(entry, stack);
    if (kind.showcase_values) kind.showcase_values(entry.values);
    stack.document.effects.push_back(std::move(entry));
    stack.chosen = static_cast<int>(stack.document.effects.size()) - 1;
}

void draw_add_popup(const Theme& theme, EffectStack& stack, bool closes_menu) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(theme.px(10), theme.px(10)));
    if (ImGui::BeginPopup(add_popup)) {
        if (closes_menu) ImGui::CloseCurrentPopup();
        for (const EffectKind& kind : effect_kinds()) {
            if (ImGui::Selectable(kind.label)) add_effect(kind, stack);
            if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", kind.help);
            if (theme.places) theme.places->note_item(std::string("add: ") + kind.name);
        }
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

}  // namespace

void draw_effect_stack(const Theme& theme, EffectStack stack, bool closes_menu) {
    if (heading_with_action(theme, "EFFECTS", "Add", "Put another effect on the stack") &&
        stack.document.effects.size() < max_effects) {
        ImGui::OpenPopup(add_popup);
    }
    draw_add_popup(theme, stack, closes_menu);
    StackAction action;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 0));
    for (int i = 0; i < static_cast<int>(stack.document.effects.size()); ++i)
        draw_row(theme, stack, i, action);
    ImGui::PopStyleVar();
    apply(action, stack);
    if (stack.document.effects.empty()) dim_text(theme, "None: the photograph as it is.");
}

}  // namespace tapestry::demo
