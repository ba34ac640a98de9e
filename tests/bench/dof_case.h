/// A scene through an aperture: what a depth of field is given, and what it should make of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "scene/lens_reference.h"
#include "scene/pinhole_frame.h"

namespace tapestry::bench {

struct DofCaseChoice {
    std::filesystem::path scene;                                        ///< .scene.json
    std::vector<std::string> apertures = {"disk", "hexagon", "heart"};  ///< the first reaches farthest
    demo::PictureSize size = {640, 360};
    double tilt_deg = 0.0, swing_deg = 0.0;  ///< of the plane of focus
    int samples = 1024;                      ///< pinholes of the first aperture's reference; 0: none is drawn
    std::filesystem::path references;        ///< folder in which references are kept
};

struct DofCase {
    DofCaseChoice choice;
    std::shared_ptr<demo::Scene> scene;
    std::shared_ptr<const demo::SceneRenderer> renderer;
    std::shared_ptr<demo::PinholeFrame> frame;  ///< drawn anew when the camera has moved
    Image pinhole;                              ///< what frame's colour texture holds
    std::vector<demo::ApertureShape> apertures;
    std::vector<Image> references;                 ///< the thin lens', of each aperture
    double least_coc_px = 0.0, most_coc_px = 0.0;  ///< signed, of the frame's depth
    std::string depth_kind = "rendered";           ///< that methods are given; else see imperfect_depth.h
    std::shared_ptr<Texture> imperfect_depth;      ///< in place of the frame's; may be null
    /// Depth that was drawn with pixels of its own, which `small_depth` describes; may be null. Rivals, which
    /// know no such thing, have it enlarged in imperfect_depth.
    std::shared_ptr<demo::PinholeFrame> small_frame = {};
    DataView small_depth = {};
    std::shared_ptr<Texture> motion = {};  ///< since a sweep's last frame; null: nothing has moved
    double blurred_share = 0.0;            ///< of the pixels: those with a CoC of more than half a pixel

    /// What methods are given: perspective, row 0 at the bottom.
    std::uint32_t depth_texture() const {
        return imperfect_depth ? imperfect_depth->name() : frame->depth_texture();
    }

    /// Of the pictures, that is not judged: as far as blur reaches in from what is not seen.
    int border_px() const;
};

/// Samples a pixel of the picture that a depth of field is given: what a renderer with good antialiasing has.
inline constexpr int pinhole_samples = 16;

/// Draws what is not kept yet, with progress on stderr. Error: the scene's, an aperture's, the driver's.
Result<DofCase> make_dof_case(const GladGLContext& gl, const DofCaseChoice& choice);

/// Depth in metres along the view, of a texture of the case's size, row 0 on top. Waits for the GPU.
std::vector<float> read_distances(const GladGLContext& gl, const DofCase& of, std::uint32_t depth_texture);

}  // namespace tapestry::bench
