// The surfaces of a pixel, as dof_coc.comp and dof_unmix.comp left them.
//
// Declare before including: what dof.glsl wants, and the samplers `work`, `ranges`, `backs` and `fronts`.

Surfaces surfaces_at(ivec2 pixel, bool edge) {
    vec4 own = texelFetch(work, pixel, 0);
    if (!edge) return single_surface(own);
    // Most pixels of a block with an edge are whole themselves.
    vec4 front = texelFetch(fronts, pixel, 0);
    if (front.a > 1.0) return single_surface(own);
    vec4 back = texelFetch(backs, pixel, 0);
    return Surfaces(front, vec4(back.rgb, 1.0), min(own.a, back.a), max(own.a, back.a));
}
