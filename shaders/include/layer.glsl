// What a layer reads and what it leaves behind, for filters that are uniform and for those that are not.
//
// Declare before including: `sampler2D source`, `FilterPass pass` and, in the last layer, `sampler2D original`.

// One bilinear read. The sampler clamps to the edge.
vec4 read_tap(vec3 tap, ivec2 pixel) {
    vec2 position = vec2(pixel) + 0.5 + pass.offset_sign * tap.xy;
    return tap.z * textureLod(source, position * pass.inverse_size, 0.0);
}

#ifdef TAPESTRY_LAST_LAYER

// The host's own texel: 8 bits straight through half floats would not come back the same.
vec4 copied(ivec2 pixel) {
    return converted(texelFetch(original, pixel, 0), pass.conversion);
}

vec4 finished(vec4 light) {
    return encode(light, pass.conversion.target_encoding, pass.conversion.target_alpha);
}

#else

vec4 copied(ivec2 pixel) {
    return texelFetch(source, pixel, 0);
}

vec4 finished(vec4 light) {
    return light;
}

#endif
