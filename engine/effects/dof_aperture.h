/// What DepthOfField keeps on the GPU from frame to frame.
#pragma once

#include <array>
#include <memory>

#include "gl/cascade.h"
#include "gl/gl_objects.h"
#include "tapestry/depth_of_field.h"

namespace tapestry {

/// What one aperture needs on the GPU, made once.
struct DofAperture {
    Cascade cascade;
    Texture distances;      ///< RGBA16F, red: distances to the aperture's edge, in radii
    Buffer focus_taps;      ///< DofFocusTaps
    double area = 0.0;      ///< of the opening at radius 1
    double variance = 0.0;  ///< of its light per axis, at radius 1
};

/// Autofocus' memory.
struct DofFocus {
    std::array<Texture, 2>
        inverse_distances;  ///< R32F, one pixel each: 1/m in focus, read one and write the other
    unsigned newest = 0;
    bool is_fresh = true;  ///< no frame has looked yet
};

/// Inside a StateGuard; of a table and a mask that have been checked. Error: no memory.
Result<DofAperture> create_dof_aperture(const std::shared_ptr<DeviceState>& device,
                                        const DepthOfFieldDescription& description);
Result<DofFocus> create_dof_focus(const GladGLContext& gl);

}  // namespace tapestry
