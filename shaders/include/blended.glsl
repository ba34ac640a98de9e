// One layer of a filter that is the same at many pixels: its taps were blended before, by taps_blend.comp.
//
// Include pixel_pair.glsl before.

// The pass's layer of TapestryBlendedLayer, as far as it is needed.
layout(std140, binding = TAPESTRY_UNIFORM_BLENDED) uniform BlendedLayer {
    vec4 wanted;
    vec4 reads;
    vec4 taps[TAPESTRY_TAPS];
}
blended;

Lights lights_of_blended(ivec2 pixel) {
    Reads reads = reads_of(pixel, blended.reads.xy, blended.reads.z);
    Reads reads_below = reads_of(pixel_below(pixel), blended.reads.xy, blended.reads.z);
    Lights lights = Lights(vec4(0.0), vec4(0.0));
    for (uint index = 0u; index < uint(TAPESTRY_TAPS); ++index) {
        vec3 tap = blended.taps[index].xyz;
        lights.here += read_tap(tap, reads);
        lights.below += read_tap(tap, reads_below);
    }
    return lights;
}
