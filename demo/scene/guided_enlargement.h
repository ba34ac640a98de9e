/// Small depths brought to a picture's size along the picture's edges.
#pragma once

#include <cstdint>
#include <vector>

#include "offline/io/linear_picture.h"
#include "tapestry/image.h"

namespace tapestry::demo {

/// What edges are looked for in: three bytes a pixel, the square roots of light in [0, 1], row 0 on top.
struct GuidePicture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;
};

GuidePicture guide_of(const offline::LinearPicture& picture);

/// The numbers for every pixel of the guide. Where they are fewer, a pixel takes those of the 16 around it
/// that belong to the one whose place and colour are most like its own: after J. Kopf et al., "Joint
/// Bilateral Upsampling", SIGGRAPH 2007, but never mixed over an edge of depth, which belongs to nothing in
/// the picture. Where they are more, the nearest.
std::vector<float> enlarged(const GreyPicture& numbers, const GuidePicture& guide);

}  // namespace tapestry::demo
