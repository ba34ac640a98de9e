/// The thin lens' picture of a scene, by many pinholes: the truth that depth of field is held against.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "scene/aperture_shape.h"
#include "scene/scene_file.h"
#include "scene/scene_renderer.h"
#include "tapestry/image.h"

namespace tapestry::demo {

struct ReferenceRequest {
    PictureSize size;
    int samples = 1024;  ///< [1, 2^20] pinholes, each at its own point of the pixels too
    /// Where what was summed so far is kept, every ten seconds and at the end; empty: nowhere. What is there
    /// of the same scene, camera, apertures and size is gone on with; a file of anything else is replaced.
    std::filesystem::path checkpoint;
    /// Called after each pinhole with the number that is done; false stops.
    std::function<bool(int done)> progress;
};

/// Linear light, row 0 on top. Takes `samples` drawings, less what the checkpoint has. Stopped early it is
/// the mean of what is done. Error: no memory; a checkpoint that cannot be written.
Result<Image> draw_reference(const GladGLContext& gl, const Scene& scene, const SceneRenderer& renderer,
                             const ApertureShape& aperture, const ReferenceRequest& request);

/// Several apertures by the same drawings: the pinholes are spread over the first, and each of the others
/// takes those that are within it, so that it has fewer. The first has to reach as far as they do.
/// Precondition: one aperture or more.
Result<std::vector<Image>> draw_references(const GladGLContext& gl, const Scene& scene,
                                           const SceneRenderer& renderer,
                                           std::span<const ApertureShape> apertures,
                                           const ReferenceRequest& request);

}  // namespace tapestry::demo
