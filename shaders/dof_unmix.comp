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

// The surface before, premultiplied, and that behind, which covers the pixel and is not there (0) of one surface; with
// the CoC that is not the pixel's own.
struct Parts {
    vec4 front;
    vec4 back;
};

Parts one_surface() {
    return Parts(vec4(0.0, 0.0, 0.0, TAPESTRY_SINGLE_SURFACE), vec4(0.0));
}

// Less of a pixel is what rounding leaves of nothing.
const float least_share = 1.0e-5;

Parts unmixed() {
    vec4 own = around(2, 2);
    vec2 range = coc_range();
    if (!is_edge(range, own.a)) return one_surface();
    float middle = 0.5 * (range.x + range.y);
    bool is_front = own.a < middle;
    uint front_bits = bits_of_front(middle);
    Sides sides = sides_of(front_bits);
    Side front = sides.front;
    Side back = sides.back;
    if (front.weight == 0.0 && back.weight > 0.0) front = thin_front(front_bits, back.mean.rgb);
    if (front.weight == 0.0 || back.weight == 0.0) return one_surface();
    vec3 difference = front.mean.rgb - back.mean.rgb;
    float contrast = dot(difference, difference);
    float distinct = smoothstep(0.002, 0.01, contrast / (pass.white * pass.white));
    float by_light = clamp(dot(own.rgb - back.mean.rgb, difference) / max(contrast, 1.0e-9), 0.0, 1.0);
    vec3 rest = own.rgb - back.mean.rgb - by_light * difference;
    float noise = (front.variance + back.variance) / max(contrast, 1.0e-9);
    float unexplained = 3.0 * dot(rest, rest) / max(contrast, 1.0e-9);
    float confidence = distinct * (1.0 - smoothstep(0.05, 0.3, noise + unexplained));
    float whole = distinct * smoothstep(0.2, 1.0, noise);
    float by_sides = mix(share_of_sides(front_bits), is_front ? 1.0 : 0.0, whole);
    float share = mix(by_sides, by_light, confidence);
    if (share < least_share || share > 1.0 - least_share) return one_surface();
    vec3 behind = is_front ? back.mean.rgb : mix(own.rgb, back.mean.rgb, confidence);
    // What is guessed behind may have more light than the pixel: the front has no less than none, or than is
    // there.
    vec3 least = min(min(own.rgb, share * front.mean.rgb), vec3(0.0));
    vec3 before = max(own.rgb - (1.0 - share) * behind, least);
    return Parts(vec4(before, share), vec4(behind, is_front ? back.mean.a : front.mean.a));
}

// The CoC of what covers a part of a pixel whose own is that of what is behind: that of its nearer neighbours.
float coc_before(float behind_coc) {
    vec2 sum = vec2(0.0);
    for (int y = 1; y < 4; ++y)
        for (int x = 1; x < 4; ++x) {
            float coc = coc_around(x, y);
            float weight = x == 2 || y == 2 ? 1.0 : 0.5;
            if (coc < behind_coc - max(1.0, 0.2 * abs(behind_coc))) sum += weight * vec2(coc, 1.0);
        }
    return sum.y > 0.0 ? sum.x / sum.y : behind_coc;
}

// True where the host knows what hides, and `parts` are of that. The known light's alpha is the share of what is before
// it, unless what shows beside that hides something too: then it is 1, and says nothing of the sides of an edge.
bool is_known(float behind_coc, vec4 known, INOUT(Parts) parts) {
    vec4 own = around(2, 2);
    bool is_front = own.a < behind_coc - 1.0;
    if (!is_front && known.a > 0.9) return false;
    float other_coc = is_front ? behind_coc : coc_before(own.a);
    if (other_coc == own.a) return false;
    // As if what shows beside what hides were the same.
    vec3 behind = known.rgb / max(known.a, 1.0e-6);
    vec3 before = max(own.rgb - (1.0 - known.a) * behind, min(own.rgb, vec3(0.0)));
    parts = Parts(vec4(before, known.a), vec4(own.rgb - before + known.rgb, other_coc));
    return true;
}

Parts parts_of(ivec2 pixel, vec4 range) {
#ifdef TAPESTRY_SECOND_LAYER
    if (range.w > 0.0) {
        vec4 color = bounded_layer(decoded(texelFetch(layer_color, pass.origin + pixel, 0)));
        if (color.a > 0.0) return Parts(color, vec4(around(2, 2).rgb, texelFetch(layer_cocs, pixel, 0).r));
    }
#endif
#ifdef TAPESTRY_WITH_HIDDEN
    float behind_coc = texelFetch(hidden_coc, pixel, 0).r;
    Parts known = one_surface();
    if (behind_coc < TAPESTRY_NOTHING_HIDDEN && is_known(behind_coc, texelFetch(hidden, pixel, 0), known)) return known;
#endif
    return unmixed();
}

// Over the tiles that have an edge.
void main() {
    read_splits();
    ivec2 pixel = pixel_of_invocation();
    write_window(pixel - ivec2(gl_LocalInvocationID.xy));
    memoryBarrierShared();
    barrier();
    if (is_outside(pixel)) return;
    vec4 range = texelFetch(ranges, pixel / 2, 0);
    if (!has_edge(range)) return;
    Parts parts = parts_of(pixel, range);
    imageStore(fronts, pixel, storable(parts.front));
    if (parts.front.a != TAPESTRY_SINGLE_SURFACE) imageStore(backs, pixel, storable(parts.back));
}
