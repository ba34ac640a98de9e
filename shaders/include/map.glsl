// What map passes share: each has a function `map_at` of a position on the picture, and of what its input has there,
// that returns what the effect asks for: the first and the second parameter, and degrees of turn.
//
// Declare before including: a block `pass` with the picture.

#include "include/picture.glsl"
#include "include/tiles.glsl"

// For kernels of a size and an angle: tables have an axis for that, or are turned by it.
vec3 size_and_angle(float size, float angle_deg) {
    return vec3(size, angle_deg, angle_deg);
}

void store_map(ivec2 pixel, vec3 asked) {
#ifdef TAPESTRY_TURNED
    imageStore(target, pixel, vec4(asked.z));
#else
    imageStore(target, pixel, vec4(asked.xy, 0.0, 0.0));
#endif
}
