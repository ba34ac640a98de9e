/// Lists of tiles by what they need, written by tiles_classify.comp, and dispatches over them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "gl/area.h"
#include "gl/gl_objects.h"

namespace tapestry {

/// What is before the lists in the buffer: see shaders/include/tile_lists.glsl.
struct TileListHeads {
    std::array<layout::TapestryTileList, TAPESTRY_TILE_LISTS> lists;
    layout::uint largest;
};

class TileLists {
  public:
    explicit TileLists(const GladGLContext& gl) : gl_(&gl) {}

    /// Makes room for an area that is given in tiles. Error: no memory.
    Result<void> reserve(const Area& tiles);

    /// Gives the room back that no frame has used for `frames_kept` frames, or more room than the same area
    /// has needed for as long.
    void end_frame();

    /// Empties all lists, behind a GL_BUFFER_UPDATE_BARRIER_BIT; binds GL_SHADER_STORAGE_BUFFER. The empty
    /// heads stand behind the lists in the same buffer, so that nothing is uploaded in a frame.
    void empty();

    /// How many tiles each list has room for.
    layout::uint capacity() const { return capacity_; }

    /// Where the size of a dispatch over a list stands in the buffer: two workgroups a tile.
    static GLintptr arguments(layout::uint kind) {
        return static_cast<GLintptr>(kind * sizeof(layout::TapestryTileList));
    }

    /// How many of all tiles were last sorted, in this frame, as TAPESTRY_TILE_COPY and so on. Waits for the
    /// GPU; binds GL_SHADER_STORAGE_BUFFER.
    std::array<int, 4> count_kinds() const;

    GLuint name() const { return buffer_.name(); }
    std::size_t bytes() const;
    void release();

  private:
    const GladGLContext* gl_;
    Buffer buffer_;
    layout::uint capacity_ = 0;
    layout::uint needed_ = 0;  ///< when it was last reserved
    std::uint64_t frame_ = 0;
    std::uint64_t last_frame_ = 0;   ///< in which it was reserved
    std::uint64_t last_change_ = 0;  ///< frame in which it was last reserved for more or fewer tiles
};

/// How many tiles so many pixels take, on each axis.
glm::ivec2 tiles_along(glm::ivec2 pixels);

/// Tiles of an area, counted from its first pixel.
glm::ivec2 tiles_across(const Area& area);

}  // namespace tapestry
