// Two pictures of `size` texels in one texture, the second in the rows after the first: OpenGL ES grants a pass four
// images. Bilinear reads at places of a picture in [0, 1]. Include edge.glsl before.

vec4 read_stacked(sampler2D two, vec2 place, ivec2 size, float index) {
    float inside = clamp(place.y * float(size.y), 0.5, float(size.y) - 0.5);
    vec2 texel = vec2(min(place.x, 1.0) * float(size.x), inside + index * float(size.y));
    return textureLod(two, texel / vec2(textureSize(two, 0)), 0.0);
}

vec4 first_of_two(sampler2D two, vec2 place, ivec2 size) {
    return read_stacked(two, place, size, 0.0);
}

vec4 second_of_two(sampler2D two, vec2 place, ivec2 size) {
    return read_stacked(two, place, size, 1.0);
}
