// A level of the pyramid, read.

// `size`: of the level.
Cells cells_at(ivec2 cell, ivec2 size) {
    vec4 light = texelFetch(own1, cell, 0);
    vec4 near_inner = texelFetch(own0, cell + ivec2(0, size.y), 0);
    return Cells(texelFetch(own0, cell, 0), near_inner, light.rgb, light.a, texelFetch(own2, cell, 0),
                 texelFetch(own3, cell, 0));
}
