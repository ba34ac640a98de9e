/// One program over some textures, without a PassList: for shaders and libraries of a test's own.
#pragma once

#include <cstddef>
#include <span>

#include "gl/area.h"
#include "gl/device_state.h"

namespace tapestry::test {

/// For bilinear reads, clamped to the edge.
void bind_texture(const DeviceState& device, GLuint unit, GLuint texture);

/// For texelFetch.
void bind_texels(const DeviceState& device, GLuint unit, GLuint texture);

/// Level 0, for writing.
void bind_image(const DeviceState& device, GLuint unit, GLuint texture, GLenum format);

/// An invocation for each pixel of an area, with a struct of shaders/shared/ as the pass's block.
void dispatch_over(DeviceState& device, const ComputeProgram& program, std::span<const std::byte> block,
                   const Area& area);

}  // namespace tapestry::test
