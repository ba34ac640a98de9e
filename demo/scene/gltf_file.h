/// A glTF file as it is stored: its JSON, and the bytes that it names.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "scene/gltf_json.h"

namespace tapestry::demo {

struct GltfFile {
    std::filesystem::path path;
    Json json;
    std::vector<std::vector<std::uint8_t>> buffers;  ///< empty: where only compressed views are made from
    std::vector<std::string> remarks;
};

/// .gltf with what it names beside it or in data: URIs, or .glb, whatever it is called. Throws GltfError: not
/// such a file; cut short; a buffer that is not there or has fewer bytes than it says.
GltfFile read_gltf_file(const std::filesystem::path& path);

/// What a URI names: bytes that are in it, or a file beside the glTF. Throws GltfError: other schemes, a file
/// that cannot be read.
std::vector<std::uint8_t> read_gltf_uri(const GltfFile& file, const std::string& uri);

}  // namespace tapestry::demo
