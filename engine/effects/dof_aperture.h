/// What an aperture is on the GPU.
#pragma once

#include <memory>

#include "gl/cascade.h"
#include "gl/gl_objects.h"
#include "tapestry/depth_of_field.h"

namespace tapestry {

/// What one aperture needs on the GPU, made once for all effects of a device that have it.
struct DofAperture {
    Cascade cascade;
    Texture distances;      ///< RGBA16F, red: distances to the aperture's edge, in radii
    Buffer focus_taps;      ///< DofFocusTaps
    double area = 0.0;      ///< of the opening at radius 1
    double reach = 0.0;     ///< no place of the opening is farther from the middle, in radii
    double variance = 0.0;  ///< of its light per axis, at radius 1
};

/// Inside a StateGuard; of a table and a mask that have been checked: another effect's, or a new one. Error:
/// no memory.
Result<std::shared_ptr<DofAperture>> find_dof_aperture(const std::shared_ptr<DeviceState>& device,
                                                       const DepthOfFieldDescription& description);

}  // namespace tapestry
