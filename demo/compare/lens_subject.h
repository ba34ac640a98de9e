/// What other makers of depth of field need to know of a document: the first effect with a lens that is on,
/// the camera, and the shape of the lens' opening.
#pragma once

#include <cstdint>
#include <filesystem>

#include "document/document.h"
#include "render/document_renderer.h"
#include "scene/aperture_shape.h"

namespace tapestry::demo {

/// Equal subjects have equal pictures.
struct LensSubject {
    std::filesystem::path scene;
    ViewCamera camera;
    float scene_time_s = 0.0f;
    EffectEntry lens;
    float exposure_stops = 0.0f;
    std::uint64_t lab_revision = 0;
    int width = 0, height = 0;

    bool operator==(const LensSubject&) const = default;
};

/// Error: no depth, or nothing in the stack that a lens would do.
Result<LensSubject> lens_subject(const Document& document, const DocumentRenderer& renderer);

/// Error: a table that does not say what it was fitted to.
Result<ApertureShape> subject_aperture(const LensSubject& subject, const Document& document,
                                       DocumentRenderer& renderer);

/// The scene's camera, or one with a photograph's lens, focused and stopped down as the effect is.
LensCamera subject_camera(const LensSubject& subject, const DocumentRenderer& renderer);

}  // namespace tapestry::demo
