// One light as a picture of the aperture.
//
// Declare before including: `DofPass pass`, `sampler2D aperture` and `sampler2D pixel_cocs`.

// Its light, where it covers all of a pixel; and what pixels away from it, in rows of the texture, are multiplied by to be
// on the aperture. Near lights show that turned by half a turn. Both are the same for all pixels.
vec3 sprite_light(vec3 energy, float coc) {
    return energy / (pass.aperture_area * coc * coc * pass.aspect.x * pass.aspect.y);
}

vec2 sprite_scale(float coc) {
    return pass.offset_sign / (coc * pass.aspect);
}

// How much of a pixel it covers, whose place on the aperture this is. (With what is above for each pixel, a seventh more
// arithmetic.)
float sprite_coverage(vec2 place, float radius, float inverse_radius) {
    float farthest = pass.aperture_reach + inverse_radius;
    if (dot(place, place) > farthest * farthest) return 0.0;
    float edge_px = textureLod(aperture, 0.5 + 0.5 / TAPESTRY_APERTURE_BOUND * place, 0.0).r * radius;
    return clamp(0.5 - edge_px, 0.0, 1.0);
}

// Of a light's CoC: half of how thick surfaces before it count.
const float half_thick = 0.03;

// How much of a far light shows: nothing where something is before it on the way to the aperture. A ray from the light to the place of
// the aperture that shows at `to_px` passes a depth of CoC c at 1 - c / coc of the way on the picture. It is stopped by
// a surface that it is behind of at one step and before at the next, and by what it meets at a step: a surface is
// as thick as that. (Eight steps and no look at what lies between them: the same picture within
// 0.01 dB for more than twice the reads. Thicker surfaces: 23.45 for 23.53 dB on night lights, since grass is thin, and
// lights that are seen through it are seen from beside too.) Before these, it is looked at where it passes the depth of
// what shows at `to_px`, of CoC `own_coc`: posts are too thin for steps anywhere else. Both ends are in the picture, and
// so is what lies between them.
float visibility(vec2 from_px, vec2 to_px, float coc, float inverse_coc, float own_coc) {
    float before = coc;
    float gap_before = 0.0;
    float shown = 1.0;
    if (own_coc > 0.5 * pass.focus_px && own_coc <= (0.75 + half_thick) * coc) {
        ivec2 pixel = ivec2(mix(from_px, to_px, 1.0 - own_coc * inverse_coc));
        bool meets = abs(texelFetch(pixel_cocs, pixel, 0).r - own_coc) <= half_thick * coc;
        // What is in focus is put over sprites instead, and has sprites beside it in the pixels of its rim.
        if (meets) shown = 1.0 - smoothstep(0.5, 1.0, own_coc / pass.focus_px);
    }
    for (int step = 1; step <= 3; ++step) {
        float way = min((float(step) - 0.25) / 3.0, 0.9);
        ivec2 pixel = ivec2(mix(from_px, to_px, way));
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
