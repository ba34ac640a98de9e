/// What a shader's class begins with: see shader.h. For the generated sources alone.
#pragma once

#include <cassert>
#include <cstring>
#include <functional>
#include <memory>

#include "reference/glsl/fibers.h"
#include "reference/glsl/functions.h"
#include "reference/glsl/shader.h"
#include "shared/dof.h"

namespace tapestry::glsl {

using namespace layout;

/// A word of a buffer.
struct BufferWord {
    std::uint32_t* word = nullptr;
    operator std::uint32_t&() const { return *word; }
};

/// All samplers and images of all shaders.
// clang-format off
#define TAPESTRY_TEXTURE_NAMES(X) \
    X(aligned) X(aperture) X(backs) X(bright) X(cells) X(chosen) \
    X(coarse0) X(coarse1) X(coarse2) X(coarse3) X(cocs) X(composed) X(contents) X(coverage) X(data) X(depths) \
    X(far_sprites) X(fill_cocs) X(fill_far) X(fill_nearer) X(filled) \
    X(filled_turns) X(fills0) X(fills1) X(fills2) X(fills3) X(finer_lights) X(finer_places) \
    X(finer_reaches) X(focus) X(focus_cells) X(focus_distance) X(focused) X(fronts) X(hidden) \
    X(hidden_apart) X(hidden_coc) X(kept) X(layer_cocs) X(layer_color) X(light_cocs) \
    X(light_rows) X(lights) \
    X(mask) X(more) X(near_sprites) X(needs) X(original) X(own) \
    X(parameters) X(picture_depths) X(pixel_cocs) X(places) X(previous) X(radii) X(ranges) X(reaches) X(refined) \
    X(slice_rows) X(slices) X(slices0) X(slices1) X(slices2) X(slices3) X(source) X(splits) X(target) \
    X(target_turns) X(tile_needs) X(turns) X(velocities) X(work)
// clang-format on

struct Shader {
#define TAPESTRY_NAME(NAME) TextureUnit NAME;
    TAPESTRY_TEXTURE_NAMES(TAPESTRY_NAME)
#undef TAPESTRY_NAME

    uvec3 gl_WorkGroupID;
    uvec3 gl_LocalInvocationID;
    uvec3 gl_GlobalInvocationID;
    uint gl_LocalInvocationIndex = 0;

    ivec2 first_pixel_of_group;
    ivec2 tile_origin() const {
        return first_pixel_of_group;
    }
    ivec2 pixel_of_invocation() const {
        return first_pixel_of_group + ivec2(gl_LocalInvocationID.xy);
    }

    TapestryTileList* tile_lists = nullptr;
    BufferWord largest;
    uint* tiles = nullptr;
    const glm::vec4* tap_records = nullptr;
    const glm::vec4* knots = nullptr;

    /// Values of defines.
    int source_encoding = 0, source_alpha = 0, target_encoding = 0, target_alpha = 0;
    int taps = 0, entries = 0, layer_records = 0;

    static void barrier() {
        wait_for_others();
    }
    static void memoryBarrierShared() {}
};

#define TAPESTRY_TARGET_FORMAT TAPESTRY_RGBA16F
#define TAPESTRY_SOURCE_ENCODING source_encoding
#define TAPESTRY_SOURCE_ALPHA source_alpha
#define TAPESTRY_TARGET_ENCODING target_encoding
#define TAPESTRY_TARGET_ALPHA target_alpha
#define TAPESTRY_TAPS taps
#define TAPESTRY_ENTRIES entries
#define TAPESTRY_LAYER_RECORDS layer_records

void bind_textures(Shader& shader, const Dispatch& dispatch, ReadCount& reads);
void bind_buffers(Shader& shader, const Dispatch& dispatch);
void set_numbers(Shader& shader, const Dispatch& dispatch);

template <class Block>
void copy_block(Block& block, std::span<const std::byte> bytes) {
    assert(bytes.size() == sizeof(Block) && "run_cpu_shader: the shader's block");
    std::memcpy(&block, bytes.data(), sizeof(Block));
}

/// Runs a shader's class.
template <class Class>
ReadCount run_class(const Dispatch& dispatch) {
    constexpr int invocations = TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y;
    ReadCount reads;
    auto prototype = std::make_unique<Class>();
    bind_textures(*prototype, dispatch, reads);
    bind_buffers(*prototype, dispatch);
    set_numbers(*prototype, dispatch);
    if constexpr (requires { prototype->pass; }) copy_block(prototype->pass, dispatch.block);
    if constexpr (requires { prototype->focus_taps; }) copy_block(prototype->focus_taps, dispatch.taps_block);
    ivec2 first;
    if constexpr (requires { prototype->pass.area; }) first = prototype->pass.area.first;
    std::vector<Class> group;
    const std::function<void(int)> invocation = [&](int index) {
        group[static_cast<std::size_t>(index)].main();
    };
    for (const ivec2& pixel : dispatch.groups) {
        group.assign(invocations, *prototype);
        for (int index = 0; index < invocations; ++index) {
            Class& own = group[static_cast<std::size_t>(index)];
            own.first_pixel_of_group = pixel;
            const ivec2 local(index % TAPESTRY_GROUP_X, index / TAPESTRY_GROUP_X);
            own.gl_WorkGroupID = uvec3((pixel - first) / ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y), 0);
            own.gl_LocalInvocationID = uvec3(local, 0);
            own.gl_GlobalInvocationID = uvec3(pixel - first + local, 0);
            own.gl_LocalInvocationIndex = static_cast<uint>(index);
        }
        if constexpr (Class::has_barriers)
            run_fibers(invocations, invocation);
        else
            for (int index = 0; index < invocations; ++index) invocation(index);
    }
    return reads;
}

struct ShaderClass {
    std::string_view file;
    std::vector<std::string_view> features;
    ReadCount (*run)(const Dispatch&);
};

/// Generated: all of them.
std::vector<ShaderClass> shader_classes();

}  // namespace tapestry::glsl
