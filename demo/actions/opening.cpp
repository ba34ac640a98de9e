#include "actions/opening.h"

#include <algorithm>

#include "document/preset_file.h"
#include "document/startup_document.h"
#include "offline/io/mask_file.h"
#include "offline/kernels/mask_shape.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

void list(const fs::path& path, std::vector<fs::path>& paths) {
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
}

void after_picture_opened(ViewerState& state) {
    const fs::path& path = state.renderer.photo_path();
    list(path, state.photos);
    state.path.sequence.reset();
    state.plate.reset();
    state.path.plays_since.reset();
    state.document.picture = path.string();
    if (const SceneInput* scene = state.renderer.scene(); scene && !state.document.camera.is_set)
        state.document.camera = scene->own_view();
    state.save_path =
        state.given_save_path.empty() ? path.stem().stem().string() + "-tapestry.png" : state.given_save_path;
    std::string remarks;
    for (const std::string& remark : state.renderer.remarks())
        remarks += (remarks.empty() ? "" : "\n") + remark;
    if (!remarks.empty()) state.show_info(remarks);
}

bool is_lens(const EffectEntry& effect) {
    return find_effect_kind(effect.kind)->needs_depth;
}

bool shows_lens_alone(const Document& document) {
    return std::all_of(document.effects.begin(), document.effects.end(),
                       [](const EffectEntry& effect) { return is_lens(effect) || !effect.on; });
}

/// What has depth is opened through a lens, a photograph alone without one.
Result<void> suit_effects(Document& document, DocumentRenderer& renderer) {
    const bool has_lens = std::any_of(document.effects.begin(), document.effects.end(), is_lens);
    const bool is_scene = is_scene_name(document.picture);
    const bool has_depth = is_scene || !document.depth.file.empty();
    if (has_depth ? !has_lens : has_lens && shows_lens_alone(document)) {
        document.effects.clear();
        for (const std::string& name : usual_effects(has_depth)) {
            EffectEntry effect = renderer.shelved_effect(*find_effect_kind(name));
            effect.on = document.effects.empty();
            document.effects.push_back(std::move(effect));
        }
    }
    if (!has_depth) return {};
    if (!is_scene) return focus_on_middle(document);
    if (const auto camera = read_scene_camera(document.picture)) focus_as(camera->lens, document);
    return {};
}

void open_picture(const fs::path& path, const DepthChoice& depth, ViewerState& state) {
    Document document = state.document;
    document.picture = path.string();
    document.depth = depth;
    document.layer.clear();
    document.camera = {};
    document.path = {};
    document.scene_time_s = 0.0f;
    document.scene_plays = true;
    if (const auto status = suit_effects(document, state.renderer); !status)
        return state.show_error(status.error());
    show_document(document, state);
}

/// For the photograph that is open.
void open_depth(const fs::path& path, ViewerState& state) {
    if (!state.renderer.has_photo() || state.renderer.scene())
        return state.show_error({path.string() + ": a depth belongs to a photograph; drop both together"});
    open_picture(state.renderer.photo_path(), depth_of_file(path), state);
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
    auto picture = offline::read_mask_picture(path);
    if (!picture) return state.show_error(picture.error());
    const auto shape =
        offline::shape_of_mask(std::move(*picture), {.centred = true}, offline::is_lossy_picture(path));
    if (!shape) return state.show_error({path.string() + ": " + shape.error().message});
    const auto mask = PaintedMask::from(shape->picture);
    if (!mask) return state.show_error({path.string() + ": there is no light in this mask"});
    state.document.kernel.kernel = painted_kernel;
    state.document.kernel.mask = *mask;
    state.message = {};
    std::string said;
    for (const std::string& remark : shape->remarks) said += (said.empty() ? "Mask: " : "; ") + remark;
    if (!said.empty()) state.show_info(said);
}

}  // namespace

void show_document(const Document& document, ViewerState& state) {
    const fs::path photo_before = state.renderer.photo_path();
    Document shown = document;
    if (shown.picture.empty()) {
        shown.picture = state.document.picture;
        shown.depth = state.document.depth;
    }
    if (const auto status = open_document(shown, state.assets, state.renderer); !status)
        return state.show_error(status.error());
    state.message = {};
    state.document = std::move(shown);
    if (state.renderer.photo_path() != photo_before) after_picture_opened(state);
}

void open_file(const fs::path& path, ViewerState& state) {
    if (path.extension() == ".tap") return open_table(path, state);
    if (path.extension() == ".json" && !is_scene_name(path)) return open_preset(path, state);
    open_picture(path, is_scene_name(path) ? DepthChoice() : depth_beside(path), state);
}

void open_without_depth(const fs::path& path, ViewerState& state) {
    open_picture(path, {}, state);
}

void open_dropped(const std::vector<fs::path>& dropped, ViewerState& state) {
    std::vector<fs::path> files;
    for (const fs::path& path : dropped) {
        std::error_code error;
        const fs::path full = fs::canonical(path, error);
        files.push_back(error ? path : full);
    }
    // Depths after the pictures that they belong to.
    std::stable_partition(files.begin(), files.end(),
                          [](const fs::path& path) { return !is_depth_name(path); });
    for (const fs::path& path : files) {
        const bool is_mask = state.tab == Tab::lab && path.extension() != ".tap" &&
                             path.extension() != ".json" && !is_scene_name(path);
        if (is_mask) {
            open_mask(path, state);
        } else if (is_depth_name(path) && path.extension() != ".json" && path.extension() != ".tap") {
            open_depth(path, state);
        } else {
            open_file(path, state);
        }
    }
}

Result<void> open_first(ViewerState& state) {
    if (auto status = open_document(state.document, state.assets, state.renderer); !status) return status;
    if (state.renderer.has_photo()) after_picture_opened(state);
    state.history = History(state.document);
    state.lab.asked = state.document.kernel;
    return {};
}

}  // namespace tapestry::demo
