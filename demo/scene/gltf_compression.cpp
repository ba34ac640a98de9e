#include "scene/gltf_compression.h"

#include <algorithm>

#if TAPESTRY_HAS_DRACO
#include <draco/compression/decode.h>
#endif
#if TAPESTRY_HAS_MESHOPT
#include <meshoptimizer.h>
#endif

namespace tapestry::demo {
namespace {

[[maybe_unused]] GltfError not_built_in(const char* name) {
    return GltfError("it needs the extension " + std::string(name) + ": " + missing_package(name));
}

}  // namespace

std::string missing_package(const std::string& name) {
    const auto advice = [](const char* package) {
        return "install " + std::string(package) + " (Debian) and build this again";
    };
#if !TAPESTRY_HAS_DRACO
    if (name == draco_extension) return advice("libdraco-dev");
#endif
#if !TAPESTRY_HAS_MESHOPT
    if (name == meshopt_extension) return advice("libmeshoptimizer-dev");
#endif
    (void)advice;
    (void)name;
    return {};
}

#if TAPESTRY_HAS_MESHOPT

std::vector<std::uint8_t> decode_meshopt(const Json& description, std::span<const std::uint8_t> bytes,
                                         std::size_t most_bytes) {
    const std::string mode = text_in(description, "mode"), filter = text_in(description, "filter", "NONE");
    const std::size_t count = size_in(description, "count"), stride = size_in(description, "byteStride");
    const std::string name = meshopt_extension;
    const bool is_vertices = mode == "ATTRIBUTES";
    if (!is_vertices && mode != "TRIANGLES" && mode != "INDICES")
        throw GltfError(name + ": the mode '" + mode.substr(0, 40) + "' is not known");
    const bool fits =
        is_vertices ? stride > 0 && stride % 4 == 0 && stride <= 256 : stride == 2 || stride == 4;
    if (!fits) throw GltfError(name + ": a byteStride of " + std::to_string(stride));
    // Nothing is packed tighter than a bit for 16 bytes.
    if (count > most_bytes / stride || count * stride / 128 > bytes.size() + 256)
        throw GltfError(name + ": more than can be read: " + std::to_string(count) + " elements");
    if (mode == "TRIANGLES" && count % 3 != 0) throw GltfError(name + ": triangles without three corners");
    std::vector<std::uint8_t> decoded(count * stride);
    int status = 0;
    if (is_vertices)
        status = meshopt_decodeVertexBuffer(decoded.data(), count, stride, bytes.data(), bytes.size());
    else if (mode == "TRIANGLES")
        status = meshopt_decodeIndexBuffer(decoded.data(), count, stride, bytes.data(), bytes.size());
    else
        status = meshopt_decodeIndexSequence(decoded.data(), count, stride, bytes.data(), bytes.size());
    if (status != 0) throw GltfError(name + ": damaged data");
    if (filter == "NONE") return decoded;
    if (!is_vertices) throw GltfError(name + ": a filter of what is no attributes");
    if (filter == "OCTAHEDRAL" && (stride == 4 || stride == 8))
        meshopt_decodeFilterOct(decoded.data(), count, stride);
    else if (filter == "QUATERNION" && stride == 8)
        meshopt_decodeFilterQuat(decoded.data(), count, stride);
    else if (filter == "EXPONENTIAL")
        meshopt_decodeFilterExp(decoded.data(), count, stride);
    else
        throw GltfError(name + ": the filter '" + filter.substr(0, 40) + "' is not known for this stride");
    return decoded;
}

#else

std::vector<std::uint8_t> decode_meshopt(const Json&, std::span<const std::uint8_t>, std::size_t) {
    throw not_built_in(meshopt_extension);
}

#endif
#if TAPESTRY_HAS_DRACO

struct DracoMesh::Impl {
    std::unique_ptr<draco::Mesh> mesh;

    const draco::PointAttribute& attribute(std::size_t id) const {
        const draco::PointAttribute* found =
            id < 65536 ? mesh->GetAttributeByUniqueId(static_cast<std::uint32_t>(id)) : nullptr;
        if (!found) throw GltfError(std::string(draco_extension) + ": an attribute that is not there");
        return *found;
    }
};

DracoMesh::DracoMesh(std::span<const std::uint8_t> bytes) : impl_(std::make_unique<Impl>()) {
    draco::DecoderBuffer buffer;
    buffer.Init(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    draco::Decoder decoder;
    auto mesh = decoder.DecodeMeshFromBuffer(&buffer);
    if (!mesh.ok())
        throw GltfError(std::string(draco_extension) + ": damaged data: " + mesh.status().error_msg());
    impl_->mesh = std::move(mesh).value();
}

DracoMesh::~DracoMesh() = default;

std::size_t DracoMesh::vertices() const {
    return impl_->mesh->num_points();
}

std::vector<std::uint32_t> DracoMesh::indices() const {
    std::vector<std::uint32_t> indices;
    for (draco::FaceIndex i(0); i < impl_->mesh->num_faces(); ++i)
        for (const draco::PointIndex& corner : impl_->mesh->face(i)) indices.push_back(corner.value());
    return indices;
}

std::size_t DracoMesh::components(std::size_t id) const {
    return static_cast<std::size_t>(impl_->attribute(id).num_components());
}

std::vector<float> DracoMesh::floats(std::size_t id, std::size_t components, float normalizer) const {
    const draco::PointAttribute& attribute = impl_->attribute(id);
    if (this->components(id) != components)
        throw GltfError(std::string(draco_extension) + ": an attribute of another type than its accessor");
    std::vector<float> numbers(components * vertices());
    if (!attribute.is_mapping_identity() && attribute.indices_map_size() < vertices())
        throw GltfError(std::string(draco_extension) + ": damaged data");
    for (draco::PointIndex i(0); i < impl_->mesh->num_points(); ++i) {
        const draco::AttributeValueIndex value = attribute.mapped_index(i);
        if (value.value() >= attribute.size() ||
            !attribute.ConvertValue<float>(value, static_cast<std::int8_t>(components),
                                           &numbers[components * i.value()]))
            throw GltfError(std::string(draco_extension) + ": damaged data");
    }
    if (normalizer != 1.0f && !attribute.normalized())
        for (float& number : numbers) number = std::max(-1.0f, number / normalizer);
    return numbers;
}

#else

struct DracoMesh::Impl {};
DracoMesh::DracoMesh(std::span<const std::uint8_t>) {
    throw not_built_in(draco_extension);
}
DracoMesh::~DracoMesh() = default;
std::size_t DracoMesh::vertices() const {
    return 0;
}
std::vector<std::uint32_t> DracoMesh::indices() const {
    return {};
}
std::vector<float> DracoMesh::floats(std::size_t, std::size_t, float) const {
    return {};
}
std::size_t DracoMesh::components(std::size_t) const {
    return 0;
}

#endif

}  // namespace tapestry::demo
