#include "actions/opening.h"

#include <algorithm>

#include "document/preset_file.h"
#include "effects/kinds.h"
#include "first_document.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

void list(const fs::path& path, std::vector<fs::path>& paths) {
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
}

void after_picture_opened(ViewerState& state) {
    const fs::path& path = state.renderer.photo_path();
    list(path, state.photos);
    state.document.picture = path.string();
    if (const SceneInput* scene = state.renderer.scene(); scene && !state.document.camera.is_set)
        state.document.camera = scene->own_view();
    state.save_path =
        state.given_save_path.empty() ? path.stem().stem().string() + "-tapestry.png" : state.given_save_path;
}

/// A scene is opened through a lens, a photograph without one.
void suit_effects(Document& document) {
    const bool has_lens =
        std::any_of(document.effects.begin(), document.effects.end(),
                    [](const EffectEntry& effect) { return effect.kind == depth_of_field_name; });
    const bool is_scene = is_scene_name(document.picture);
    if (is_scene && !has_lens) {
        document.effects = {new_effect(*find_effect_kind(depth_of_field_name))};
    } else if (!is_scene && has_lens && document.effects.size() == 1) {
        document.effects = {new_effect(*find_effect_kind("tilt-shift"))};
    }
    if (!is_scene) return;
    if (const auto camera = read_scene_camera(document.picture)) focus_as(camera->lens, document);
}

void open_picture(const fs::path& path, ViewerState& state) {
    Document document = state.document;
    document.picture = path.string();
    document.camera = {};
    suit_effects(document);
    show_document(document, state);
}

void open_table(const fs::path& path, ViewerState& state) {
    EffectEntry* effect = state.chosen();
    if (!effect) return state.show_error({path.string() + ": there is no effect to give this table to"});
    const auto name = state.renderer.shelf().open(path);
    if (!name) return state.show_error(name.error());
    if (const auto status = state.renderer.check_bokeh(*find_effect_kind(effect->kind), *name); !status)
        return state.show_error(status.error());
    effect->bokeh = *name;
    state.message = {};
}

void open_preset(const fs::path& path, ViewerState& state) {
    const auto preset = read_preset(path);
    if (!preset) return state.show_error(preset.error());
    show_document(*preset, state);
    list(path, state.presets);
}

void open_mask(const fs::path& path, ViewerState& state) {
    const auto picture = offline::read_grey(path);
    if (!picture) return state.show_error(picture.error());
    const auto mask = PaintedMask::from(*picture);
    if (!mask) return state.show_error({path.string() + ": there is no light in this mask"});
    state.document.kernel.kernel = painted_kernel;
    state.document.kernel.mask = *mask;
    state.message = {};
}

}  // namespace

void show_document(const Document& document, ViewerState& state) {
    const fs::path photo_before = state.renderer.photo_path();
    Document shown = document;
    if (shown.picture.empty()) shown.picture = state.document.picture;
    if (const auto status = open_document(shown, state.assets, state.renderer); !status)
        return state.show_error(status.error());
    state.message = {};
    state.document = std::move(shown);
    if (state.renderer.photo_path() != photo_before) after_picture_opened(state);
}

void open_file(const fs::path& path, ViewerState& state) {
    if (path.extension() == ".tap") return open_table(path, state);
    if (path.extension() == ".json" && !is_scene_name(path)) return open_preset(path, state);
    open_picture(path, state);
}

void open_dropped(const std::vector<fs::path>& files, ViewerState& state) {
    for (const fs::path& dropped : files) {
        std::error_code error;
        const fs::path full = fs::canonical(dropped, error);
        const fs::path& path = error ? dropped : full;
        const bool is_mask =
            state.tab == Tab::lab && path.extension() != ".tap" && path.extension() != ".json";
        if (is_mask) {
            open_mask(path, state);
        } else {
            open_file(path, state);
        }
    }
}

Status open_first(ViewerState& state) {
    if (auto status = open_document(state.document, state.assets, state.renderer); !status) return status;
    if (state.renderer.has_photo()) after_picture_opened(state);
    state.history = History(state.document);
    state.lab.asked = state.document.kernel;
    return {};
}

}  // namespace tapestry::demo
