// Where inner and outer slices meet in this picture, near and far: what lies between two things parts them best.
#include "shared/dof.h"
#include "include/color.glsl"
#include "include/store.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, DofPass, pass);

const int near_bins = 0;
const int far_bins = TAPESTRY_SPLIT_BINS;
shared uint counts[2 * TAPESTRY_SPLIT_BINS];
shared vec2 scores[TAPESTRY_SPLIT_BINS];  // near, far

#include "include/dof_splits.glsl"

void count(ivec2 place) {
    ivec2 pixel = pass.size * (2 * place + 1) / (2 * TAPESTRY_SPLIT_SAMPLES);
    float coc = texelFetch(work, pixel, 0).a;
    if (coc <= -pass.near_focus_px) atomicAdd(counts[near_bins + counted_bin(-coc)], 1u);
    if (coc >= pass.focus_px) atomicAdd(counts[far_bins + counted_bin(coc)], 1u);
}

// Of a side, 0 near: within what the outer slice's resolution still shows, and the inner one's.
float best_split(int side, float usual_px, float least_px, float most_px) {
    float split = usual_px;
    float best = -1.0e30;
    for (int bin = 0; bin < TAPESTRY_SPLIT_BINS; ++bin) {
        float edge = edge_px(bin);
        if (edge <= least_px || edge > most_px || scores[bin][side] <= best) continue;
        best = scores[bin][side];
        split = edge;
    }
    return split;
}

void main() {
    const uint bins = uint(TAPESTRY_SPLIT_BINS);
    uint index = gl_LocalInvocationIndex;
    for (uint bin = index; bin < 2u * bins; bin += uint(TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y)) counts[bin] = 0u;
    memoryBarrierShared();
    barrier();
    ivec2 first = ivec2(gl_LocalInvocationID.xy);
    for (int y = first.y; y < TAPESTRY_SPLIT_SAMPLES; y += TAPESTRY_GROUP_Y)
        for (int x = first.x; x < TAPESTRY_SPLIT_SAMPLES; x += TAPESTRY_GROUP_X) count(ivec2(x, y));
    memoryBarrierShared();
    barrier();
    if (index < bins)
        scores[index] = vec2(split_score(near_bins, int(index), bin_of(pass.near_split_px)),
                             split_score(far_bins, int(index), bin_of(pass.far_split_px)));
    memoryBarrierShared();
    barrier();
    if (index != 0u) return;
    float least_near = max(pass.near_focus_px, 1.5 * pass.slice_steps.x);
    float least_far = max(pass.focus_px, 1.5 * pass.slice_steps.w);
    float near = best_split(0, pass.near_split_px, least_near, pass.most_near_split_px);
    float far = best_split(1, pass.far_split_px, least_far, pass.most_far_split_px);
    imageStore(chosen, ivec2(0), storable(vec4(near, far, 0.0, 0.0)));
}
