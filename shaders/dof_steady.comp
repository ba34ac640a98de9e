// The composed picture steadied by the last frame's: where it is blurred, a share of it is what was shown there, moved
// with what shows. What was shown is cut to the colours around the pixel, so that nothing stays that is gone: B. Karis,
// "High-Quality Temporal Supersampling", SIGGRAPH 2014 (in YCoCg), on the blurred picture rather than on what is
// blurred (G. Abadie, "A Life of a Bokeh", SIGGRAPH 2018, steadies that): radii, slices and lights flicker, too.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

#include "include/dof.glsl"
#include "include/tiles.glsl"

// What is less blurred than the first of these is sharp, and keeps the source; from the second on all of it is steadied.
const float sharp_px = TAPESTRY_LEAST_BLUR_PX;
const float blurred_px = 2.0;
const float still_px = 0.25;  // what moves farther is as its own frame has it, where that is sharp
const float known_share = 4.0;  // of what stands still, and was steadied by a quarter: all of the past counts
const float least_share = 1.0 / 64.0;
const int near_taps = 12;
const float golden_angle = 2.3999632;

// By how many texels what shows at a pixel has moved since the last frame, and 1; 0 where nobody knows.
vec3 motion_at(ivec2 pixel) {
    if (pass.has_motion == 0u) return vec3(0.0, 0.0, 1.0);
    vec2 motion = texelFetch(velocities, pass.origin + clamp(pixel, ivec2(0), pass.size - 1), 0).rg;
    bool is_known = !(is_nan(motion.x) || is_nan(motion.y) || is_infinite(motion.x) || is_infinite(motion.y));
    return is_known ? vec3(motion * pass.offset_sign, 1.0) : vec3(0.0);
}

// The mean motion of what is near around a pixel, out to the radius that it is blurred by.
vec3 motion_of_near(ivec2 pixel) {
    ivec2 cells = cells_of(pass.size);
    vec2 near = read_at(radii, (vec2(pixel) + 0.5) / (4.0 * vec2(cells)), cells).rg;
    float radius = max(near.x, near.y);
    vec3 sum = vec3(0.0);
    for (int tap = 0; tap < near_taps; ++tap) {
        float angle = golden_angle * float(tap);
        float away = radius * sqrt((float(tap) + 0.5) / float(near_taps));
        ivec2 other = pixel + ivec2(floor(away * vec2(cos(angle), sin(angle)) + 0.5));
        other = clamp(other, ivec2(0), pass.size - 1);
        if (texelFetch(pixel_cocs, other, 0).r <= -pass.near_focus_px) sum += motion_at(other);
    }
    return sum.z > 0.0 ? sum / sum.z : vec3(0.0);
}

// Of what is seen at a pixel: its own, and that of the near blur over it by its share.
vec3 seen_motion(ivec2 pixel, float coc, float near_share) {
    vec3 own = motion_at(pixel);
    if (pass.has_motion == 0u || near_share <= 0.0 || coc <= -pass.near_focus_px) return own;
    vec3 near = motion_of_near(pixel);
    if (near.z == 0.0) return own;
    return own.z == 0.0 ? vec3(0.0) : mix(own, near, near_share);
}

// Weights of Catmull-Rom's spline at four texels in a row.
vec4 spline(float place) {
    float square = place * place;
    float cube = square * place;
    return 0.5 * vec4(-cube + 2.0 * square - place, 3.0 * cube - 5.0 * square + 2.0,
                      -3.0 * cube + 4.0 * square + place, cube - square);
}

// The last picture between its texels, by 5 bilinear reads of that spline: J. Jimenez, "Filmic SMAA", SIGGRAPH 2016.
vec3 last_light(vec2 place_px) {
    vec2 inverse_size = 1.0 / vec2(pass.size);
    vec2 middle = floor(place_px - 0.5) + 0.5;
    vec4 across = spline(place_px.x - middle.x);
    vec4 down = spline(place_px.y - middle.y);
    vec2 inner = vec2(across.y + across.z, down.y + down.z);
    vec2 between = middle + vec2(across.z, down.z) / inner;
    vec4 sum = inner.x * inner.y * vec4(read_at(previous, between * inverse_size, pass.size).rgb, 1.0);
    sum += across.x * inner.y * vec4(read_at(previous, vec2(middle.x - 1.0, between.y) * inverse_size, pass.size).rgb, 1.0);
    sum += across.w * inner.y * vec4(read_at(previous, vec2(middle.x + 2.0, between.y) * inverse_size, pass.size).rgb, 1.0);
    sum += inner.x * down.x * vec4(read_at(previous, vec2(between.x, middle.y - 1.0) * inverse_size, pass.size).rgb, 1.0);
    sum += inner.x * down.w * vec4(read_at(previous, vec2(between.x, middle.y + 2.0) * inverse_size, pass.size).rgb, 1.0);
    return sum.rgb / sum.a;
}

