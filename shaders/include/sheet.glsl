// Pictures of the same size in one texture, side by side in two columns, row by row: OpenGL ES grants a pass four images,
// and one large texture fits into memory that several of its size do not. Bilinear reads of one may touch the first row
// and column of the next, by nothing or a rounding, so what is beside it is written, too. Include edge.glsl before.

ivec2 sheet_texel(ivec2 pixel, ivec2 size, int index) {
    return pixel + ivec2(index & 1, index >> 1) * size;
}

#define STORE_IN_SHEET(sheet, rows, pixel, size, index, value) \
    STORE_WITH_EDGE(sheet, sheet_texel(pixel, size, index), ivec2(2, rows) * (size), value)

// A bilinear read at a place of one of them, in [0, 1] on both axes.
vec4 read_sheet(sampler2D sheet, vec2 place, ivec2 size, int index) {
    vec2 inside = clamp(place * vec2(size), vec2(0.5), vec2(size) - 0.5);
    vec2 texel = inside + vec2(sheet_texel(ivec2(0), size, index));
    return textureLod(sheet, texel / vec2(textureSize(sheet, 0)), 0.0);
}
