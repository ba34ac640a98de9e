#include "scene/gltf_file.h"

#include <cstring>
#include <span>
#include <string_view>

#include "offline/files/base64.h"
#include "offline/files/file_bytes.h"
#include "offline/files/readable_text.h"

namespace tapestry::demo {
namespace {

constexpr std::size_t most_file_bytes = std::size_t{1} << 31;
constexpr std::size_t most_json_bytes = std::size_t{1} << 29;

std::uint32_t word_at(std::span<const std::uint8_t> bytes, std::size_t at) {
    return bytes[at] | std::uint32_t{bytes[at + 1]} << 8 | std::uint32_t{bytes[at + 2]} << 16 |
           std::uint32_t{bytes[at + 3]} << 24;
}

std::vector<std::uint8_t> read_whole(const std::filesystem::path& path) {
    auto bytes = offline::read_file_bytes(path, most_file_bytes);
    if (!bytes) throw GltfError(bytes.error().message);
    return std::move(*bytes);
}

/// glTF 2.0, 4.4: a header of 12 bytes, then chunks, each with its length and type before it.
struct GlbChunks {
    std::span<const std::uint8_t> json, binary;
};

bool is_glb(std::span<const std::uint8_t> bytes) {
    return bytes.size() >= 4 && std::memcmp(bytes.data(), "glTF", 4) == 0;
}

GlbChunks chunks_of(std::span<const std::uint8_t> bytes) {
    if (bytes.size() < 20) throw GltfError("is cut short");
    if (word_at(bytes, 4) != 2)
        throw GltfError("is glTF " + std::to_string(word_at(bytes, 4)) + ", and only glTF 2 is read");
    const std::size_t length = word_at(bytes, 8);
    if (length > bytes.size()) throw GltfError("is cut short");
    bytes = bytes.first(length);
    GlbChunks chunks;
    for (std::size_t at = 12; at + 8 <= bytes.size();) {
        const std::size_t size = word_at(bytes, at);
        const std::uint32_t type = word_at(bytes, at + 4);
        if (size > bytes.size() - at - 8) throw GltfError("is cut short");
        const auto chunk = bytes.subspan(at + 8, size);
        if (type == 0x4E4F534A && chunks.json.empty()) chunks.json = chunk;
        if (type == 0x004E4942 && chunks.binary.empty()) chunks.binary = chunk;
        at += 8 + size;
    }
    if (chunks.json.empty()) throw GltfError("has no JSON in it");
    return chunks;
}

Json parsed_gltf(std::span<const std::uint8_t> text) {
    if (text.size() > most_json_bytes) throw GltfError("has more JSON than can be read");
    Json json = Json::parse(text.begin(), text.end(), nullptr, false);
    if (!json.is_object()) throw GltfError("is not JSON, or is cut short");
    const Json* stored = member(object_in(json, "asset"), "version");
    std::string version = stored ? stored->dump() : "";
    if (stored && stored->is_string()) version = stored->get<std::string>();
    if (!version.starts_with("2."))
        throw GltfError(version.empty() ? "says no version of glTF"
                                        : "is glTF " + version.substr(0, 16) + ", and only glTF 2 is read");
    return json;
}

/// Compressed views have buffers that only loaders without the extension need.
bool is_fallback(const Json& buffer) {
    for (const char* name : {"EXT_meshopt_compression", "KHR_meshopt_compression"})
        if (const Json* found = extension(buffer, name); found && flag_in(*found, "fallback")) return true;
    return false;
}

}  // namespace

std::vector<std::uint8_t> read_gltf_uri(const GltfFile& file, const std::string& uri) {
    if (uri.starts_with("data:")) {
        const std::size_t comma = uri.find(',');
        if (comma == std::string::npos) throw GltfError("a data: URI has no data");
        if (!std::string_view(uri).substr(0, comma).ends_with(";base64"))
            throw GltfError("a data: URI is not base64");
        auto bytes = offline::from_base64(std::string_view(uri).substr(comma + 1));
        if (!bytes) throw GltfError("a data: URI is not base64");
        return std::move(*bytes);
    }
    if (uri.find("://") != std::string::npos) throw GltfError(uri.substr(0, 200) + ": not a file beside it");
    const std::filesystem::path folder = file.path.parent_path();
    std::error_code code;
    // Not everyone escapes what should be.
    if (std::filesystem::is_regular_file(folder / uri, code)) return read_whole(folder / uri);
    return read_whole(folder / offline::percent_decoded(uri).value_or(uri));
}

GltfFile read_gltf_file(const std::filesystem::path& path) {
    GltfFile file;
    file.path = path;
    auto bytes = read_whole(path);
    std::span<const std::uint8_t> binary;
    if (is_glb(bytes)) {
        const GlbChunks chunks = chunks_of(bytes);
        file.json = parsed_gltf(chunks.json);
        binary = chunks.binary;
    } else {
        file.json = parsed_gltf(bytes);
    }
    const Json& buffers = list_in(file.json, "buffers");
    for (std::size_t i = 0; i < buffers.size(); ++i) {
        const Json& buffer = element(file.json, "buffers", i);
        std::vector<std::uint8_t> content;
        if (member(buffer, "uri"))
            content = read_gltf_uri(file, text_in(buffer, "uri"));
        else if (i == 0 && !binary.empty())
            content.assign(binary.begin(), binary.end());
        else if (!is_fallback(buffer))
            throw GltfError("buffer " + std::to_string(i) + " is nowhere");
        const std::size_t length = size_in(buffer, "byteLength");
        if (!is_fallback(buffer) && content.size() < length)
            throw GltfError("buffer " + std::to_string(i) + " has " + std::to_string(content.size()) +
                            " bytes, and says it has " + std::to_string(length));
        file.buffers.push_back(std::move(content));
    }
    return file;
}

}  // namespace tapestry::demo
