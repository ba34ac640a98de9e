#include "gl/frame_target.h"

namespace tapestry {

/// A fragment pass would do as well, for as much memory, but would touch the host's framebuffer, viewport,
/// vertex array and blending, too; a view as GL_RGBA8 would save the copy, but only of immutable textures,
/// and whether they are the driver would have to be asked in every frame.
PassTexture target_of(PassList& passes, const HostFrame& frame, const Area& region) {
    const HostTexture& target = frame.target;
    if (target.format != GL_SRGB8_ALPHA8) return passes.given(target.name, target.format);
    const PassTexture drawn = passes.transient(GL_RGBA8, target.width, target.height);
    passes.copies(drawn, target.image, region);
    return drawn;
}

}  // namespace tapestry
