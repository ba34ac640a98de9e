// Whether what is bright is small.
//
// Declare before including: `sampler2D bright` of dof_bright.comp and `ivec2 picture_size()`. Include edge.glsl before.

// 1 for a small light, 0 where a quarter to a half of what is around is bright too, as in skies.
float smallness(ivec2 pixel, float cell_px) {
    int cell = int(cell_px);
    ivec2 size = (picture_size() + cell - 1) / cell;
    vec2 texel = 1.0 / vec2(size);
    vec2 place = (vec2(pixel) + 0.5) / cell_px * texel;
    vec2 reach = 1.25 * texel;
    float share = 0.25 * (read_at(bright, place + vec2(-reach.x, -reach.y), size).r +
                          read_at(bright, place + vec2(reach.x, -reach.y), size).r +
                          read_at(bright, place + vec2(-reach.x, reach.y), size).r +
                          read_at(bright, place + vec2(reach.x, reach.y), size).r);
    return 1.0 - smoothstep(0.25, 0.5, share);
}
