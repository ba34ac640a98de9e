/// A folder whose files take the place of the shaders in the library.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "tapestry/result.h"

namespace tapestry {

/// By the path below the folder, with forward slashes.
using ShaderTexts = std::map<std::string, std::string, std::less<>>;

/// Reads every .comp, .glsl and .h below a folder. Error: the path and the system's reason.
Result<ShaderTexts> read_shader_folder(const std::filesystem::path& folder);

}  // namespace tapestry
