// Which light is drawn apart: same names and maths as engine/core/dof_sprite_reference.cpp.
//
// Declare before including: `sampler2D bright` of dof_bright.comp, `ivec2 picture_size()`, `vec3 light_at(ivec2 pixel)`
// and `float coc_at(ivec2 pixel)`, which take pixels beside the picture too. Include edge.glsl before.

float brightest(vec3 light) {
    return max(light.r, max(light.g, light.b));
}

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

// Antialiasing leaves a light's rim with the CoC of what is before or behind it: that of the brightest of 3x3 pixels.
// (Of 5x5, a candle's flame took that of street lamps behind it.)
float light_coc(ivec2 pixel, vec3 light, float own_coc) {
    float most = brightest(light);
    float coc = own_coc;
    for (int y = -1; y <= 1; ++y)
        for (int x = -1; x <= 1; ++x) {
            if (x == 0 && y == 0) continue;
            float other = brightest(light_at(pixel + ivec2(x, y)));
            if (other <= most) continue;
            most = other;
            coc = coc_at(pixel + ivec2(x, y));
        }
    return coc;
}

// The share of a pixel's light that a sprite shows, and the CoC that it is drawn with.
struct LightApart {
    float share;
    float coc;
};

LightApart light_apart(ivec2 pixel, vec3 light, float own_coc, float threshold, float focus_px, float cell_px) {
    LightApart apart = LightApart(0.0, own_coc);
    float most = brightest(light);
    if (most <= threshold) return apart;
    // Before its neighbours are looked at: skies are bright, but have no small lights.
    float small_share = smallness(pixel, cell_px);
    if (small_share <= 0.0) return apart;
    apart.coc = light_coc(pixel, light, own_coc);
    if (abs(apart.coc) >= focus_px) apart.share = (1.0 - threshold / most) * small_share;
    return apart;
}
