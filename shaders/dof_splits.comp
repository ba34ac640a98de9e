// Where inner and outer slices meet in this picture, near and far: what lies between two things parts them best.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

// Near and far, each has its bins and its runs of bins; an invocation a run.
const int runs = TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y / 2;
const int bins_a_run = TAPESTRY_SPLIT_BINS / runs;
shared uint counts[2 * TAPESTRY_SPLIT_BINS];
shared vec2 run_sums[2 * runs];
shared vec2 run_splits[2 * runs];  // the best score in a run, and the radius in pixels

#include "include/dof_splits.glsl"

void count(ivec2 place) {
    ivec2 pixel = pass.size * (2 * place + 1) / (2 * TAPESTRY_SPLIT_SAMPLES);
    float coc = texelFetch(pixel_cocs, pixel, 0).r;
    if (coc <= -pass.near_focus_px) atomicAdd(counts[counted_bin(-coc)], 1u);
    if (coc >= pass.focus_px) atomicAdd(counts[TAPESTRY_SPLIT_BINS + counted_bin(coc)], 1u);
}

vec2 sum_of_run(int side, int run) {
    vec2 sum = vec2(0.0);
    for (int bin = run * bins_a_run; bin < (run + 1) * bins_a_run; ++bin)
        sum += counted(side * TAPESTRY_SPLIT_BINS, bin);
    return sum;
}

// Among a run's edges within what the outer slice's resolution still shows, and the inner one's.
vec2 best_of_run(int side, int run, float usual_px, float least_px, float most_px) {
    vec2 inner = vec2(0.0);
    vec2 all = vec2(0.0);
    for (int other = 0; other < runs; ++other) {
        vec2 sum = run_sums[side * runs + other];
        if (other < run) inner += sum;
        all += sum;
    }
    int first = side * TAPESTRY_SPLIT_BINS;
    vec2 best = vec2(-1.0e30, usual_px);
    for (int bin = run * bins_a_run; bin < (run + 1) * bins_a_run; ++bin) {
        float edge = edge_px(bin);
        float score = split_score(first, bin, inner, all, bin_of(usual_px));
        if (edge > least_px && edge <= most_px && score > best.x) best = vec2(score, edge);
        inner += counted(first, bin);
    }
    return best;
}

float best_split(int side) {
    vec2 best = run_splits[side * runs];
    for (int run = 1; run < runs; ++run) {
        vec2 other = run_splits[side * runs + run];
        if (other.x > best.x) best = other;
    }
    return best.y;
}

// Least radius at which slices of a side part.
float least_split_px(int side) {
    return side == 0 ? max(pass.near_focus_px, 1.5 * pass.slice_steps.x) : max(pass.focus_px, 1.5 * pass.slice_steps.w);
}

// The last frame's, whose picture may have had other lines, on its way to this one's: by factors, as radii compare.
float followed(int side, float last_px, float wanted_px, float last_lines) {
    if (pass.follow_share >= 1.0) return wanted_px;
    float last = last_px * float(pass.size.y) / last_lines;
    float most_px = side == 0 ? pass.most_near_split_px : pass.most_far_split_px;
    float on_its_way = exp2(mix(log2(last), log2(wanted_px), pass.follow_share));
    return clamp(on_its_way, min(least_split_px(side), wanted_px), max(most_px, wanted_px));
}

void main() {
    int index = int(gl_LocalInvocationIndex);
    int side = index / runs;
    int run = index % runs;
    for (int bin = run * bins_a_run; bin < (run + 1) * bins_a_run; ++bin)
        counts[side * TAPESTRY_SPLIT_BINS + bin] = 0u;
    memoryBarrierShared();
    barrier();
    ivec2 first = ivec2(gl_LocalInvocationID.xy);
    for (int y = first.y; y < TAPESTRY_SPLIT_SAMPLES; y += TAPESTRY_GROUP_Y)
        for (int x = first.x; x < TAPESTRY_SPLIT_SAMPLES; x += TAPESTRY_GROUP_X) count(ivec2(x, y));
    memoryBarrierShared();
    barrier();
    run_sums[index] = sum_of_run(side, run);
    memoryBarrierShared();
    barrier();
    if (side == 0)
        run_splits[index] = best_of_run(side, run, pass.near_split_px, least_split_px(side), pass.most_near_split_px);
    else
        run_splits[index] = best_of_run(side, run, pass.far_split_px, least_split_px(side), pass.most_far_split_px);
    memoryBarrierShared();
    barrier();
    if (index != 0) return;
    vec4 last = texelFetch(previous, ivec2(0), 0);
    vec2 parted = vec2(followed(0, last.x, best_split(0), last.z), followed(1, last.y, best_split(1), last.z));
    imageStore(chosen, ivec2(0), storable(vec4(parted, float(pass.size.y), 0.0)));
}
