// One light as a picture of the aperture.
//
// Declare before including: `DofPass pass`, `sampler2D aperture` and `sampler2D pixel_cocs`.

// The share of a light's energy that it puts on a pixel, `offset_px` away in rows of the texture. Near lights show
// the aperture turned by half a turn.
float sprite_share(vec2 offset_px, float coc) {
    float radius = abs(coc);
    vec2 place = pass.offset_sign * offset_px / (coc * pass.aspect);
    float farthest = pass.aperture_reach + 1.0 / radius;
    if (dot(place, place) > farthest * farthest) return 0.0;
    float edge_px = textureLod(aperture, 0.5 + 0.5 * place / TAPESTRY_APERTURE_BOUND, 0.0).r * radius;
    float coverage = clamp(0.5 - edge_px, 0.0, 1.0);
    return coverage / (pass.aperture_area * radius * radius * pass.aspect.x * pass.aspect.y);
}

// Of a light's CoC: half of how thick surfaces before it count.
const float half_thick = 0.03;

// How much of a far light shows: nothing where something is before it on the way to the aperture. A ray from the light to the place of
// the aperture that shows at `to_px` passes a depth of CoC c at 1 - c / coc of the way on the picture. It is stopped by
// a surface that it is behind of at one step and before at the next, and by what it meets at a step: a surface is
// as thick as that. (Eight steps and no look at what lies between them: the same picture within
// 0.01 dB for more than twice the reads. Thicker surfaces: 23.45 for 23.53 dB on night lights, since grass is thin, and
// lights that are seen through it are seen from beside too.) Before these, it is looked at where it passes the depth of
// what shows at `to_px`, of CoC `own_coc`: posts are too thin for steps anywhere else.
float visibility(vec2 from_px, vec2 to_px, float coc, float own_coc) {
    float before = coc;
    float gap_before = 0.0;
    float shown = 1.0;
    if (own_coc > 0.5 * pass.focus_px && own_coc <= (0.75 + half_thick) * coc) {
        ivec2 pixel = clamp(ivec2(floor(mix(from_px, to_px, 1.0 - own_coc / coc))), ivec2(0), pass.size - 1);
        bool meets = abs(texelFetch(pixel_cocs, pixel, 0).r - own_coc) <= half_thick * coc;
        // What is in focus is put over sprites instead, and has sprites beside it in the pixels of its rim.
        if (meets) shown = 1.0 - smoothstep(0.5, 1.0, own_coc / pass.focus_px);
    }
    for (int step = 1; step <= 3; ++step) {
        float way = min((float(step) - 0.25) / 3.0, 0.9);
        ivec2 pixel = clamp(ivec2(floor(mix(from_px, to_px, way))), ivec2(0), pass.size - 1);
        float hidden = texelFetch(pixel_cocs, pixel, 0).r;
        float gap = hidden - coc * (1.0 - way);
        bool meets = abs(gap) <= half_thick * coc;
        bool passes = gap_before <= 0.0 && gap >= 0.0 && before <= 0.92 * coc && abs(hidden - before) <= 0.1 * coc;
        if (hidden <= 0.92 * coc && (meets || passes)) return 0.0;
        before = hidden;
        gap_before = gap;
    }
    return shown;
}
