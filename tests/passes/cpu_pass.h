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

/// How many different texels of a texture a pass touches.
struct TouchedTexture {
    PassTexture texture;
    long read = 0;
    long written = 0;
};

struct CpuPass {
    std::vector<WrittenTexture> textures;
    glsl::ReadCount reads;
    std::vector<TouchedTexture> touched;  ///< each texture once, whatever names it has in the shader
    /// Where the pass writes lists of tiles.
    TilesOfLists gpu_lists;
    TilesOfLists cpu_lists;
};

/// Level 0 of a texture from its corner, all of it where the size is (0, 0). Leaves GL_TEXTURE_2D of unit 0
/// bound to nothing.
Image read_texture(GLuint name, glm::ivec2 size = {});

/// For PassList::run's watch, with a list that keeps all textures. Nothing where the pass' shader is not
/// compiled for the CPU. Leaves GL_TEXTURE_2D of unit 0 and GL_COPY_READ_BUFFER bound to nothing.
std::optional<CpuPass> run_on_cpu(const PassList& passes, const PassList::Pass& pass);

/// Pixels, or tiles, that a pass which has just run was run over.
long pixels_of(const PassList::Pass& pass);

/// For a pass that is not compiled for the CPU: as if it touched in each texture what lies under the pixels
/// that it was run over. Nothing of one that runs over a row of workgroups, which probe a few pixels.
std::vector<TouchedTexture> touched_below(const PassList& passes, const PassList::Pass& pass);

/// Of a texel of the texture's format. Leaves GL_TEXTURE_2D of unit 0 bound to nothing.
int texel_bytes(GLuint texture);

}  // namespace tapestry::test
