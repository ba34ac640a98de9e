// Parameters for the pixels that are copied but read by larger filters beside them, so that what a hard step's larger
// side reads across it has been filtered by the layers before. One direction and spacing a pass.
#include "shared/layout.h"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    MapFillPass pass;
};
layout(binding = TAPESTRY_UNIT_SOURCE) uniform highp sampler2D filled;      // by the passes before
layout(binding = TAPESTRY_UNIT_PARAMETER) uniform highp sampler2D parameters;  // as the effect wants them
#ifdef TAPESTRY_TWO_AXES
layout(rgba32f, binding = TAPESTRY_IMAGE_TARGET) writeonly uniform highp image2D target;
#else
layout(r32f, binding = TAPESTRY_IMAGE_TARGET) writeonly uniform highp image2D target;
#endif

#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec4 own = texelFetch(parameters, pixel, 0);
    vec4 best = texelFetch(filled, pixel, 0);
    if (own.x <= 0.0 || pass.is_last == 0u) {
        for (int i = -3; i <= 3; ++i) {
            ivec2 from = clamp(pixel + i * pass.spacing, ivec2(0), pass.area.end - 1);
            vec4 candidate = texelFetch(filled, from, 0);
            float spacing_px = float(max(pass.spacing.x, pass.spacing.y));
            // Places between the spacings are found from a little farther.
            float distance_px = spacing_px * float(abs(i)) - (spacing_px - 1.0) * min(candidate.x, 1.0);
            if (i != 0 && candidate.x > best.x && distance_px <= pass.reach * candidate.x) best = candidate;
        }
    }
    if (pass.is_last != 0u && own.x > 0.0) best = own;
    imageStore(target, pixel, best);
}
