// The surfaces of a pixel, as dof_coc.comp and dof_unmix.comp left them.
//
// Declare before including: what dof.glsl wants, and the samplers `work`, `ranges`, `backs` and `shares`.

Surfaces surfaces_at(ivec2 pixel, bool edge) {
    vec4 own = texelFetch(work, pixel, 0);
    if (!edge) return single_surface(own);
    // Most pixels of a block with an edge are whole themselves.
    float share = texelFetch(shares, pixel, 0).r;
    if (share == 1.0) return single_surface(own);
    return two_surfaces(own, texelFetch(backs, pixel, 0), share);
}
