// The largest near CoC that reaches a tile from its neighbours.
layout(local_size_x = 8, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform int reach;  // in tiles
layout(binding = 0) uniform highp sampler2D tiles;
layout(r32f, binding = 0) writeonly uniform highp image2D target;

void main() {
    ivec2 tile = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(tile, size))) return;
    float largest = 0.0;
    for (int y = -reach; y <= reach; ++y)
        for (int x = -reach; x <= reach; ++x) {
            ivec2 at = clamp(tile + ivec2(x, y), ivec2(0), size - 1);
            float near = texelFetch(tiles, at, 0).r;
            float apart = float(TILE) * max(0.0, length(vec2(x, y)) - 1.42);
            if (near >= apart) largest = max(largest, near);
        }
    imageStore(target, tile, vec4(largest));
}
