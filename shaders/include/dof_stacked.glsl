// Two pictures in one texture, the second in the rows after the first: OpenGL ES grants a pass four images. Bilinear
// reads at places of a picture in [0, 1].

vec2 stacked_size(sampler2D two) {
    return vec2(textureSize(two, 0)) * vec2(1.0, 0.5);
}

vec4 read_stacked(sampler2D two, vec2 place, float index) {
    float half_texel = 0.5 / stacked_size(two).y;
    float inside = clamp(place.y, half_texel, 1.0 - half_texel);
    return textureLod(two, vec2(place.x, 0.5 * (inside + index)), 0.0);
}

vec4 first_of_two(sampler2D two, vec2 place) {
    return read_stacked(two, place, 0.0);
}

vec4 second_of_two(sampler2D two, vec2 place) {
    return read_stacked(two, place, 1.0);
}
