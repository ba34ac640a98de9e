#include "scene/gltf_builder.h"

#include <cstdlib>
#include <fstream>

#include "core/temporary_folder.h"
#include "scene/gltf_model.h"

namespace tapestry::test {

using nlohmann::json;

std::string base64(std::span<const std::uint8_t> bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) bits = bits << 8 | (i + k < bytes.size() ? bytes[i + k] : 0u);
        for (std::size_t k = 0; k < 4; ++k)
            text += i + k <= bytes.size() ? digits[bits >> (18 - 6 * k) & 63u] : '=';
    }
    return text;
}

GltfBuilder::GltfBuilder() {
    file = json::parse(R"({"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": []}]})");
}

int GltfBuilder::add(const char* list, json what) {
    file[list].push_back(std::move(what));
    return static_cast<int>(file[list].size()) - 1;
}

int GltfBuilder::view(std::span<const std::uint8_t> data) {
    bytes.resize((bytes.size() + 3) / 4 * 4);
    const std::size_t offset = bytes.size();
    bytes.insert(bytes.end(), data.begin(), data.end());
    return add("bufferViews", {{"buffer", 0}, {"byteOffset", offset}, {"byteLength", data.size()}});
}

int GltfBuilder::add_node(json node) {
    const int index = add("nodes", std::move(node));
    file["scenes"][0]["nodes"].push_back(index);
    return index;
}

json GltfBuilder::square() {
    const int positions = floats({0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 1, 0}, "VEC3");
    const int indices = accessor(std::vector<std::uint16_t>{0, 1, 2, 2, 1, 3}, "SCALAR", gltf_unsigned_short);
    return {{"attributes", {{"POSITION", positions}}}, {"indices", indices}};
}

json GltfBuilder::whole() const {
    json result = file;
    if (!bytes.empty() && !result.contains("buffers"))
        result["buffers"] = {
            {{"byteLength", bytes.size()}, {"uri", "data:application/octet-stream;base64," + base64(bytes)}}};
    return result;
}

std::string GltfBuilder::glb() const {
    json result = file;
    if (!result.contains("buffers")) result["buffers"] = {{{"byteLength", bytes.size()}}};
    std::string text = result.dump();
    text.resize((text.size() + 3) / 4 * 4, ' ');
    std::string binary(bytes.begin(), bytes.end());
    binary.resize((binary.size() + 3) / 4 * 4);
    const auto word = [](std::size_t value) {
        const auto bits = static_cast<std::uint32_t>(value);
        return std::string(reinterpret_cast<const char*>(&bits), 4);
    };
    return "glTF" + word(2) + word(12 + 8 + text.size() + 8 + binary.size()) + word(text.size()) + "JSON" +
           text + word(binary.size()) + std::string("BIN\0", 4) + binary;
}

void GltfBuilder::write(const std::filesystem::path& path) const {
    const bool is_text = path.extension() == ".gltf";
    std::ofstream(path, std::ios::binary) << (is_text ? whole().dump() : glb());
}

Result<demo::SceneModel> read_gltf_text(const std::string& text) {
    const TemporaryFolder folder;
    const auto path = folder.path() / "model.gltf";
    std::ofstream(path, std::ios::binary) << text;
    return demo::read_gltf(path);
}

Result<demo::SceneModel> GltfBuilder::read() const {
    return read_gltf_text(whole().dump());
}

std::size_t GltfBuilder::components_of(const std::string& type) {
    if (type == "SCALAR") return 1;
    if (type == "MAT4") return 16;
    return static_cast<std::size_t>(type.back() - '0');
}

std::uint32_t gltf_test_seed() {
    const char* const text = std::getenv("TAPESTRY_TEST_SEED");
    return text ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : 20261201u;
}

bool has_remark(const demo::SceneModel& model, std::string_view part) {
    for (const std::string& remark : model.remarks)
        if (remark.find(part) != std::string::npos) return true;
    return false;
}

}  // namespace tapestry::test
