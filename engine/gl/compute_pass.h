/// What every compute pass does alike: bind, dispatch, order.
#pragma once

#include <cstddef>
#include <span>

#include "gl/area.h"
#include "gl/device.h"
#include "gl/state_guard.h"

namespace tapestry {

/// Everything between the host's state and the host's state: saves it, orders the effect after what the host
/// did before, and on destruction orders what the host does next after the effect and puts the state back.
class EffectScope {
  public:
    explicit EffectScope(DeviceState& device);
    EffectScope(const EffectScope&) = delete;
    EffectScope& operator=(const EffectScope&) = delete;
    ~EffectScope();

  private:
    const GladGLContext& gl_;
    StateGuard guard_;
};

/// Binds a texture for bilinear reads, clamped to the edge, whatever the texture's own parameters say.
void bind_texture(const DeviceState& device, GLuint unit, GLuint texture);

/// Binds a texture for texelFetch alone: float formats that ES cannot filter would else read as black.
void bind_texels(const DeviceState& device, GLuint unit, GLuint texture);

/// Binds level 0 for writing to TAPESTRY_IMAGE_TARGET.
void bind_target(const DeviceState& device, GLuint texture, GLenum format);

/// Binds level 0 for writing to an image unit below TAPESTRY_IMAGE_UNITS.
void bind_image(const DeviceState& device, GLuint unit, GLuint texture, GLenum format);

/// The same three as run_pass, run_tiled_pass and run_groups below, without a barrier.
void dispatch_pass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                   const Area& area);
void dispatch_tiled_pass(DeviceState& device, const TileLists& tiles, const ComputeProgram& program,
                         std::span<const std::byte> block, layout::uint tile_kind);
void dispatch_groups(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                     GLuint count);

/// Runs a program over an area with `block` (a struct of shared/layout.h) as its uniform block, in a debug
/// group of its name. Reads of what it wrote, by texture or image, may follow.
void run_pass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
              const Area& area);

/// The same with an invocation for each tile of an area that is given in tiles, writing lists of tiles.
/// Dispatches over them may follow too.
void run_listing(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                 const Area& tiles);

/// The same over a list of the device's tiles.
void run_tiled_pass(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                    layout::uint tile_kind);

/// The same over a list of other tiles, which are bound.
void run_tiled_pass(DeviceState& device, const TileLists& tiles, const ComputeProgram& program,
                    std::span<const std::byte> block, layout::uint tile_kind);

/// The same with a workgroup for each tile of an area, writing the lists of tiles. Dispatches over them may
/// follow.
void run_classification(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                        const Area& area);

/// The same with so many workgroups in a row, which write a storage block; `barrier` says how it is read
/// next.
void run_groups(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                GLuint count, GLbitfield barrier);

/// What an effect draws, as a function that returns a Result<void>; once more where the textures that it
/// needs fit under the device's cap only if none is larger than its picture.
template <class Draw>
Result<void> draw_within_cap(DeviceState& device, const Draw& draw) {
    Result<void> status = draw();
    if (!status && device.textures.give_up_larger()) status = draw();
    return status;
}

template <class Block>
std::span<const std::byte> bytes_of(const Block& block) {
    return std::as_bytes(std::span(&block, 1));
}

}  // namespace tapestry
