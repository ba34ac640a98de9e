#include "reference/glsl/shader.h"

#include <algorithm>

#include "reference/glsl/shader_class.h"

namespace tapestry::glsl {
namespace {

const std::vector<ShaderClass>& classes() {
    static const std::vector<ShaderClass> all = shader_classes();
    return all;
}

bool is_defined(const Dispatch& dispatch, std::string_view name) {
    return std::ranges::any_of(dispatch.defines, [&](const auto& define) { return define.first == name; });
}

bool has(const ShaderClass& one, std::string_view feature) {
    return std::ranges::find(one.features, feature) != one.features.end();
}

/// Whether a variant of the file has what the pass is compiled with, and nothing else: names that no variant
/// knows, as of formats, are the same in all.
bool is_for(const ShaderClass& one, const Dispatch& dispatch) {
    if (one.file != dispatch.shader) return false;
    return std::ranges::all_of(classes(), [&](const ShaderClass& other) {
        return other.file != one.file || std::ranges::all_of(other.features, [&](std::string_view feature) {
                   return has(one, feature) == is_defined(dispatch, feature);
               });
    });
}

const ShaderClass* find_class(const Dispatch& dispatch) {
    const auto found =
        std::ranges::find_if(classes(), [&](const ShaderClass& one) { return is_for(one, dispatch); });
    return found != classes().end() ? &*found : nullptr;
}

}  // namespace

void bind_textures(Shader& shader, const Dispatch& dispatch, ReadCount& reads) {
    for (const auto& [name, texture] : dispatch.textures) {
        [[maybe_unused]] bool is_known = false;
#define TAPESTRY_NAME(NAME)                         \
    if (name == #NAME) {                            \
        shader.NAME = TextureUnit(*texture, reads); \
        is_known = true;                            \
    }
        TAPESTRY_TEXTURE_NAMES(TAPESTRY_NAME)
#undef TAPESTRY_NAME
        assert(is_known && "run_cpu_shader: the name is in TAPESTRY_TEXTURE_NAMES");
    }
}

void bind_buffers(Shader& shader, const Dispatch& dispatch) {
    if (!dispatch.tile_buffer.empty()) {
        shader.tile_lists = reinterpret_cast<TapestryTileList*>(dispatch.tile_buffer.data());
        shader.largest.word = reinterpret_cast<std::uint32_t*>(shader.tile_lists + TAPESTRY_TILE_LISTS);
        shader.tiles = shader.largest.word + 1;
    }
    shader.tap_records = dispatch.tap_records.data();
    shader.knots = dispatch.knots.data();
}

void set_numbers(Shader& shader, const Dispatch& dispatch) {
    const std::initializer_list<std::pair<std::string_view, int*>> numbers = {
        {"TAPESTRY_SOURCE_ENCODING", &shader.source_encoding},
        {"TAPESTRY_SOURCE_ALPHA", &shader.source_alpha},
        {"TAPESTRY_TARGET_ENCODING", &shader.target_encoding},
        {"TAPESTRY_TARGET_ALPHA", &shader.target_alpha},
        {"TAPESTRY_TAPS", &shader.taps},
        {"TAPESTRY_ENTRIES", &shader.entries},
        {"TAPESTRY_LAYER_RECORDS", &shader.layer_records}};
    for (const auto& [name, value] : dispatch.defines)
        for (const auto& [known, number] : numbers)
            if (name == known) *number = value;
}

bool has_cpu_shader(const Dispatch& dispatch) {
    return find_class(dispatch) != nullptr;
}

ReadCount run_cpu_shader(const Dispatch& dispatch) {
    const ShaderClass* const found = find_class(dispatch);
    assert(found && "run_cpu_shader: a shader that is compiled for the CPU");
    return found->run(dispatch);
}

std::vector<ivec2> groups_over(ivec2 first, ivec2 end) {
    std::vector<ivec2> groups;
    for (int y = first.y; y < end.y; y += TAPESTRY_GROUP_Y)
        for (int x = first.x; x < end.x; x += TAPESTRY_GROUP_X) groups.push_back(ivec2(x, y));
    return groups;
}

}  // namespace tapestry::glsl
