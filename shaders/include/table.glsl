// The table's records and knots. In uniform blocks where a layer's records fit into one, else in storage blocks.
//
// Measured with tapestry-bench on software GL (llvmpipe, 24x4, 320x180, radius 24): storage blocks and counts that are
// no constants 92 ms, this 55 ms for a filter that varies, 58 and 32 ms for a uniform one. There loads from storage
// blocks and from shared memory go lane by lane, so staging in shared memory gains nothing. Neighbouring entries packed
// as halves, one load of 16 bytes a pair (1280x720, rounds of both forms in turns): 847 and 891 ms against 867 and 887
// for one axis, 1112 and 1240 against 1146 and 1223 for two, and 0.2 dB less: the picture's reads are what takes time,
// so the exact form stays. Not yet measured on hardware, where uniform blocks dislike lanes that ask for far entries.
//
// Define TAPESTRY_LAYER before including where it is not the pass's.
#ifndef TAPESTRY_LAYER
#define TAPESTRY_LAYER pass.layer
#endif

#ifdef TAPESTRY_UNIFORM_TABLE

layout(std140, binding = TAPESTRY_UNIFORM_TAPS) uniform TapRecords {
    vec4 tap_records[TAPESTRY_LAYER_RECORDS];  // of the pass's layer
};
layout(std140, binding = TAPESTRY_UNIFORM_KNOTS) uniform Knots {
    vec4 knots[TAPESTRY_KNOTS];  // one number each
};

vec3 record_at(uint index, uint entry) {
    return tap_records[index * uint(TAPESTRY_ENTRIES) + entry].xyz;
}

float knot_value(uint index) {
    return knots[index].x;
}

#else

#ifndef __cplusplus
layout(std430, binding = TAPESTRY_STORAGE_TAPS) readonly buffer TapRecords {
    vec4 tap_records[];
};
layout(std430, binding = TAPESTRY_STORAGE_KNOTS) readonly buffer Knots {
    vec4 knots[];
};
#endif

vec3 record_at(uint index, uint entry) {
    return vec3(tap_records[TAPESTRY_LAYER * uint(TAPESTRY_LAYER_RECORDS) + index * uint(TAPESTRY_ENTRIES) + entry]);
}

float knot_value(uint index) {
    return knots[index].x;
}

#endif
