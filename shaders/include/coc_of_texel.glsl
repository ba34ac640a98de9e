// CoCs of the host's depth texture, where DofCocPass says that its mask counts.
//
// Declare before including: what coc.glsl and mask.glsl want, and the samplers `depths`, `mask` and `focus_distance`.
// Include store.glsl before.
#include "include/mask.glsl"

// 1/m in focus.
float focus_in_use() {
    return pass.autofocus != 0u ? texelFetch(focus_distance, ivec2(0), 0).r : pass.inverse_focus;
}

// Of a texel of the host's, with the mask's share.
float coc_at_texel(ivec2 texel, float inverse_focus) {
    ivec2 pixel = texel - pass.origin;
    float coc = signed_coc_px(texelFetch(depths, pixel + pass.depth_origin, 0).r, inverse_focus, nearness_at(pixel));
    if (pass.is_masked != 0u) coc *= effect_share(texelFetch(mask, texel, 0).r);
    return rounded_to_half(coc);
}
