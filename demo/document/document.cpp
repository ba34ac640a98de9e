#include "document/document.h"

#include <algorithm>

#include "effects/known_effects.h"

namespace tapestry::demo {
namespace {

std::string in_quotes(std::string_view text) {
    std::string result = "'";
    result.append(text).push_back('\'');
    return result;
}

Error unknown_option(std::span<const EffectEntry> effects, std::string_view name) {
    if (effects.empty()) return {"there is no effect that could have an option " + in_quotes(name)};
    std::string text;
    for (const EffectEntry& effect : effects) {
        const EffectKind* kind = find_effect_kind(effect.kind);
        std::string known;
        for (const OptionField& field : kind->fields) known += std::string(", ") + field.name;
        text += (text.empty() ? "" : "; ") + effect.kind + " has no option " + in_quotes(name) + "; it has" +
                (known.empty() ? " none" : known.substr(1));
    }
    return {text};
}

}  // namespace

EffectEntry new_effect(const EffectKind& kind) {
    return {kind.name, true, kind.standard_table, standard_values(kind)};
}

Result<void> set_option(std::span<EffectEntry> effects, std::string_view assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string_view::npos) {
        return Error{in_quotes(assignment) + " is not of the form name=value"};
    }
    const std::string_view full_name = assignment.substr(0, equals);
    const auto dot = full_name.find('.');
    const std::string_view wanted_kind = dot == std::string_view::npos ? "" : full_name.substr(0, dot);
    const std::string_view name = dot == std::string_view::npos ? full_name : full_name.substr(dot + 1);
    for (EffectEntry& effect : effects) {
        if (!wanted_kind.empty() && wanted_kind != effect.kind) continue;
        const EffectKind* kind = find_effect_kind(effect.kind);
        const int index = find_field(*kind, name);
        if (index < 0) continue;
        const auto value =
            parse_field(kind->fields[static_cast<std::size_t>(index)], assignment.substr(equals + 1));
        if (!value) return value.error();
        effect.values[static_cast<std::size_t>(index)] = *value;
        return {};
    }
    return unknown_option(effects, full_name);
}

float* focus_in(EffectEntry& effect) {
    return find_effect_kind(effect.kind)->needs_depth ? &focus_distance_of(effect.values) : nullptr;
}

bool uses_lab(const Document& document) {
    return std::any_of(document.effects.begin(), document.effects.end(),
                       [](const EffectEntry& effect) { return effect.on && effect.bokeh == lab_bokeh; });
}

}  // namespace tapestry::demo
