// One number a pixel, in textures with 2x2 pixels a texel: red and green are the first row, blue and alpha the second.

float of_pixel(vec4 block, ivec2 pixel) {
    return block[(pixel.x & 1) + 2 * (pixel.y & 1)];
}

#define FETCH_OF_PIXEL(blocks, pixel) of_pixel(texelFetch(blocks, (pixel) / 2, 0), pixel)
