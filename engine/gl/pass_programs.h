/// Which variant of a shader file a pass needs.
#pragma once

#include <string_view>

#include "gl/device.h"
#include "gl/gpu_table.h"

namespace tapestry {

struct ProgramVariant {
    GLenum target = GL_NONE;  ///< format that is stored to; GL_NONE: the file says it itself
    bool last_layer = false;
    bool tiled = false;
    bool mapped = false;  ///< reads a texture of parameters
    bool turned = false;  ///< reads a texture of turns
    bool two_axes = false;
    bool masked = false;                                     ///< reads a mask of where the effect works
    bool graded = false;                                     ///< changes saturation and contrast
    const layout::TapestryConversion* conversion = nullptr;  ///< of the passes that read or write the host's
    const GpuTable::Shape* table = nullptr;                  ///< of the passes that know taps
    int taps = 0;             ///< of the pass's layer; 0: of the table's largest
    bool in_storage = false;  ///< the table's storage blocks, also where uniform blocks would do
};

/// Error: the shader does not compile.
Result<const ComputeProgram*> program_for(DeviceState& device, std::string_view file,
                                          const ProgramVariant& variant);

}  // namespace tapestry
