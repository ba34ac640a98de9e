#include "gl/pass_defines.h"

namespace tapestry {
namespace {

int target_format(GLenum format) {
    switch (format) {
        case GL_RGBA8:
            return TAPESTRY_RGBA8;
        case GL_RGBA16F:
            return TAPESTRY_RGBA16F;
        case GL_RGBA32F:
            return TAPESTRY_RGBA32F;
        case GL_RGB10_A2:
            return TAPESTRY_RGB10_A2;
        case GL_R11F_G11F_B10F:
            return TAPESTRY_R11F_G11F_B10F;
        default:
            assert(false && "target_format: a format that images are stored in");
            return TAPESTRY_RGBA32F;
    }
}

}  // namespace

PassDefines& PassDefines::with(const layout::TapestryConversion& conversion) {
    return with("TAPESTRY_SOURCE_ENCODING", static_cast<int>(conversion.source_encoding))
        .with("TAPESTRY_SOURCE_ALPHA", static_cast<int>(conversion.source_alpha))
        .with("TAPESTRY_TARGET_ENCODING", static_cast<int>(conversion.target_encoding))
        .with("TAPESTRY_TARGET_ALPHA", static_cast<int>(conversion.target_alpha));
}

PassDefines& PassDefines::with_target(GLenum format) {
    return with("TAPESTRY_TARGET_FORMAT", target_format(format));
}

}  // namespace tapestry
