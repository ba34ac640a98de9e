// The length and the angle of every pixel's line, of a zoom or a spin.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/radial_motion.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, RadialMotionPass, pass);

#include "include/size_and_angle.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    store_size_and_angle(pixel, line_at(pass, position_of(pass.picture, pixel)));
}
