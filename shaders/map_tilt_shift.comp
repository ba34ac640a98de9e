// The tilt-shift band's blur radius at every pixel, in pixels.
#include "shared/layout.h"
#include "include/tilt_shift.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, TiltShiftPass, pass);

#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;

    imageStore(target, pixel, vec4(band_radius(pass, position_of(pass.picture, pixel))));
}
