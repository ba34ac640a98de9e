// Antialiased edges between slices, taken apart into the light before and behind, and the pixel's share of each.
// Blocks of 2x2 pixels without such an edge are left alone, and what is theirs is never read.
#include "shared/dof.h"
#include "include/color.glsl"

#define TAPESTRY_TARGET_FORMAT TAPESTRY_RGBA16F
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

layout(std140, binding = TAPESTRY_UNIFORM_PASS) uniform PassBlock {
    DofPass pass;
};
layout(binding = TAPESTRY_UNIT_WORK) uniform highp sampler2D work;
layout(binding = TAPESTRY_UNIT_RANGE) uniform highp sampler2D ranges;
#ifdef TAPESTRY_SECOND_LAYER
layout(binding = TAPESTRY_UNIT_LAYER_COLOR) uniform highp sampler2D layer_color;
layout(binding = TAPESTRY_UNIT_LAYER_DEPTH) uniform highp sampler2D layer_coc;
#endif
layout(rgba16f, binding = 0) writeonly uniform highp image2D backs;
layout(r32f, binding = 1) writeonly uniform highp image2D shares;

#include "include/dof.glsl"
#include "include/tiles.glsl"

vec4 work_at(ivec2 pixel) {
    return texelFetch(work, clamp(pixel, ivec2(0), pass.size - 1), 0);
}

// Light and CoC of the block and two pixels around it.
vec4 read[36];
// Of them, the first of the 5x5 around the pixel.
int first;

vec4 around(int x, int y) {
    return read[first + 6 * y + x];
}

bool is_edge() {
    float own = around(2, 2).a;
    float most = 0.0;
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x) most = max(most, abs(around(x, y).a - own));
    return most > max(1.0, 0.2 * abs(own));
}

// CoC halfway between the surfaces that meet in 3x3.
float middle_coc() {
    vec2 range = vec2(around(2, 2).a);
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x)
            range = vec2(min(range.x, around(x, y).a), max(range.y, around(x, y).a));
    return 0.5 * (range.x + range.y);
}

// True when no neighbour in 5x5 is on the other side, so that antialiasing has not mixed the pixel.
bool is_clean(int x, int y, float middle) {
    bool side = around(x, y).a < middle;
    bool clean = true;
    if (x > 0) clean = clean && (around(x - 1, y).a < middle) == side;
    if (x < 4) clean = clean && (around(x + 1, y).a < middle) == side;
    if (y > 0) clean = clean && (around(x, y - 1).a < middle) == side;
    if (y < 4) clean = clean && (around(x, y + 1).a < middle) == side;
    return clean;
}

// Mean light and CoC of a side's clean pixels, and the variance of the light.
struct Side {
    vec4 mean;
    float variance;
    float weight;
};

Side side_of(bool is_front, float middle) {
    vec4 sum = vec4(0.0);
    float squares = 0.0;
    float weights = 0.0;
    for (int y = 0; y < 5; ++y)
        for (int x = 0; x < 5; ++x) {
            vec4 other = around(x, y);
            if ((other.a < middle) != is_front || !is_clean(x, y, middle)) continue;
            float weight = 1.0 / (1.0 + float((x - 2) * (x - 2) + (y - 2) * (y - 2)));
            sum += weight * other;
            squares += weight * dot(other.rgb, other.rgb);
            weights += weight;
        }
    if (weights == 0.0) return Side(vec4(0.0), 0.0, 0.0);
    vec4 mean = sum / weights;
    return Side(mean, max(squares / weights - dot(mean.rgb, mean.rgb), 0.0), weights);
}

// Of a side so thin that antialiasing has mixed all of it: the pixel that differs most from the other side.
Side thin_side_of(bool is_front, float middle, vec3 other_side) {
    Side side = Side(vec4(0.0), 0.0, 0.0);
    float most = 0.0;
    for (int y = 0; y < 5; ++y)
        for (int x = 0; x < 5; ++x) {
            vec4 other = around(x, y);
            if ((other.a < middle) != is_front) continue;
            vec3 difference = other.rgb - other_side;
            float contrast = dot(difference, difference);
            if (contrast <= most) continue;
            most = contrast;
            side = Side(other, 0.0, 1.0);
        }
    return side;
}

