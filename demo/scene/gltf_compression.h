/// Compressed meshes: EXT_meshopt_compression and KHR_draco_mesh_compression, by the libraries of those who
/// made them, where they were there when this was built.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "scene/gltf_json.h"

namespace tapestry::demo {

inline constexpr const char* meshopt_extension = "EXT_meshopt_compression";
inline constexpr const char* draco_extension = "KHR_draco_mesh_compression";

/// What to install to read files that need the extension, for people; empty: nothing, they are read.
std::string missing_package(const std::string& extension);

/// A buffer view's bytes as the extension's object describes them. Throws GltfError: damaged; more than
/// most_bytes; built without the library.
std::vector<std::uint8_t> decode_meshopt(const Json& description, std::span<const std::uint8_t> bytes,
                                         std::size_t most_bytes);

class DracoMesh {
  public:
    /// Throws GltfError: damaged; built without the library.
    explicit DracoMesh(std::span<const std::uint8_t> bytes);
    ~DracoMesh();

    std::size_t vertices() const;
    std::vector<std::uint32_t> indices() const;
    /// An attribute, by the extension's number; integers are divided by the accessor's normalizer. Throws
    /// GltfError: it is not there, or has another number of components.
    std::vector<float> floats(std::size_t id, std::size_t components, float normalizer) const;
    std::size_t components(std::size_t id) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace tapestry::demo
