/// The photographs and tap tables that ship with Tapestry.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "tapestry/result.h"

namespace tapestry::demo {

struct AssetLibrary {
    std::filesystem::path folder;
    /// folder/photos/*.{png,jpg,jpeg,exr} by name, then those of folder/pairs, which have a *.depth.* beside
    /// them
    std::vector<std::filesystem::path> photos;
    std::vector<std::filesystem::path> scenes;   ///< folder/scenes/*.scene.json, by name
    std::vector<std::filesystem::path> tables;   ///< folder/tables/*.tap, by name
    std::vector<std::filesystem::path> presets;  ///< folder/presets/*.json, by name

    /// Looks into `folder`, or where that is empty beside the program (../share/tapestry) and then into the
    /// source tree it was built from. Error: `folder` was given and is none.
    static Result<AssetLibrary> open(const std::filesystem::path& folder);

    /// The picture (a scene, else a photograph) and the table to begin with; none when there are none.
    std::optional<std::filesystem::path> first_picture() const;
    std::optional<std::filesystem::path> first_table() const;
};

/// One name for a file, however it was given, so that lists show it once.
std::filesystem::path full_path(const std::filesystem::path& path);

/// The file that a document's picture means: a path, or a shipped picture's name.
std::filesystem::path picture_path(const std::string& picture, const AssetLibrary& assets);

}  // namespace tapestry::demo
