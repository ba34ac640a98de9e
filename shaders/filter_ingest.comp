// The host's texture to linear, premultiplied, finite light: what the cascade reads.
#include "shared/layout.h"
#include "include/area.glsl"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, IngestPass, pass);

#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec4 texel = texelFetch(original, texel_in(pass.picture, pixel), 0);
    STORE_WITH_EDGE(target, pixel + pass.margin, pass.picture.end - pass.picture.first + 2 * pass.margin,
                    storable(decoded(texel)));
}
