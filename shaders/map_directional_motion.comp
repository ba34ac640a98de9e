// The length and the angle of every pixel's line, by its velocity.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/directional_motion.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DirectionalMotionPass, pass);

#include "include/size_and_angle.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    store_size_and_angle(pixel, line_of(pass, texelFetch(velocities, pixel + pass.origin, 0).rg));
}
