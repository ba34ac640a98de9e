#include "first_document.h"

#include <algorithm>

#include "document/preset_file.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

/// One name for a file, however it was given, so that lists show it once.
fs::path full_path(const fs::path& path) {
    std::error_code error;
    auto full = fs::canonical(path, error);
    return error ? path : full;
}

bool ships(const AssetLibrary& assets, const std::string& table) {
    return std::any_of(assets.tables.begin(), assets.tables.end(),
                       [&](const fs::path& path) { return path.stem() == table; });
}

/// Named effects with the table that was given, else their standard one, else any.
Status add_effects(const CommandLine& command, const AssetLibrary& assets, Document& document) {
    for (const std::string& name : command.effects) {
        EffectEntry effect = new_effect(*find_effect_kind(name));
        if (!ships(assets, effect.bokeh)) {
            const auto first = assets.first_table();
            if (!first && command.table.empty())
                return Error{(assets.folder / "tables").string() + ": no tap tables; name one with --table"};
            if (first) effect.bokeh = first->stem().string();
        }
        document.effects.push_back(std::move(effect));
    }
    return {};
}

}  // namespace

Result<Document> first_document(const CommandLine& command, const AssetLibrary& assets) {
    Document document;
    if (!command.preset.empty()) {
        auto preset = read_preset(command.preset);
        if (!preset) return preset.error();
        document = std::move(*preset);
    } else if (auto status = add_effects(command, assets, document); !status) {
        return status.error();
    }
    if (!command.table.empty() && !document.effects.empty())
        document.effects.front().bokeh = full_path(command.table).string();
    for (const std::string& assignment : command.assignments) {
        if (auto status = set_option(document.effects, assignment); !status)
            return Error{"--set " + assignment + ": " + status.error().message};
    }
    if (!command.photo.empty()) document.picture = command.photo.string();
    if (document.picture.empty()) {
        if (const auto photo = assets.first_photo()) document.picture = photo->string();
    }
    return document;
}

fs::path picture_path(const std::string& picture, const AssetLibrary& assets) {
    std::error_code error;
    if (fs::is_regular_file(picture, error)) return full_path(picture);
    const fs::path shipped = assets.folder / "photos" / picture;
    return fs::exists(shipped, error) ? shipped : fs::path(picture);
}

Status open_document(const Document& document, const AssetLibrary& assets, DocumentRenderer& renderer) {
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
    if (renderer.has_photo() && renderer.photo_path() == path) return {};
    return renderer.open_photo(path);
}

}  // namespace tapestry::demo
