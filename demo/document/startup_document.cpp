#include "startup_document.h"

#include <algorithm>

#include "effects/known_effects.h"
#include "preset_file.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

bool ships(const AssetLibrary& assets, const std::string& table) {
    return std::any_of(assets.tables.begin(), assets.tables.end(),
                       [&](const fs::path& path) { return path.stem() == table; });
}

/// An effect with the table that it usually has, else any.
Result<EffectEntry> shipped_effect(const std::string& name, const CommandLine& command,
                                   const AssetLibrary& assets) {
    EffectEntry effect = new_effect(*find_effect_kind(name));
    if (ships(assets, effect.bokeh)) return effect;
    const auto first = assets.first_table();
    if (!first && command.table.empty())
        return Error{(assets.folder / "tables").string() + ": no tap tables; name one with --table"};
    if (first) effect.bokeh = first->stem().string();
    return effect;
}

/// What the command line says of the depth, over what is there already.
DepthChoice chosen_depth(const CommandLine& command, DepthChoice choice) {
    if (!command.depth.empty()) choice = depth_of_file(full_path(command.depth));
    for (std::size_t i = 0; i < std::size(depth_kind_names); ++i)
        if (command.depth_kind == depth_kind_names[i]) choice.kind = static_cast<DepthPictureKind>(i);
    if (command.depth_near_m) choice.near_m = *command.depth_near_m;
    if (command.depth_far_m) choice.far_m = *command.depth_far_m;
    if (command.depth_flip) choice.flipped = true;
    if (!command.depth_layer.empty()) choice.layer = command.depth_layer;
    if (command.depth_unit_m) choice.metres_per_unit = *command.depth_unit_m;
    return choice;
}

std::string first_picture(const CommandLine& command, const AssetLibrary& assets) {
    if (!command.photo.empty()) return command.photo.string();
    if (!command.scene.empty()) return command.scene;
    const auto first = assets.first_picture();
    return first ? first->string() : "";
}

}  // namespace

Result<Document> startup_document(const CommandLine& command, const AssetLibrary& assets) {
    Document document;
    if (!command.preset.empty()) {
        auto preset = read_preset(command.preset);
        if (!preset) return preset.error();
        document = std::move(*preset);
        if (!command.photo.empty() || !command.scene.empty() || document.picture.empty()) {
            document.picture = first_picture(command, assets);
            document.depth = depth_beside(picture_path(document.picture, assets));
        }
        document.depth = chosen_depth(command, document.depth);
    } else {
        document.picture = first_picture(command, assets);
        const fs::path picture = picture_path(document.picture, assets);
        const bool is_scene = is_scene_name(picture);
        if (!is_scene) document.depth = chosen_depth(command, depth_beside(picture));
        const bool has_depth = is_scene || !document.depth.file.empty();
        const bool is_usual = command.effects.empty();
        for (const std::string& name : is_usual ? usual_effects(has_depth) : command.effects) {
            auto effect = shipped_effect(name, command, assets);
            if (!effect) return effect.error();
            effect->on = !is_usual || document.effects.empty();
            document.effects.push_back(std::move(*effect));
        }
        if (is_scene) {
            const auto scene = read_scene_camera(picture);
            if (!scene) return scene.error();
            focus_as(scene->lens, document);
        } else if (has_depth) {
            if (auto status = focus_on_middle(document); !status) return status.error();
        }
    }
    if (!command.layer.empty()) document.layer = command.layer;
    if (command.time_s) {
        document.scene_time_s = *command.time_s;
        document.scene_plays = command.sequence;
    }
    if (!command.table.empty() && !document.effects.empty())
        document.effects.front().bokeh = full_path(command.table).string();
    for (const std::string& assignment : command.assignments) {
        if (auto status = set_option(document.effects, assignment); !status)
            return Error{"--set " + assignment + ": " + status.error().message};
    }
    return document;
}

std::vector<std::string> usual_effects(bool has_depth) {
    if (has_depth) return {depth_of_field_name, "tilt-shift"};
    return {"tilt-shift"};
}

void focus_as(const Lens& lens, Document& document) {
    for (EffectEntry& effect : document.effects)
        if (find_effect_kind(effect.kind)->needs_depth) store_lens(lens, effect.values);
}

Result<void> focus_on_middle(Document& document) {
    const auto distance_m = middle_distance_m(document.depth);
    if (!distance_m) return distance_m.error();
    for (EffectEntry& effect : document.effects)
        if (float* focus_m = focus_in(effect)) *focus_m = *distance_m;
    return {};
}

Result<void> open_document(const Document& document, const AssetLibrary& assets, DocumentRenderer& renderer) {
    for (const EffectEntry& effect : document.effects) {
        if (effect.bokeh == lab_bokeh) continue;
        if (fs::path(effect.bokeh).has_parent_path()) {
            if (const auto opened = renderer.shelf().open(effect.bokeh); !opened) return opened.error();
        }
        if (auto status = renderer.check_bokeh(*find_effect_kind(effect.kind), effect.bokeh); !status)
            return status;
    }
    if (document.picture.empty()) return {};
    const fs::path path = picture_path(document.picture, assets);
    DepthChoice depth = document.depth;
    if (!depth.file.empty()) depth.file = picture_path(depth.file, assets).string();
    if (renderer.has_opened(path, depth, document.layer)) return {};
    return renderer.open_picture(path, depth, document.layer);
}

}  // namespace tapestry::demo
