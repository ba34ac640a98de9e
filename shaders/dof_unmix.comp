// Antialiased edges between slices, taken apart into the light before and behind, and the pixel's share of each.
// Blocks of 2x2 pixels without such an edge are left alone, and what is theirs is never read.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/dof_slices.glsl"
#include "include/tiles.glsl"

vec4 work_at(ivec2 pixel) {
    return texelFetch(work, clamp(pixel, ivec2(0), pass.size - 1), 0);
}

#include "include/dof_sides.glsl"

// The surface before, premultiplied, and that behind, which covers the pixel; with the CoC that is not the pixel's own.
void write_surfaces(ivec2 pixel, vec4 front, vec3 behind, float other_coc) {
    imageStore(fronts, pixel, storable(front));
    imageStore(backs, pixel, storable(vec4(behind, other_coc)));
}

void write_single(ivec2 pixel) {
    write_surfaces(pixel, vec4(0.0, 0.0, 0.0, TAPESTRY_SINGLE_SURFACE), vec3(0.0), 0.0);
}

// Less of a pixel is what rounding leaves of nothing.
const float least_share = 1.0e-5;

void unmix(ivec2 pixel) {
    vec4 own = around(2, 2);
    if (!is_edge()) {
        write_single(pixel);
        return;
    }
    float middle = middle_coc();
    bool is_front = own.a < middle;
    Side front = side_of(true, middle);
    Side back = side_of(false, middle);
    if (front.weight == 0.0 && back.weight > 0.0) front = thin_side_of(true, middle, back.mean.rgb);
    if (front.weight == 0.0 || back.weight == 0.0) {
        write_single(pixel);
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
    if (share < least_share || share > 1.0 - least_share) {
        write_single(pixel);
        return;
    }
    vec3 behind = is_front ? back.mean.rgb : mix(own.rgb, back.mean.rgb, confidence);
    // What is guessed behind may have more light than the pixel: the front has no less than none, or than is there.
    vec3 least = min(min(own.rgb, share * front.mean.rgb), vec3(0.0));
    vec3 before = max(own.rgb - (1.0 - share) * behind, least);
    write_surfaces(pixel, vec4(before, share), behind, is_front ? back.mean.a : front.mean.a);
}

// The CoC of what covers a part of a pixel whose own is that of what is behind: that of its nearer neighbours.
float coc_before(float behind_coc) {
    vec2 sum = vec2(0.0);
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x) {
            float coc = around(x, y).a;
            float weight = x == 2 || y == 2 ? 1.0 : 0.5;
            if (coc < behind_coc - max(1.0, 0.2 * abs(behind_coc))) sum += weight * vec2(coc, 1.0);
        }
    return sum.y > 0.0 ? sum.x / sum.y : behind_coc;
}

// True where the host knows what hides, and it was written. The known light's alpha is the share of what is before it,
// unless what shows beside that hides something too: then it is 1, and says nothing of the sides of an edge.
bool write_known(ivec2 pixel, float behind_coc, vec4 known) {
    vec4 own = around(2, 2);
    bool is_front = own.a < behind_coc - 1.0;
    if (!is_front && known.a > 0.9) return false;
    float other_coc = is_front ? behind_coc : coc_before(own.a);
    if (other_coc == own.a) return false;
    // As if what shows beside what hides were the same.
    vec3 behind = known.rgb / max(known.a, 1.0e-6);
    vec3 before = max(own.rgb - (1.0 - known.a) * behind, min(own.rgb, vec3(0.0)));
    write_surfaces(pixel, vec4(before, known.a), own.rgb - before + known.rgb, other_coc);
    return true;
}

void take_apart(ivec2 pixel, vec4 range) {
#ifdef TAPESTRY_SECOND_LAYER
    if (range.w > 0.0) {
        vec4 color = bounded_layer(decoded(texelFetch(layer_color, pass.origin + pixel, 0)));
        if (color.a > 0.0) {
            float coc = texelFetch(layer_coc, pixel, 0).a;
            write_surfaces(pixel, color, around(2, 2).rgb, coc);
            return;
        }
    }
#endif
#ifdef TAPESTRY_WITH_HIDDEN
    float behind_coc = texelFetch(hidden_coc, pixel, 0).r;
    if (behind_coc < TAPESTRY_NOTHING_HIDDEN && write_known(pixel, behind_coc, texelFetch(hidden, pixel, 0))) return;
#endif
    unmix(pixel);
}

bool is_outer(int x, int y) {
    return x == 0 || y == 0 || x == 5 || y == 5;
}

// The pixels around a block: the 16 that say whether there is an edge, or the others.
void read_around(ivec2 corner, bool outer) {
    for (int y = 0; y < 6; ++y)
        for (int x = 0; x < 6; ++x)
            if (is_outer(x, y) == outer) neighbourhood[6 * y + x] = work_at(corner + ivec2(x - 2, y - 2));
}

bool has_edge_pixels() {
    bool has = false;
    for (int index = 0; index < 4; ++index) {
        window_origin = 6 * (index >> 1) + (index & 1);
        has = has || is_edge();
    }
    return has;
}

// One invocation a block: those without an edge read one texel for four pixels, the others 17 or 37.
void main() {
    read_splits();
    ivec2 block = pixel_of_invocation();
    if (is_outside(block)) return;
    vec4 range = texelFetch(ranges, block, 0);
    if (!has_edge(range)) return;
    read_around(2 * block, false);
    if (has_edge_pixels()) read_around(2 * block, true);
    for (int index = 0; index < 4; ++index) {
        ivec2 place = ivec2(index & 1, index >> 1);
        window_origin = 6 * place.y + place.x;
        ivec2 pixel = 2 * block + place;
        if (all(lessThan(pixel, pass.size))) take_apart(pixel, range);
    }
}
