/// The thin lens' picture of a scene, by many pinholes: the truth that depth of field is held against.
#pragma once

#include <filesystem>
#include <functional>

#include "scene/aperture_shape.h"
#include "scene/scene_file.h"
#include "scene/scene_renderer.h"
#include "tapestry/reference.h"

namespace tapestry::demo {

struct ReferenceRequest {
    PictureSize size;
    int samples = 1024;  ///< [1, 2^20] pinholes, each at its own point of the pixels too
    /// Where what was summed so far is kept, every ten seconds and at the end; empty: nowhere. What is there
    /// of the same scene, camera, aperture and size is gone on with; a file of anything else is replaced.
    std::filesystem::path checkpoint;
    /// Called after each pinhole with the number that is done; false stops.
    std::function<bool(int done)> progress;
};

/// Linear light, row 0 on top. Takes `samples` drawings, less what the checkpoint has. Stopped early it is
/// the mean of what is done. Error: no memory; a checkpoint that cannot be written.
Result<Image> draw_reference(const GladGLContext& gl, const Scene& scene, const SceneRenderer& renderer,
                             const ApertureShape& aperture, const ReferenceRequest& request);

}  // namespace tapestry::demo
