/// The photographs that filters are judged on.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "tapestry/image.h"
#include "tapestry/result.h"

namespace tapestry::offline::study {

struct Photographs {
    std::vector<std::string> names;  ///< of the files
    std::vector<Image> images;       ///< linear light
};

/// Every PNG and JPEG of a folder, by name. Error: no such folder, none in it, one that cannot be read.
Result<Photographs> load_photographs(const std::filesystem::path& folder);

}  // namespace tapestry::offline::study
