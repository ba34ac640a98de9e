/// DepthOfField on pictures whose signed CoC is given, for tests of what it makes of them.
#pragma once

#include "gl_pictures.h"
#include "tapestry/depth_of_field.h"

namespace tapestry::test {

/// With the shipped disks of 16x3 taps.
DepthOfField make_depth_of_field(GlFixture& fixture);

/// R32F of CoCs in pixels, as DepthKind::signed_coc has them; row 0 on top.
GLuint upload_coc(GlFixture& fixture, const ParameterMap& coc_px);

/// An opaque picture to an empty target, both of this format, row 0 on top.
DepthOfFieldFrame coc_frame(GlFixture& fixture, GLenum format, const Image& source,
                            const ParameterMap& coc_px);

/// What an effect makes of such a frame.
Image draw_frame(GlFixture& fixture, DepthOfField& effect, const DepthOfFieldFrame& frame,
                 const DepthOfFieldOptions& options, int width, int height);

}  // namespace tapestry::test
