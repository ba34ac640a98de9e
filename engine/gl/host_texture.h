/// The host's textures, as the driver describes them.
#pragma once

#include <string>
#include <string_view>

#include "gl/area.h"
#include "gl/device_state.h"
#include "gl/host_image.h"
#include "tapestry/sparse_filter.h"
#include "tapestry/texture.h"

namespace tapestry {

struct HostTexture {
    GLuint name = 0;  ///< of the texture or, where it is a layer, of a view
    GLenum format = GL_NONE;
    int width = 0;
    int height = 0;
    HostImage image = {};
};

/// Where a frame comes from and where it goes.
struct HostFrame {
    HostTexture source;
    HostTexture target;
    bool is_described = false;  ///< by the host, who answers for the frame's other textures, too
    Encoding target_encoding = Encoding::linear;  ///< of what passes write
};

/// GL's own notation for its enumerants.
std::string hex(GLenum value);

bool has_two_floats(GLenum format);

/// Asks for a texture's size and format; may bind it to the active unit. Error: it is not what the image
/// says, or has no level 0 of float or normalised numbers; it is a depth texture that is read by comparison
/// or by its stencil; a layer that it has not, or where the context has no views. `role` begins the error:
/// "source".
Result<HostTexture> inspect_texture(DeviceState& device, const HostImage& image, std::string_view role);

/// The same of what the host says of it, which is believed.
Result<HostTexture> described_texture(DeviceState& device, const HostImage& image, GLenum format, int width,
                                      int height, std::string_view role);

/// Asks for both textures, or takes the host's description of both. Error: as inspect_texture; the same
/// texture twice; sizes that differ; a target that cannot be stored to.
Result<HostFrame> inspect_frame(DeviceState& device, const TextureView& source, const TextureView& target);

/// Asks for a texture of per-pixel parameters of so many axes. Error: as inspect_texture; it is the target;
/// another size; a format that has not a float for each axis.
Result<HostTexture> inspect_parameters(DeviceState& device, GLuint name, const HostFrame& frame,
                                       std::size_t axes);

/// Asks for a texture of per-pixel turns. Error: as inspect_parameters of one axis.
Result<HostTexture> inspect_turns(DeviceState& device, GLuint name, const HostFrame& frame);

/// Asks for any other texture that is read beside the source. Error: as inspect_texture; it is the target;
/// another size.
Result<HostTexture> inspect_beside(DeviceState& device, GLuint name, std::string_view role,
                                   const HostFrame& frame);

/// The texture's pixels that a region of the picture covers. Error: it is empty or leaves the picture.
Result<Area> region_area(const Region& region, Row0 row0, const HostTexture& target);

}  // namespace tapestry
