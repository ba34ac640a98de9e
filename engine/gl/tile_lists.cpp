#include "gl/tile_lists.h"

#include <algorithm>

#include "gl/texture_pool.h"

namespace tapestry {
namespace {

static_assert(TAPESTRY_GROUP_X == TAPESTRY_TILE);
static_assert(TAPESTRY_GROUP_Y * TAPESTRY_GROUPS_PER_TILE == TAPESTRY_TILE);
static_assert(2 * TAPESTRY_GROUP_HALF_Y == TAPESTRY_GROUP_Y);
static_assert(TAPESTRY_TILES_PER_GROUP * TAPESTRY_TILE == TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y);
static_assert(TAPESTRY_TILES_FILTERED + TAPESTRY_TILE_VARYING + 1 == TAPESTRY_TILE_LISTS);

std::size_t bytes_for(layout::uint capacity) {
    // The lists, and what their tiles need.
    return sizeof(TileListHeads) + 2 * std::size_t{TAPESTRY_TILE_LISTS} * capacity * sizeof(layout::uint);
}

TileListHeads empty_heads() {
    TileListHeads heads = {};
    for (layout::TapestryTileList& head : heads.lists) head.groups_z = TAPESTRY_GROUPS_PER_TILE;
    return heads;
}

}  // namespace

glm::ivec2 tiles_along(glm::ivec2 pixels) {
    return (pixels + TAPESTRY_TILE - 1) / TAPESTRY_TILE;
}

glm::ivec2 tiles_across(const Area& area) {
    return tiles_along(area.end - area.first);
}

Result<void> TileLists::reserve(const Area& tiles) {
    const glm::ivec2 across = tiles.end - tiles.first;
    const auto needed = static_cast<layout::uint>(across.x) * static_cast<layout::uint>(across.y);
    if (needed != needed_) last_change_ = frame_;
    needed_ = needed;
    last_frame_ = frame_;
    if (needed <= capacity_) return {};
    // Where one area was outgrown others will be.
    const layout::uint capacity = capacity_ == 0 ? needed : needed + needed / 2;
    const std::size_t bytes = bytes_for(capacity);
    const TileListHeads heads = empty_heads();
    Result<Buffer> buffer = create_buffer(*gl_, GL_SHADER_STORAGE_BUFFER, bytes + sizeof(heads), nullptr,
                                          GL_DYNAMIC_COPY, "tapestry tiles");
    if (!buffer) return buffer.error();
    gl_->BufferSubData(GL_SHADER_STORAGE_BUFFER, static_cast<GLintptr>(bytes), sizeof(heads), &heads);
    buffer_ = std::move(*buffer);
    capacity_ = capacity;
    return {};
}

void TileLists::end_frame() {
    ++frame_;
    const bool is_stale = frame_ - last_frame_ > frames_kept;
    const bool is_settled = frame_ - last_change_ > frames_kept;
    if (is_stale || (is_settled && capacity_ != needed_)) release();
}

void TileLists::empty() {
    gl_->BindBuffer(GL_SHADER_STORAGE_BUFFER, buffer_.name());
    gl_->CopyBufferSubData(GL_SHADER_STORAGE_BUFFER, GL_SHADER_STORAGE_BUFFER,
                           static_cast<GLintptr>(bytes_for(capacity_)), 0, sizeof(TileListHeads));
}

std::array<int, 4> TileLists::count_kinds() const {
    std::array<int, 4> counts = {};
    if (capacity_ == 0 || last_frame_ != frame_) return counts;
    gl_->MemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    gl_->BindBuffer(GL_SHADER_STORAGE_BUFFER, buffer_.name());
    const void* const memory = gl_->MapBufferRange(
        GL_SHADER_STORAGE_BUFFER, 0, static_cast<GLsizeiptr>(bytes_for(capacity_)), GL_MAP_READ_BIT);
    if (!memory) return counts;
    const auto* const heads = static_cast<const TileListHeads*>(memory);
    const auto* const words = reinterpret_cast<const layout::uint*>(heads + 1);
    const layout::uint* const needs =
        words + std::size_t{TAPESTRY_TILE_LISTS + TAPESTRY_TILES_ALL} * capacity_;
    const layout::uint count = std::min(heads->lists[TAPESTRY_TILES_ALL].count, capacity_);
    for (layout::uint i = 0; i < count; ++i) ++counts[needs[i] >> TAPESTRY_TILE_KIND_BIT & 3u];
    gl_->UnmapBuffer(GL_SHADER_STORAGE_BUFFER);
    return counts;
}

std::size_t TileLists::bytes() const {
    return capacity_ == 0 ? 0 : bytes_for(capacity_) + sizeof(TileListHeads);
}

void TileLists::release() {
    buffer_ = Buffer();
    capacity_ = 0;
}

}  // namespace tapestry
