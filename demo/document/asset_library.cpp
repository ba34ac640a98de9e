#include "asset_library.h"

#include <algorithm>
#include <string_view>

#include "offline/files/asset_folder.h"
#include "offline/io/picture_format.h"

namespace tapestry::demo {
namespace {

namespace fs = std::filesystem;

template <class IsWanted>
std::vector<fs::path> files_in(const fs::path& folder, IsWanted is_wanted) {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (is_wanted(entry->path())) found.push_back(entry->path());
    std::sort(found.begin(), found.end());
    return found;
}

bool is_picture(const fs::path& path) {
    const auto format = offline::format_of_name(path);
    return format && *format != offline::PictureFormat::pfm && offline::can_read(*format) &&
           path.stem().extension() != ".depth";
}

bool is_scene(const fs::path& path) {
    return path.string().ends_with(".scene.json");
}

auto has_extension(const char* extension) {
    return [extension](const fs::path& path) { return path.extension() == extension; };
}

/// The path whose file name starts with `stem`, else the first one.
std::optional<fs::path> preferred(const std::vector<fs::path>& paths, std::string_view stem) {
    if (paths.empty()) return std::nullopt;
    const auto found = std::find_if(paths.begin(), paths.end(), [&](const fs::path& path) {
        return path.filename().string().starts_with(stem);
    });
    return found == paths.end() ? paths.front() : *found;
}

}  // namespace

Result<AssetLibrary> AssetLibrary::open(const fs::path& folder) {
    std::error_code error;
    if (!folder.empty() && !fs::is_directory(folder, error)) {
        return Error{folder.string() + ": no such folder of assets"};
    }
    const fs::path root =
        fs::canonical(folder.empty() ? offline::asset_folder(TAPESTRY_SOURCE_ASSETS) : folder, error);
    std::vector<fs::path> photos = files_in(root / "photos", is_picture);
    const std::vector<fs::path> pairs = files_in(root / "pairs", is_picture);
    photos.insert(photos.end(), pairs.begin(), pairs.end());
    return AssetLibrary{root, std::move(photos), files_in(root / "scenes", is_scene),
                        files_in(root / "tables", has_extension(".tap")),
                        files_in(root / "presets", has_extension(".json"))};
}

std::optional<fs::path> AssetLibrary::first_picture() const {
    if (const auto scene = preferred(scenes, "night-lights")) return scene;
    return preferred(photos, "coffee");
}
std::optional<fs::path> AssetLibrary::first_table() const {
    return preferred(tables, "disk_0-24_24x4_photo");
}

fs::path full_path(const fs::path& path) {
    std::error_code error;
    auto full = fs::canonical(path, error);
    return error ? path : full;
}

fs::path picture_path(const std::string& picture, const AssetLibrary& assets) {
    std::error_code error;
    if (fs::is_regular_file(picture, error)) return full_path(picture);
    for (const fs::path& shipped :
         {assets.folder / "photos" / picture, assets.folder / "pairs" / picture,
          assets.folder / "scenes" / picture, assets.folder / "scenes" / (picture + ".scene.json")}) {
        if (fs::is_regular_file(shipped, error)) return shipped;
    }
    return picture;
}

}  // namespace tapestry::demo
