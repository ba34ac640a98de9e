// One texture to another where nothing is filtered.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, CopyPass, pass);

#include "include/tiles.glsl"
#include "include/finish.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    STORE_WITH_EDGE(target, pixel + pass.origin, pass.end, storable(copied(pixel)));
}
