// What a layer reads and what it leaves behind, for filters that are uniform and for those that are not.
//
// Declare before including: `sampler2D source`, `FilterPass pass` and, in the last layer, what finish.glsl wants.

// Where a pixel's taps read: its own place in the source, and the way there of a pixel's offset across and down.
struct Reads {
    vec2 place;
    vec2 across;
    vec2 down;
};

// The turn's cosine and sine; y is down, so this turns clockwise on the picture. The aspect is that of the turned kernel.
Reads reads_of(ivec2 pixel, vec2 turn, float offset_scale) {
    vec2 unit = offset_scale * pass.offset_factor * pass.inverse_size;
    return Reads((vec2(pixel + pass.margin) + 0.5) * pass.inverse_size, unit * turn, unit * vec2(-turn.y, turn.x));
}

// One bilinear read. The sampler clamps to the edge.
vec4 read_tap(vec3 tap, Reads reads) {
    return tap.z * textureLod(source, reads.place + tap.x * reads.across + tap.y * reads.down, 0.0);
}

#ifdef TAPESTRY_LAST_LAYER

#include "include/finish.glsl"

#else

vec4 copied(ivec2 pixel) {
    return texelFetch(source, pixel + pass.margin, 0);
}

vec4 finished(ivec2 pixel, vec4 light) {
    return light;
}

#endif
