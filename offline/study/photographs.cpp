#include "offline/study/photographs.h"

#include <algorithm>

#include "offline/io/image_file.h"

namespace tapestry::offline::study {
namespace {

namespace fs = std::filesystem;

bool is_picture(const fs::path& path) {
    const std::string extension = path.extension().string();
    return extension == ".png" || extension == ".jpg" || extension == ".jpeg";
}

}  // namespace

Result<Photographs> load_photographs(const fs::path& folder) {
    std::error_code code;
    std::vector<fs::path> paths;
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end; entry.increment(code))
        if (is_picture(entry->path())) paths.push_back(entry->path());
    if (code) return Error{folder.string() + ": " + code.message()};
    if (paths.empty()) return Error{folder.string() + ": holds no photographs"};
    std::sort(paths.begin(), paths.end());
    Photographs photographs;
    for (const fs::path& path : paths) {
        auto picture = read_picture8(path);
        if (!picture) return picture.error();
        photographs.names.push_back(path.filename().string());
        photographs.images.push_back(to_linear(*picture));
    }
    return photographs;
}

}  // namespace tapestry::offline::study
