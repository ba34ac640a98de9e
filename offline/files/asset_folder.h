/// Where a program finds the tables, photographs and scenes that come along.
#pragma once

#include <filesystem>

namespace tapestry::offline {

/// ../share/tapestry beside the running program, as it is installed; where that is not, `sources`: the folder
/// it was built from.
std::filesystem::path asset_folder(const std::filesystem::path& sources);

}  // namespace tapestry::offline
