// The host's texture to linear, premultiplied, finite light: what the cascade reads. Among tiles, those that are not
// filtered are copied, too, because layers pass them by: to the texture that the second layer reads, and to the host's
// target.
#include "shared/layout.h"
#include "include/area.glsl"
#include "include/color.glsl"
#include "include/store.glsl"
#include "include/edge.glsl"

layout(local_size_x = TAPESTRY_GROUP_X, local_size_y = TAPESTRY_GROUP_Y) in;

UNIFORM_BLOCK(PassBlock, TAPESTRY_UNIFORM_PASS, IngestPass, pass);

#include "include/tiles.glsl"
#ifdef TAPESTRY_WITH_TARGET
#include "include/finish.glsl"
#endif

ivec2 picture_size() {
    return pass.picture.end - pass.picture.first;
}

// As the textures between layers hold it.
vec4 workable(vec4 light) {
#ifdef TAPESTRY_SINGLE
    return light;
#else
    return rounded_to_half(light);
#endif
}

#define STORE_WORK(image, pixel, light) \
    STORE_WITH_EDGE(image, pixel + pass.margin, picture_size() + 2 * pass.margin, light)

void main() {
    ivec2 pixel = pixel_of_invocation();
    if (is_outside(pixel)) return;
    vec4 light = workable(decoded(texelFetch(original, texel_in(pass.picture, pixel), 0)));
#ifdef TAPESTRY_TILED
    uint need = need_of_group();
    bool is_read = (need & TAPESTRY_TILE_READ) != 0u;
    bool is_copied = kind_of(need) == TAPESTRY_TILE_COPY;
    if (is_read) STORE_WORK(work, pixel, light);
#ifdef TAPESTRY_TWO_WORKS
    if (is_read && is_copied) STORE_WORK(other_work, pixel, light);
#endif
#ifdef TAPESTRY_WITH_TARGET
    bool is_in_picture = all(greaterThanEqual(pixel, ivec2(0))) && all(lessThan(pixel, picture_size()));
    if (is_copied && is_in_picture) STORE_WITH_EDGE(target, pixel + pass.origin, pass.end, storable(copied(pixel)));
#endif
#else
    STORE_WORK(work, pixel, light);
#endif
}
