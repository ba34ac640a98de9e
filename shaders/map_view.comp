// A map as colours: brightness by the first parameter, hue by the second.
#include "shared/layout.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, MapViewPass, pass);

#include "include/tiles.glsl"

// Of full saturation; red at 0, green at 1/3, blue at 2/3 of a round.
vec3 hue_color(float round) {
    vec3 distance = abs(fract(round - vec3(0.0, 1.0, 2.0) / 3.0 + 0.5) - 0.5);
    return clamp(2.0 - 6.0 * distance, 0.0, 1.0);
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec2 parameter = pass.parameter;
#ifdef TAPESTRY_MAPPED
    parameter *= texelFetch(parameters, pixel, 0).rg;
#endif
    float size = clamp(parameter.x / pass.largest, 0.0, 1.0);
    // The square root, because small sizes differ most to the eye.
    vec3 color = vec3(sqrt(size));
    if (pass.hue_period > 0.0) color *= mix(vec3(1.0), hue_color(parameter.y / pass.hue_period), 0.8);
    imageStore(target, pixel + pass.origin, storable(encoded(vec4(color, 1.0))));
}
