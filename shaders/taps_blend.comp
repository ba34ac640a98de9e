// The taps of a filter that is the same at every pixel, or of the one that most pixels of a frame ask for: all
// layers of it, one workgroup a layer.
#include "shared/layout.h"
#include "include/color.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, FilterPass, pass);
layout(std430, binding = TAPESTRY_STORAGE_BLENDED) writeonly buffer BlendedLayers {
    TapestryBlendedLayer blended[];
};

#define TAPESTRY_LAYER gl_WorkGroupID.x
#include "include/taps.glsl"
#include "include/parameters.glsl"

#if defined(TAPESTRY_MAPPED) || defined(TAPESTRY_TURNED)

const uint probes = uint(TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y);
shared vec3 probed[TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y];
shared uint best;

// What most of a grid of pixels over the area ask for, those that are copied left out: a guess is enough, because
// tiles are compared with it.
PixelFilter chosen() {
    ivec2 place = 2 * ivec2(gl_LocalInvocationID.xy) + 1;
    ivec2 size = pass.area.end - pass.area.first;
    PixelFilter mine = filter_at(pass.area.first + place * size / (2 * ivec2(TAPESTRY_GROUP_X, TAPESTRY_GROUP_Y)));
    vec3 numbers = vec3(mine.parameter, mine.turn_deg);
    probed[gl_LocalInvocationIndex] = numbers;
    if (gl_LocalInvocationIndex == 0u) best = 0u;
    memoryBarrierShared();
    barrier();

    uint votes = 0u;
    for (uint other = 0u; other < probes; ++other) votes += probed[other] == numbers ? 1u : 0u;
    if (is_identity(locate_entries(mine.parameter))) votes = 0u;
    atomicMax(best, votes * probes + gl_LocalInvocationIndex);
    memoryBarrierShared();
    barrier();
    vec3 winner = probed[best % probes];
    return PixelFilter(winner.xy, winner.z);
}

#else

PixelFilter chosen() {
    return filter_at(ivec2(0));
}

#endif

void main() {
    PixelFilter wanted = chosen();
    Blend blend = blend_of(wanted);
    if (gl_LocalInvocationIndex == 0u) {
        blended[TAPESTRY_LAYER].wanted = vec4(wanted.parameter, wanted.turn_deg, 0.0);
        blended[TAPESTRY_LAYER].reads = vec4(blend.turn, blend.offset_scale, 0.0);
    }
    for (uint index = gl_LocalInvocationIndex; index < uint(TAPESTRY_TAPS);
         index += uint(TAPESTRY_GROUP_X * TAPESTRY_GROUP_Y))
        blended[TAPESTRY_LAYER].taps[index] = vec4(blend_tap(index, blend), 0.0);
}
