// Every weight of the kernel from shared memory: a workgroup keeps a ring of source rows as wide as its tile and
// the kernel, packed in halves, and takes one new row for each row of the kernel.
layout(local_size_x = TILE_X, local_size_y = TILE_Y) in;
layout(location = 0) uniform ivec2 size;
layout(location = 1) uniform ivec2 half_size;
layout(std430, binding = 0) readonly buffer Weights {
    float weights[];
};
layout(binding = 0) uniform highp sampler2D source;
layout(rgba16f, binding = 0) writeonly uniform highp image2D target;

shared uvec2 ring[TILE_Y][TILE_X + 2 * MOST_HALF_SIZE];

void load_row(int row) {
    ivec2 corner = ivec2(gl_WorkGroupID.xy) * ivec2(TILE_X, TILE_Y) - half_size;
    int width = TILE_X + 2 * half_size.x;
    for (int x = int(gl_LocalInvocationIndex); x < width; x += TILE_X * TILE_Y) {
        vec4 texel = texelFetch(source, clamp(corner + ivec2(x, row), ivec2(0), size - 1), 0);
        ring[row % TILE_Y][x] = uvec2(packHalf2x16(texel.rg), packHalf2x16(texel.ba));
    }
}

void main() {
    ivec2 local = ivec2(gl_LocalInvocationID.xy);
    for (int row = 0; row < TILE_Y - 1; ++row) load_row(row);
    vec4 sum = vec4(0.0);
    int rows = 2 * half_size.y + 1;
    int columns = 2 * half_size.x + 1;
    for (int y = 0; y < rows; ++y) {
        load_row(y + TILE_Y - 1);
        memoryBarrierShared();
        barrier();
        for (int x = 0; x < columns; ++x) {
            uvec2 packed_texel = ring[(y + local.y) % TILE_Y][local.x + x];
            sum += weights[y * columns + x] * vec4(unpackHalf2x16(packed_texel.x), unpackHalf2x16(packed_texel.y));
        }
        barrier();
    }
    ivec2 pixel = ivec2(gl_GlobalInvocationID.xy);
    if (all(lessThan(pixel, size))) imageStore(target, pixel, sum);
}
