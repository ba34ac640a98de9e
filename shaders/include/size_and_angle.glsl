// Where passes of a size and an angle at every pixel store them: both for a table with an axis of angles; for one
// that is turned exactly the size alone, or, with TAPESTRY_TURNED, the angle alone.

#include "include/tiles.glsl"

void store_size_and_angle(ivec2 pixel, vec2 size_and_angle) {
#ifdef TAPESTRY_TURNED
    imageStore(target, pixel, vec4(size_and_angle.y));
#else
    imageStore(target, pixel, vec4(size_and_angle, 0.0, 0.0));
#endif
}
