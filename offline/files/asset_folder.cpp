#include "offline/files/asset_folder.h"

#include <system_error>

namespace tapestry::offline {

namespace fs = std::filesystem;

fs::path asset_folder(const fs::path& sources) {
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    const fs::path installed = program.parent_path().parent_path() / "share" / "tapestry";
    return fs::is_directory(installed, error) ? installed : sources;
}

}  // namespace tapestry::offline
