/// The GPU's shaders as C++: the text that the GPU compiles is compiled here, too, floats being doubles, and
/// runs workgroup by workgroup on textures that count what is read. So nothing of a pass is written twice:
/// what GPU and CPU do not agree on is a driver's, a binding's, a barrier's or a rounding's fault, and how
/// many texels a pass reads is known exactly. Whether the maths is right is told by others: by properties and
/// by references that share no text.
///
/// begin.h and end.h turn GLSL's keywords into C++ for the time of a shader's class, whose members are the
/// shader's variables and functions: one object an invocation. engine/CMakeLists.txt lists the
/// shaders.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "reference/glsl/texture_unit.h"

namespace tapestry::glsl {

/// A pass as it runs on the CPU.
struct Dispatch {
    std::string_view shader;  ///< file below shaders/
    /// What the program is compiled with, names that are only defined and numbers.
    std::vector<std::pair<std::string_view, int>> defines;
    std::vector<std::pair<std::string_view, Texture*>> textures;  ///< of samplers and images
    std::span<const std::byte> block;                             ///< its struct of shaders/shared/
    std::span<const std::byte> taps_block;                        ///< of TAPESTRY_UNIFORM_TAPS; may be empty
    std::span<std::uint32_t> tile_buffer;                         ///< of TAPESTRY_STORAGE_TILES; may be empty
    std::span<const glm::vec4> tap_records;
    std::span<const glm::vec4> knots;
    std::vector<ivec2> groups;  ///< workgroups, by their first pixels
};

/// Whether the shader is compiled for the CPU with these defines.
bool has_cpu_shader(const Dispatch& dispatch);

/// Runs it. It must be there.
ReadCount run_cpu_shader(const Dispatch& dispatch);

/// Workgroups over the pixels [first, end).
std::vector<ivec2> groups_over(ivec2 first, ivec2 end);

}  // namespace tapestry::glsl
