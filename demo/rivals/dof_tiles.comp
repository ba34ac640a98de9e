// The largest near CoC of each tile.
layout(local_size_x = 8, local_size_y = 8) in;
layout(location = 0) uniform ivec2 size;   // in tiles
layout(location = 1) uniform ivec2 pixels;  // of the CoC map
layout(binding = 0) uniform highp sampler2D coc_map;
layout(r32f, binding = 0) writeonly uniform highp image2D tiles;

void main() {
    ivec2 tile = ivec2(gl_GlobalInvocationID.xy);
    if (any(greaterThanEqual(tile, size))) return;
    float near = 0.0;
    for (int i = 0; i < TILE * TILE; ++i)
        near = max(near, -texelFetch(coc_map, min(TILE * tile + ivec2(i % TILE, i / TILE), pixels - 1), 0).r);
    imageStore(tiles, tile, vec4(near));
}
