/// Which extensions of glTF are read, and what is said of others.
#pragma once

#include "scene/gltf_file.h"

namespace tapestry::demo {

/// Remarks on what the file uses and is not read. Throws GltfError: it requires such an extension.
void check_gltf_extensions(const GltfFile& file, std::vector<std::string>& remarks);

}  // namespace tapestry::demo
