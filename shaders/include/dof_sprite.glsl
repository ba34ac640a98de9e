// One light as a picture of the aperture: same names and maths as engine/core/dof_sprite.h.
//
// Declare before including: `DofPass pass`, `sampler2D aperture` and `sampler2D work`.

// The texture of the aperture's distances shows [-bound, bound] of its radius on both axes.
const float sprite_bound = 1.25;

// The share of a light's energy that it puts on a pixel, `offset_px` away in rows of the texture. Near lights show
// the aperture turned by half a turn.
float sprite_share(vec2 offset_px, float coc) {
    float radius = abs(coc);
    vec2 place = pass.offset_sign * offset_px / (coc * pass.stretch);
    if (any(greaterThan(abs(place), vec2(sprite_bound)))) return 0.0;
    float edge_px = textureLod(aperture, 0.5 + 0.5 * place / sprite_bound, 0.0).r * radius;
    float coverage = clamp(0.5 - edge_px, 0.0, 1.0);
    return coverage / (pass.aperture_area * radius * radius * pass.stretch.x * pass.stretch.y);
}

// 0 where something on the way from a far light to the aperture is before it. A ray from the light to the place of
// the aperture that shows at `to_px` passes a depth of CoC c at 1 - c / coc of the way on the picture. A surface counts
// as 0.06 of the light's CoC thick, half of the way between two steps: grass is thin, and lights that are seen through
// it are seen from beside too (23.5 against 23.4 dB on night lights, 24.2 and 24.2 in the meadow).
float visibility(vec2 from_px, vec2 to_px, float coc) {
    for (int step = 1; step <= 8; ++step) {
        float way = min((float(step) - 0.25) / 8.0, 0.9);
        ivec2 pixel = clamp(ivec2(floor(mix(from_px, to_px, way))), ivec2(0), pass.size - 1);
        float hidden = texelFetch(work, pixel, 0).a;
        if (hidden <= 0.92 * coc && abs(hidden - coc * (1.0 - way)) <= 0.03 * coc) return 0.0;
    }
    return 1.0;
}