// The front's share of the pixel by the sides of 3x3 alone, for sides of the same light: along each axis the mean over
// the places of an edge that the pixels' middles allow, which lets an eighth of each neighbour in.
float share_of_sides(float middle) {
    float share = 0.0;
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x)
            if (around(x, y).a < middle) share += (x == 2 ? 0.75 : 0.125) * (y == 2 ? 0.75 : 0.125);
    return share;
}

void write_surfaces(ivec2 pixel, vec4 back, float share) {
    imageStore(backs, pixel, storable(back));
    imageStore(shares, pixel, vec4(share));
}

void unmix(ivec2 pixel) {
    vec4 own = around(2, 2);
    if (!is_edge()) {
        write_surfaces(pixel, own, 1.0);
        return;
    }
    float middle = middle_coc();
    bool is_front = own.a < middle;
    Side front = side_of(true, middle);
    Side back = side_of(false, middle);
    if (front.weight == 0.0 && back.weight > 0.0) front = thin_side_of(true, middle, back.mean.rgb);
    if (front.weight == 0.0 || back.weight == 0.0) {
        write_surfaces(pixel, own, 1.0);
        return;
    }
    vec3 difference = front.mean.rgb - back.mean.rgb;
    float contrast = dot(difference, difference);
    float distinct = smoothstep(0.002, 0.01, contrast);
    float by_light = clamp(dot(own.rgb - back.mean.rgb, difference) / max(contrast, 1.0e-9), 0.0, 1.0);
    vec3 rest = own.rgb - back.mean.rgb - by_light * difference;
    float noise = (front.variance + back.variance) / max(contrast, 1.0e-9);
    float unexplained = 3.0 * dot(rest, rest) / max(contrast, 1.0e-9);
    float confidence = distinct * (1.0 - smoothstep(0.05, 0.3, noise + unexplained));
    float whole = distinct * smoothstep(0.2, 1.0, noise);
    float by_sides = mix(share_of_sides(middle), is_front ? 1.0 : 0.0, whole);
    float share = mix(by_sides, by_light, confidence);
    vec3 behind = is_front ? back.mean.rgb : mix(own.rgb, back.mean.rgb, confidence);
    write_surfaces(pixel, vec4(behind, is_front ? back.mean.a : front.mean.a), is_front ? share : share - 2.0);
}

void take_apart(ivec2 pixel, vec4 range) {
#ifdef TAPESTRY_SECOND_LAYER
    if (range.w > 0.0) {
        vec4 color = clamp(decoded(texelFetch(layer_color, pass.origin + pixel, 0)), 0.0, 65504.0);
        write_surfaces(pixel, vec4(color.rgb, texelFetch(layer_coc, pixel, 0).a), 3.0 + min(color.a, 1.0));
        return;
    }
#endif
    unmix(pixel);
}

void read_around(ivec2 corner) {
    for (int y = 0; y < 6; ++y)
        for (int x = 0; x < 6; ++x) read[6 * y + x] = work_at(corner + ivec2(x - 2, y - 2));
}

// One invocation a block: those without an edge read one texel for four pixels, the others 37.
void main() {
    ivec2 block = pixel_of_invocation();
    if (is_outside(block)) return;
    vec4 range = texelFetch(ranges, block, 0);
    if (!has_edge(range)) return;
    read_around(2 * block);
    for (int index = 0; index < 4; ++index) {
        ivec2 place = ivec2(index & 1, index >> 1);
        first = 6 * place.y + place.x;
        ivec2 pixel = 2 * block + place;
        if (all(lessThan(pixel, pass.size))) take_apart(pixel, range);
    }
}
