/// Which variant of a shader file a pass of the filter needs.
#pragma once

#include <optional>

#include "gl/gpu_table.h"
#include "gl/pass_defines.h"

namespace tapestry {

struct ProgramVariant {
    bool last_layer = false;
    bool mapped = false;  ///< reads a texture of parameters
    bool turned = false;  ///< reads a texture of turns
    bool two_axes = false;
    bool atlas = false;   ///< of several pictures
    bool slices = false;  ///< which are DepthOfField's: parameters are its radii
    bool masked = false;  ///< reads a mask of where the effect works
    bool graded = false;  ///< changes saturation and contrast
    const layout::TapestryConversion* conversion = nullptr;  ///< of the passes that read or write the host's
    bool single = false;                         ///< textures between layers are RGBA32F; of ingest
    bool two_works = false;                      ///< and there are two of them
    bool with_target = false;                    ///< it also copies to the host's target
    bool each_kind = false;                      ///< kinds of tiles have lists of their own
    std::optional<layout::uint> tile_kind = {};  ///< the only one among the tiles
    const GpuTable::Shape* table = nullptr;      ///< of the passes that know taps
    int taps = 0;                                ///< of the pass's layer; 0: of the table's largest
    bool in_storage = false;  ///< the table's storage blocks, also where uniform blocks would do
};

PassDefines defines_of(const ProgramVariant& variant);

}  // namespace tapestry
