/// A pass of a frame that has just run on the GPU, run again on the CPU on the same textures.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "gl/pass_list.h"
#include "reference/glsl/shader.h"

namespace tapestry::test {

/// What both wrote; row 0 is the texture's.
struct WrittenTexture {
    std::string_view name;  ///< the image's
    Image gpu;
    Image cpu;
    std::vector<std::uint8_t> is_written;  ///< by the CPU; the other texels are the GPU's in both
};

/// The tiles of each list as the buffer has them, sorted, since GPUs append in any order.
using TilesOfLists = std::array<std::vector<std::uint32_t>, TAPESTRY_TILE_LISTS>;

struct CpuPass {
    std::vector<WrittenTexture> textures;
    glsl::ReadCount reads;
    /// Where the pass writes lists of tiles.
    TilesOfLists gpu_lists;
    TilesOfLists cpu_lists;
};

/// Level 0 of a texture from its corner, all of it where the size is (0, 0). Leaves GL_TEXTURE_2D of unit 0
/// bound to nothing.
Image read_texture(const DeviceState& device, GLuint name, glm::ivec2 size = {});

/// For PassList::run's watch, with a list that keeps all textures. Nothing where the pass' shader is not
/// compiled for the CPU. Leaves GL_TEXTURE_2D of unit 0 and GL_COPY_READ_BUFFER bound to nothing.
std::optional<CpuPass> run_on_cpu(const DeviceState& device, const PassList& passes,
                                  const PassList::Pass& pass);

/// Pixels, or tiles, that a pass which has just run was run over.
long pixels_of(const DeviceState& device, const PassList::Pass& pass);

}  // namespace tapestry::test