// Green, orange and luma: boxes along these hold colours tighter than along red, green and blue.
vec3 to_luma(vec3 light) {
    return vec3(0.25 * (light.r + light.b) + 0.5 * light.g, 0.5 * (light.r - light.b),
                0.5 * light.g - 0.25 * (light.r + light.b));
}

vec3 from_luma(vec3 luma) {
    float rest = luma.x - luma.z;
    return vec3(rest + luma.y, luma.x + luma.z, rest - luma.y);
}

// How much of a pixel is steadied, by its own blur and the near one over it.
float steadied_share(float coc, float near_share) {
    if (near_share < 0.0) return 0.0;
    return max(clamp((abs(coc) - sharp_px) / (blurred_px - sharp_px), 0.0, 1.0), near_share);
}

// The colours around a pixel, where things move of what is blurred alone if it is: thin things that are sharp before it
// would else trail over it. And how much of what is around is steadied.
struct Around {
    vec3 least;
    vec3 most;
    float share;
};

Around around(ivec2 pixel, vec4 own, float coc, float own_share, bool is_still) {
    vec3 luma = to_luma(own.rgb);
    Around found = Around(luma, luma, 0.0);
    int stride = max(1, int(0.5 * abs(coc)));
    for (int index = 0; index < 9; ++index) {
        ivec2 other = clamp(pixel + stride * ivec2(index % 3 - 1, index / 3 - 1), ivec2(0), pass.size - 1);
        vec4 texel = texelFetch(composed, other, 0);
        float share = steadied_share(texelFetch(pixel_cocs, other, 0).r, texel.a);
        found.share = max(found.share, share);
        if (share <= 0.0 && own_share > 0.0 && !is_still) continue;
        luma = to_luma(texel.rgb);
        found.least = min(found.least, luma);
        found.most = max(found.most, luma);
    }
    return found;
}

bool was_seen(vec2 place_px) {
    return all(greaterThanEqual(place_px, vec2(0.0))) && all(lessThanEqual(place_px, vec2(pass.size)));
}

// The least that was steadied where last_light reads. Where something sharp was, what it hid has no past: cut to the
// colours around, it left streaks.
float last_share_around(vec2 place_px, float least) {
    for (int corner = 0; corner < 4; ++corner) {
        vec2 other = place_px + vec2(corner % 2, corner / 2) * 2.0 - 1.0;
        least = min(least, read_at(previous, other / vec2(pass.size), pass.size).a);
    }
    return least;
}

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec4 own = texelFetch(composed, pixel, 0);
    float coc = texelFetch(pixel_cocs, pixel, 0).r;
    float share = steadied_share(coc, own.a);
    vec3 motion = seen_motion(pixel, coc, clamp(own.a, 0.0, 1.0));
    vec2 place_px = vec2(pixel) + 0.5 - motion.xy;
    vec3 light = own.rgb;
    if (pass.steadiness > 0.0 && motion.z > 0.0 && was_seen(place_px)) {
        bool is_still = length(motion.xy) < still_px;
        Around found = around(pixel, own, coc, share, is_still);
        float last_share = read_at(previous, place_px / vec2(pass.size), pass.size).a;
        // Beside what is blurred a pixel that stands still may be in focus in one frame and not in the next. One that
        // moves is as this frame has it, or sharp edges before what is blurred would smear.
        if (is_still) {
            share = max(share, min(found.share, pass.steadiness * last_share));
            last_share *= known_share;
        } else {
            last_share = last_share_around(place_px, last_share);
        }
        if (share >= least_share) {
            vec3 last = from_luma(clamp(to_luma(last_light(place_px)), found.least, found.most));
            light = mix(light, last, pass.steadiness * min(share, last_share));
        }
    }
    imageStore(kept, pixel, rounded_to_half(vec4(bounded_light(light), share)));
    vec4 original_texel = texelFetch(original, pass.origin + pixel, 0);
    bool is_sharp = own.a < 0.0 && share < least_share;
    vec4 result = is_sharp ? converted(original_texel) : encoded(vec4(light, decoded(original_texel).a));
    imageStore(target, pass.origin + pixel, storable(result));
}
