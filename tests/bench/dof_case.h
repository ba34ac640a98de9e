/// A scene through an aperture: what a depth of field is given, and what it should make of it.
#pragma once

#include <filesystem>
#include <memory>

#include "scene/lens_reference.h"
#include "scene/pinhole_frame.h"

namespace tapestry::bench {

struct DofCaseChoice {
    std::filesystem::path scene;  ///< .scene.json
    std::string aperture = "disk";
    demo::PictureSize size = {640, 360};
    int samples = 1024;                ///< pinholes of the reference
    std::filesystem::path references;  ///< folder in which references are kept
};

struct DofCase {
    DofCaseChoice choice;
    std::shared_ptr<const demo::Scene> scene;
    std::shared_ptr<const demo::SceneRenderer> renderer;
    std::shared_ptr<const demo::PinholeFrame> frame;
    demo::ApertureShape aperture;
    Image pinhole;    ///< what frame's colour texture holds
    Image reference;  ///< the thin lens'
    double largest_coc_px = 0.0;

    /// Of the pictures, that is not judged: as far as blur reaches in from what is not seen.
    int border_px() const;
};

/// Draws what is not kept yet, with progress on stderr. Error: the scene's, the aperture's, the driver's.
Result<DofCase> make_dof_case(const GladGLContext& gl, const DofCaseChoice& choice);

/// Depth in metres along the view, row 0 on top. Waits for the GPU.
std::vector<float> read_distances(const GladGLContext& gl, const DofCase& of);

}  // namespace tapestry::bench
