// The blur radius of every pixel by its depth beside a tilted plane of focus, in pixels.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/picture.glsl"
#include "include/focal_plane.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FocalPlanePass, pass);

#include "include/tiles.glsl"

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    float inverse = inverse_distance(pass, texelFetch(depths, pixel + pass.origin, 0).r);
    imageStore(target, pixel, vec4(plane_blur(pass, position_of(pass.picture, pixel), inverse)));
}
