// Textures of ours may be larger than the picture in them, and then hold anything beside it. What bilinear reads meet
// there has to be the picture's edge, as in a texture of its size that is clamped to the edge: so passes store the last
// row and column once more behind the picture, and reads stop there. In a texture of the picture's size those stores
// are outside of the image, which drops them.

// Macros, because NVIDIA's compiler takes no image as a function's parameter (driver 580: "__handle_nosize is not member
// of struct image2D4x16_bindless").

// Where a picture ends: its size, with the margins of both sides.
#define STORE_WITH_EDGE(edge_image, pixel, end, value)                                                  \
    do {                                                                                                \
        ivec2 edge_pixel = pixel;                                                                       \
        vec4 edge_value = value;                                                                        \
        bvec2 edge_is_last = equal(edge_pixel, (end) - 1);                                              \
        imageStore(edge_image, edge_pixel, edge_value);                                                 \
        if (edge_is_last.x) imageStore(edge_image, edge_pixel + ivec2(1, 0), edge_value);               \
        if (edge_is_last.y) imageStore(edge_image, edge_pixel + ivec2(0, 1), edge_value);               \
        if (all(edge_is_last)) imageStore(edge_image, edge_pixel + 1, edge_value);                      \
    } while (false)

// The same on all sides of a picture that begins somewhere within its texture; it may be one texel wide.
#define STORE_WITH_RING(ring_image, pixel, first, end, value)                                           \
    do {                                                                                                \
        ivec2 ring_pixel = pixel;                                                                       \
        vec4 ring_value = value;                                                                        \
        ivec2 ring_low = -ivec2(equal(ring_pixel, first));                                              \
        ivec2 ring_high = ivec2(equal(ring_pixel, (end) - 1));                                          \
        imageStore(ring_image, ring_pixel, ring_value);                                                 \
        if (ring_low != ring_high) {                                                                    \
            imageStore(ring_image, ring_pixel + ivec2(ring_low.x, 0), ring_value);                      \
            imageStore(ring_image, ring_pixel + ivec2(ring_high.x, 0), ring_value);                     \
            imageStore(ring_image, ring_pixel + ivec2(0, ring_low.y), ring_value);                      \
            imageStore(ring_image, ring_pixel + ivec2(0, ring_high.y), ring_value);                     \
            imageStore(ring_image, ring_pixel + ring_low, ring_value);                                  \
            imageStore(ring_image, ring_pixel + ring_high, ring_value);                                 \
            imageStore(ring_image, ring_pixel + ivec2(ring_low.x, ring_high.y), ring_value);            \
            imageStore(ring_image, ring_pixel + ivec2(ring_high.x, ring_low.y), ring_value);            \
        }                                                                                               \
    } while (false)

// A bilinear read at a place of a picture of `size` texels, in [0, 1] on both axes.
vec4 read_at(sampler2D picture, vec2 place, ivec2 size) {
    return textureLod(picture, min(place, 1.0) * (vec2(size) / vec2(textureSize(picture, 0))), 0.0);
}
