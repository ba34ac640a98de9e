/// The host's textures with other numbers of the picture than its colour, which may have pixels of their own.
#pragma once

#include <string_view>

#include "gl/host_texture.h"
#include "gl/pass_list.h"

namespace tapestry {

struct DataTexture {
    GLuint name = 0;  ///< 0: none
    int samples = 1;  ///< more: of a multisample texture
    int width = 0;
    int height = 0;
    bool is_nearer_larger = false;  ///< of depth: what is nearer has larger numbers
    layout::TapestryPlacement placement = {};
    bool is_aligned = true;  ///< its pixels are the source's
    bool is_sparse = false;  ///< pixels of the source lie between its samples

    explicit operator bool() const { return name != 0; }
};

/// What a texture has for each pixel.
enum class NumbersEach { one, two, depth };

/// Nothing of a texture 0. `region`: the frame's, in texels of the source. Error: as inspect_texture; it is
/// the target; a region that leaves it; a jitter out of range; of two numbers a pixel, a format that has not
/// two floats.
Result<DataTexture> inspect_data(DeviceState& device, const DataView& view, std::string_view role,
                                 const HostFrame& frame, const Area& region, Row0 row0,
                                 NumbersEach numbers = NumbersEach::one);

/// The texture itself; of a multisample one, a sample of each pixel.
PassTexture of_host(PassList& passes, const DataTexture& data);

/// How pixels get their numbers of a texture with others.
enum class AlignBy { nearest, smooth };

/// The texture itself where it is aligned; else one of this format and the source's size that holds, in the
/// region, what it has there.
PassTexture aligned(PassList& passes, const DataTexture& data, GLenum format, AlignBy by,
                    const HostFrame& frame, const Area& region);
/// Where of_host has been declared.
PassTexture aligned(PassList& passes, const DataTexture& data, PassTexture of_host, GLenum format, AlignBy by,
                    const HostFrame& frame, const Area& region);

}  // namespace tapestry
