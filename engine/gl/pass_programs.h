/// Which variant of a shader file a pass needs.
#pragma once

#include <string_view>

#include "gl/device.h"

namespace tapestry {

struct ProgramVariant {
    GLenum target = GL_NONE;  ///< format that is stored to; GL_NONE: the file says it itself
    bool last_layer = false;
    bool tiled = false;
    bool mapped = false;  ///< reads a texture of parameters
    bool turned = false;  ///< reads a texture of turns
    bool two_axes = false;
};

/// Error: the shader does not compile.
Result<const ComputeProgram*> program_for(DeviceState& device, std::string_view file,
                                          const ProgramVariant& variant);

}  // namespace tapestry
