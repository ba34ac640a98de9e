// What a layer reads and what it leaves behind, for filters that are uniform and for those that are not.
//
// Declare before including: `sampler2D source`, the image `target`, `FilterPass pass` and, in the last layer, what
// finish.glsl wants. Include store.glsl before.
#include "include/edge.glsl"

#ifdef TAPESTRY_ATLAS
#include "include/atlas.glsl"
#endif

// Where a pixel's taps read: its own place in the source, the way there of a pixel's offset across and down, and where
// the source's picture ends.
struct Reads {
    vec2 place;
    vec2 across;
    vec2 down;
    vec2 first;  // of an atlas
    vec2 end;
};

#ifdef TAPESTRY_ATLAS

bool is_unwritten(ivec2 pixel) {
    return is_beside_pictures(pixel);
}

Reads reads_of(ivec2 pixel, vec2 turn, float offset_scale) {
    vec2 texel = 1.0 / vec2(textureSize(source, 0));
    int index = picture_at(TAPESTRY_IN_PICTURE(pixel));
    vec2 unit = pass.picture_turns[index] * offset_scale * pass.offset_factor * texel;
    TapestryArea picture = pass.pictures[index];
    return Reads((vec2(pixel) + 0.5) * texel, unit * turn, unit * vec2(-turn.y, turn.x), vec2(picture.first) * texel,
                 vec2(picture.end) * texel);
}

// One bilinear read. Around the picture is a ring of its edge.
vec4 read_tap(vec3 tap, Reads reads) {
    vec2 place = clamp(reads.place + tap.x * reads.across + tap.y * reads.down, reads.first, reads.end);
    return tap.z * textureLod(source, place, 0.0);
}

#else

bool is_unwritten(ivec2 pixel) {
    return is_outside(pixel);
}

// The turn's cosine and sine; y is down, so this turns clockwise on the picture. The aspect is that of the turned kernel.
Reads reads_of(ivec2 pixel, vec2 turn, float offset_scale) {
    vec2 texel = 1.0 / vec2(textureSize(source, 0));
    vec2 unit = offset_scale * pass.offset_factor * texel;
    return Reads((vec2(pixel + pass.margin) + 0.5) * texel, unit * turn, unit * vec2(-turn.y, turn.x), vec2(0.0),
                 vec2(pass.size + 2 * pass.margin) * texel);
}

// One bilinear read. The sampler clamps to the first edges, this to the last ones.
vec4 read_tap(vec3 tap, Reads reads) {
    vec2 place = min(reads.place + tap.x * reads.across + tap.y * reads.down, reads.end);
    return tap.z * textureLod(source, place, 0.0);
}

#endif

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

#ifdef TAPESTRY_ATLAS

void store(ivec2 pixel, vec4 light) {
    TapestryArea picture = pass.pictures[picture_at(TAPESTRY_IN_PICTURE(pixel))];
    STORE_WITH_RING(target, pixel, picture.first, picture.end, storable(light));
}

#else

void store(ivec2 pixel, vec4 light) {
    ivec2 end = pass.has_edge != 0 ? ivec2(pass.size + 2 * pass.origin) : ivec2(0);
    STORE_WITH_EDGE(target, pixel + pass.origin, end, storable(light));
}

#endif
