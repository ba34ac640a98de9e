// Textures of ours may be larger than the picture in them, and then hold anything beside it. What bilinear reads meet
// there has to be the picture's edge, as in a texture of its size that is clamped to the edge: so passes store the last
// row and column once more behind the picture, and reads stop there. In a texture of the picture's size those stores
// are outside of the image, which drops them.

// Where a picture ends: its size, with the margins of both sides.
void store_with_edge(writeonly highp image2D target, ivec2 pixel, ivec2 end, vec4 value) {
    imageStore(target, pixel, value);
    bvec2 is_last = equal(pixel, end - 1);
    if (is_last.x) imageStore(target, pixel + ivec2(1, 0), value);
    if (is_last.y) imageStore(target, pixel + ivec2(0, 1), value);
    if (all(is_last)) imageStore(target, pixel + 1, value);
}

// A bilinear read at a place of a picture of `size` texels, in [0, 1] on both axes.
vec4 read_at(sampler2D picture, vec2 place, ivec2 size) {
    return textureLod(picture, min(place, 1.0) * (vec2(size) / vec2(textureSize(picture, 0))), 0.0);
}

// Of two pictures of `size` in one texture, the second in the rows after the first, which reads keep apart by themselves
// (dof_stacked.glsl).
void store_of_two(writeonly highp image2D target, ivec2 pixel, ivec2 size, int index, vec4 value) {
    store_with_edge(target, pixel + ivec2(0, index * size.y), ivec2(size.x, 2 * size.y), value);
}
